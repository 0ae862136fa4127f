package itl

// amelogenin is the sex marker's name in the list of loci; its alleles are X
// and Y, not numbers.
const amelogenin = "AMEL"

// checkDNA judges the loci of a Type-18 record (18.016 STR, 18.021 GAP). Data
// types and lengths are the table's.
func checkDNA(c *checker, r *Record) {
	if r.Type != 18 {
		return
	}
	for _, f := range r.Fields {
		if f.Type != 18 {
			continue
		}
		if n := f.subfieldCount(); n > mostSubfields && f.Number != dataField {
			c.at(r, f, GradeConsistency, RuleOccurrence, "the field has %d subfields, more than %d are not read", n, mostSubfields)
			continue
		}
		switch f.Number {
		case 16:
			checkLoci(c, r, f)
		case 21:
			checkDistribution(c, r, f)
		}
	}
}

func checkLoci(c *checker, r *Record, f Field) {
	at := f.Offset + len(f.Tag) + 1
	for s := range f.Subfields() {
		place := f
		place.Offset = at
		l := r.locus(s, at)
		checkLocus(c, r, place, l)
		checkAlleles(c, r, place, s, l)
		at += len(s) + 1
	}
}

// checkLocus holds locus and kit against the lists of numbers.
func checkLocus(c *checker, r *Record, f Field, l DNALocus) {
	if l.Name == "" {
		c.at(r, f, GradeConsistency, RuleLocus, "DLR %d is not in the list of locus numbers", l.Number)
	}
	switch {
	case l.Kit == 0 && l.KitName == "":
		c.at(r, f, GradeTable, RuleMandatory, "KNM is missing, which KID 0 asks for")
	case l.Kit > 0 && l.KitName == "":
		c.at(r, f, GradeTable, RuleKit, "KID %d is not in the list of kit numbers", l.Kit)
	}
}

// checkAlleles: none unless ALL is 1, AL2 only with AL1, AL3 only with both;
// each a number, but X or Y at amelogenin.
func checkAlleles(c *checker, r *Record, f Field, s Subfield, l DNALocus) {
	gap := false
	for n := strAllele1; n <= strAllele3; n++ {
		allele := s.Item(n)
		if len(allele) == 0 {
			gap = true
			continue
		}
		if gap {
			c.at(r, f, GradeConsistency, RuleAlleleOrder, "AL%d is given without the allele before it", n-strAllele1+1)
		}
		checkAllele(c, r, f, allele, n-strAllele1+1, l.Name == amelogenin)
	}
	if len(l.Alleles) > 0 && !l.Present {
		c.at(r, f, GradeConsistency, RuleAlleleOrder, "ALL says that the locus has no allele, the record gives some")
	}
}

func checkAllele(c *checker, r *Record, f Field, allele []byte, n int, sexMarker bool) {
	switch {
	case sexMarker && string(allele) != "X" && string(allele) != "Y":
		c.at(r, f, GradeTable, RuleAmelogenin, "AL%d of amelogenin is neither X nor Y", n)
	case !sexMarker && !isAllele(allele):
		c.at(r, f, GradeTable, RuleAllele, "AL%d is not one or two digits with one decimal at most", n)
	}
}

// isAllele reads "9", "30.2": one or two digits, and a point with one digit.
func isAllele(text []byte) bool {
	digits := 0
	for digits < len(text) && isDigit(text[digits]) {
		digits++
	}
	rest := text[digits:]
	return digits >= 1 && digits <= 2 && (len(rest) == 0 || len(rest) == 2 && rest[0] == '.' && isDigit(rest[1]))
}

// checkDistribution holds the loci of the genotype distribution against the
// list; weights are the table's.
func checkDistribution(c *checker, r *Record, f Field) {
	for s := range f.Subfields() {
		if locus := numberOr(s.Item(0)); dnaNumbers().loci[locus] == "" {
			c.at(r, f, GradeConsistency, RuleLocus, "GLR %d is not in the list of locus numbers", locus)
		}
	}
}
