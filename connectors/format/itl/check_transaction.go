package itl

// versions that Type-1 may state; true = an edition still in use. 0200 and
// 0201 are of 1997, 0300 of 2000, 0400 of 2007, 0500 of 2011, 0501 and 0502
// its updates of 2013 and 2015.
var versions = map[string]bool{
	"0200": false, "0201": false, "0300": false, "0400": true, "0500": true, "0501": true, "0502": true,
}

func checkVersion(c *checker) {
	first := &c.t.Records[0]
	f, ok := first.Field(2)
	if !ok {
		return
	}
	current, known := versions[string(f.Value)]
	switch {
	case !known:
		c.at(first, f, GradeTable, RuleVersion, "the version is not one of the standard's editions")
	case !current:
		c.at(first, f, GradeTable, RuleVersion, "the version is of an edition before 2007")
	}
	if _, named := first.Field(13); !named && (string(f.Value) == "0501" || string(f.Value) == "0502") {
		c.field(first, 13, GradeTable, RuleMandatory, "DOM is missing, which the edition of 1.002 asks for")
	}
}

// checkCharset refuses UTF-16 and UTF-32: their bytes look like separators
// (Cyrillic М is 04 1C).
func checkCharset(c *checker) {
	if c.t.charset == charsetUTF16 || c.t.charset == charsetUTF32 {
		c.field(&c.t.Records[0], 15, GradeConsistency, RuleCharset, "%s text cannot be told from separators", c.t.charset.name())
	}
}

// checkNominalResolution holds 1.012 against Type-4 records of the minimum
// class.
func checkNominalResolution(c *checker) {
	first := &c.t.Records[0]
	nominal := first.perMillimetre(12)
	if nominal == 0 || nominal == minimumResolution {
		return
	}
	for i := range c.t.Records {
		if r := &c.t.Records[i]; r.Type == 4 && !imageHeader(r.raw).Native {
			c.field(first, 12, GradeTable, RuleResolution, "NTR is %d pixels per inch, record %d says %d by its ISR", nominal, i, minimumResolution)
			return
		}
	}
}

// checkSharedIDC finds images under one IDC that differ in size: they are not
// the same image. Photographs may be: a tattoo and its detail share one.
func checkSharedIDC(c *checker) {
	type image struct{ record, typ, width, height int }
	first := map[int]image{}
	for i := range c.t.Records {
		r := &c.t.Records[i]
		d, ok := r.stated()
		if !ok || r.IDC < 0 {
			continue
		}
		other, shared := first[r.IDC]
		if !shared {
			first[r.IDC] = image{i, r.Type, d.width, d.height}
		} else if (other.width != d.width || other.height != d.height) && (other.typ != 10 || r.Type != 10) {
			c.field(r, 2, GradeConsistency, RuleSharedIDC, "record %d has the same IDC and another image size", other.record)
		}
	}
}

// checkDuplicates finds a finger or palm that comes twice with one impression.
// Unknown positions and tips may repeat.
func checkDuplicates(c *checker) {
	type ridge struct {
		kind                 Kind
		position, impression int
	}
	first := map[ridge]int{}
	for _, f := range c.t.Fingerprints() {
		if f.Kind == Latent || len(f.Positions) != 1 || f.Position == 0 || f.Position == 18 || f.Position == 19 {
			continue
		}
		key := ridge{f.Kind, f.Position, f.Impression}
		if other, twice := first[key]; twice {
			r := &c.t.Records[f.Record]
			c.field(r, positionField(r.Type), GradeConsistency, RuleDuplicate, "position %d with impression %d is record %d already", f.Position, f.Impression, other)
			continue
		}
		first[key] = f.Record
	}
}

// positionField is the number of FGP: 4.004 or nnn.013.
func positionField(typ int) int {
	if isBinary(typ) {
		return 4
	}
	return 13
}
