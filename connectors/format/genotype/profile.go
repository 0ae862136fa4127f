package genotype

import (
	"slices"
	"strings"
)

// Class says what a profile may be used for.
type Class string

// The classes of profiles.
const (
	Person     Class = "person"     // one person's, with enough designated loci to be a reference
	Mixture    Class = "mixture"    // several people's: never a person's profile
	Incomplete Class = "incomplete" // one person's, with too few designated loci
	Refused    Class = "refused"    // a finding of grade E says why: it must not be registered
)

// PersonLoci is how many fully designated autosomal loci a person's profile needs (Decision
// 2008/616/JHA); amelogenin, Y and X loci and unknown ones do not count.
const PersonLoci = 6

// maxFindings caps the findings that one profile lists.
const maxFindings = 64

// Profile is a canonical STR profile. As JSON it is {sample, class, loci: [{locus, alleles, raw}]}.
type Profile struct {
	Sample   string    `json:"sample"` // the source's name of the sample, trimmed
	Kit      string    `json:"-"`      // that its readings name, by its name in kits.tsv if it is there; "" for none, or several
	Class    Class     `json:"class"`
	Loci     []Locus   `json:"loci"` // in canonical order: CODIS 20, then the others by name; each name once
	Findings []Finding `json:"-"`
}

// Locus is what was found at one locus.
type Locus struct {
	Name       string   `json:"locus"`   // canonical, or as given when it is not in loci.csv
	Alleles    []string `json:"alleles"` // designated alleles in canonical order, as text
	Raw        string   `json:"raw"`     // the values as written, joined by ", "
	Single     bool     `json:"-"`       // a homozygote that was written as one allele
	Incomplete bool     `json:"-"`       // a value was not designated, or there are more alleles than a person has

	place Place // of its reading
}

// Rules are what is agreed with one source.
type Rules struct {
	// AmelDigits reads 1 and 2 at amelogenin as X and Y, as some control lists write them.
	AmelDigits bool
	// Kit is the kit of the readings that name none; "" where it is not known. Alleles beyond its ladder
	// and loci that it does not have are findings.
	Kit string
	// Required are the loci that a profile must have in full, by canonical name: see [LocusSet].
	Required []string

	decimalComma bool // a table's own way, seen in the table
}

// Profile makes the readings of one sample canonical. It keeps nothing of readings but their texts.
func (r Rules) Profile(sample string, readings []Reading) Profile {
	p := Profile{Sample: strings.TrimSpace(sample), Kit: r.kitOf(readings), Loci: make([]Locus, 0, len(readings))}
	var found tally
	for _, reading := range readings {
		m, known := MarkerOf(reading.Locus)
		locus, ok := r.locus(&p, m, reading)
		if !ok {
			continue
		}
		if !known {
			p.note(reading.Place, "", GradeTable, RuleUnknownLocus)
		}
		p.Loci = append(p.Loci, locus)
		found.add(m, locus)
	}
	p.arrange()
	p.Class = p.class(found)
	p.demand(r.Required)
	return p
}

// arrange puts the loci in order, and finds those that are there twice.
func (p *Profile) arrange() {
	slices.SortStableFunc(p.Loci, func(a, b Locus) int {
		if c := compareNames(a.Name, b.Name); c != 0 {
			return c
		}
		return slices.Compare(a.Alleles, b.Alleles)
	})
	for i := 1; i < len(p.Loci); i++ {
		if l := p.Loci[i]; l.Name == p.Loci[i-1].Name {
			p.note(l.place, knownName(l.Name), GradeConsistency, RuleDuplicateLocus)
		}
	}
}

// Canonical is the genotype as one line, "TH01=8,9.3 AMEL=X,X": equal for equal genotypes whatever
// they were written in. An incomplete locus ends in "!", whatever made it so. The line is a genotype:
// it goes into no log, error or file name (I7).
func (p Profile) Canonical() string {
	var b strings.Builder
	for i, l := range p.Loci {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(l.Name)
		b.WriteByte('=')
		b.WriteString(strings.Join(l.Alleles, ","))
		if l.Incomplete {
			b.WriteByte('!')
		}
	}
	return b.String()
}

// Refusal is the first finding of grade E; ok is false for a profile that may be used.
func (p Profile) Refusal() (f Finding, ok bool) {
	i := slices.IndexFunc(p.Findings, func(f Finding) bool { return f.Grade == GradeConsistency })
	if i < 0 {
		return Finding{}, false
	}
	return p.Findings[i], true
}

// refuse marks the profile as not to be registered, for a reason that lies outside it.
func (p *Profile) refuse(record int32, rule string, at Place) {
	p.note(at, "", GradeConsistency, rule)
	for i := range p.Findings {
		p.Findings[i].Record = record
	}
	p.Class = Refused
}

// note adds a finding. A reason of refusal always finds room: it comes first.
func (p *Profile) note(at Place, locus string, grade Grade, rule string) {
	f := Finding{Grade: grade, Locus: locus, Place: at, Rule: rule, Message: messages[rule]}
	switch n := len(p.Findings); {
	case n == 0:
		p.Findings = append(make([]Finding, 0, 3), f)
	case n < maxFindings:
		p.Findings = append(p.Findings, f)
	case grade == GradeConsistency:
		p.Findings[0] = f
	case n == maxFindings:
		p.Findings = append(p.Findings, Finding{Grade: GradeTable, Rule: RuleManyFindings, Message: messages[RuleManyFindings]})
	}
}
