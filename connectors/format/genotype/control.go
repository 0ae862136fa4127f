package genotype

import (
	_ "embed"
	"slices"
	"strings"
)

// ControlKind is what a control proves.
type ControlKind string

// The kinds of controls.
const (
	Positive ControlKind = "positive" // control DNA whose genotype is certified
	Negative ControlKind = "negative" // no DNA
	Ladder   ControlKind = "ladder"   // the kit's allelic ladder
)

// Control is a sample of a table that is no evidence and no person's.
type Control struct {
	Kind     ControlKind
	Standard string  // control DNA that a positive control was found to be
	Profile  Profile // for a ladder only its sample name
}

// Standards are the names of the control DNA in controls.csv: 9947A, 9948, K562, 007, 2800M.
var Standards = standardRows[0][1:]

//go:embed controls.csv
var controlTable string

var (
	standardRows = embeddedRows(controlTable)
	standards    = loadStandards(standardRows)
)

// Standard is the certified genotype of a control DNA; nil for a name that is not in controls.csv.
func Standard(name string) []Locus { return standards[name] }

func loadStandards(rows [][]string) map[string][]Locus {
	found := map[string][]Locus{}
	for i, name := range rows[0][1:] {
		var readings []Reading
		for _, row := range rows[1:] {
			if row[i+1] != "" {
				readings = append(readings, Reading{Locus: row[0], Values: strings.Split(row[i+1], "/")})
			}
		}
		found[name] = Rules{}.Profile(name, readings).Loci
	}
	return found
}

// check holds a control against what it must show.
func (c *Control) check(line int) error {
	switch c.Kind {
	case Negative:
		return c.checkNegative(line)
	case Positive:
		return c.checkPositive(line)
	}
	return nil
}

// checkNegative allows stray peaks with a finding, and no profile.
func (c *Control) checkNegative(line int) error {
	if c.Profile.Class == Person || c.Profile.Class == Mixture {
		return &ControlError{Rule: RuleContaminated, Sample: c.Profile.Sample, Line: line}
	}
	if slices.ContainsFunc(c.Profile.Loci, func(l Locus) bool { return len(l.Alleles) > 0 }) {
		c.Profile.note(Reading{Line: line}, "", GradeTable, RuleNegativeControl)
	}
	return nil
}

// checkPositive compares the control with the standard that its name gives, else with each: it must be
// one of them at every complete locus that the two share.
func (c *Control) checkPositive(line int) error {
	if f, refused := c.Profile.Refusal(); refused {
		return &ControlError{Rule: RuleWrongControl, Sample: c.Profile.Sample, Locus: f.Locus, Standard: c.Standard, Line: line}
	}
	names := Standards
	if c.Standard != "" {
		names = []string{c.Standard}
	}
	nearest := comparison{wrong: len(markers)}
	for _, name := range names {
		found := compare(c.Profile.Loci, standards[name])
		if found.wrong == 0 && found.shared > 0 {
			c.Standard = name
			return nil
		}
		if found.wrong < nearest.wrong {
			nearest, c.Standard = found, name
		}
	}
	failure := &ControlError{Rule: RuleWrongControl, Sample: c.Profile.Sample, Locus: nearest.locus, Standard: c.Standard, Line: line}
	if nearest.shared == 0 {
		failure.Rule = RuleUnprovenControl
	}
	return failure
}

// comparison is what two sets of loci have in common.
type comparison struct {
	shared, wrong int
	locus         string // the first that differs
}

// compare leaves out a locus that lacks a designation, but not one that shows more than it may.
func compare(shown, certified []Locus) comparison {
	var c comparison
	for _, l := range shown {
		i := slices.IndexFunc(certified, func(s Locus) bool { return s.Name == l.Name })
		if i < 0 || l.Incomplete && len(l.Alleles) <= len(certified[i].Alleles) {
			continue
		}
		c.shared++
		if !slices.Equal(l.Alleles, certified[i].Alleles) {
			if c.wrong++; c.locus == "" {
				c.locus = l.Name
			}
		}
	}
	return c
}
