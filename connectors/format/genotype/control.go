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

// Standards are the names of the control DNA in controls.csv: 9947A, 9948, K562, 007, 2800M, 3657, MK1, M308.
var Standards = standardRows[0][1:]

// standardNames says, standard by standard, where in a sample's name its own makes a control: as a "word" of
// it, only as the "whole" of it, or only "beside" a word that says control.
var standardNames = standardRows[1][1:]

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
		for _, row := range rows[2:] {
			if row[i+1] != "" {
				readings = append(readings, Reading{Locus: row[0], Values: strings.Split(row[i+1], "/")})
			}
		}
		found[name] = Rules{}.Profile(name, readings).Loci
	}
	return found
}

// check holds a control against what it must show.
func (c *Control) check(at Place) error {
	switch c.Kind {
	case Negative:
		return c.checkNegative(at)
	case Positive:
		return c.checkPositive(at)
	}
	return nil
}

// checkNegative allows stray peaks with a finding, and no profile.
func (c *Control) checkNegative(at Place) error {
	if c.Profile.Class == Person || c.Profile.Class == Mixture {
		return &ControlError{Rule: RuleContaminated, Sample: c.Profile.Sample, Line: int(at.Line), Offset: int(at.Offset)}
	}
	if slices.ContainsFunc(c.Profile.Loci, func(l Locus) bool { return len(l.Alleles) > 0 }) {
		c.Profile.note(at, "", GradeTable, RuleNegativeControl)
	}
	return nil
}

// checkPositive compares the control with the standard that its name gives, else with each that certifies
// at least half of what it shows: it must be one of them at every complete locus that the two share.
func (c *Control) checkPositive(at Place) error {
	failure := &ControlError{Rule: RuleWrongControl, Sample: c.Profile.Sample, Standard: c.Standard, Line: int(at.Line), Offset: int(at.Offset)}
	if f, refused := c.Profile.Refusal(); refused {
		failure.Locus = f.Locus
		return failure
	}
	standard, found := c.nearest()
	switch {
	case found.shared == 0:
		failure.Rule = RuleUnprovenControl
	case found.wrong == 0:
		c.Standard = standard
		return nil
	default:
		failure.Standard, failure.Locus = standard, found.locus
	}
	return failure
}

// nearest is the standard that the control differs from least, and how; shared is 0 where none can tell.
func (c *Control) nearest() (standard string, found comparison) {
	if c.Standard != "" {
		return c.Standard, compare(c.Profile.Loci, standards[c.Standard])
	}
	for _, name := range Standards {
		this := compare(c.Profile.Loci, standards[name])
		if 2*this.shared >= this.shown && this.shared > 0 && (found.shared == 0 || this.wrong < found.wrong) {
			standard, found = name, this
		}
	}
	return standard, found
}

// comparison is what two sets of loci have in common.
type comparison struct {
	shown, shared, wrong int    // loci that can be compared, that both have, that differ
	locus                string // the first that differs
}

// compare leaves out a locus that lacks a designation, but not one that shows more than it may. Amelogenin can
// disprove a standard; half of all people prove it.
func compare(shown, certified []Locus) comparison {
	var c comparison
	for _, l := range shown {
		i := slices.IndexFunc(certified, func(s Locus) bool { return s.Name == l.Name })
		switch {
		case i < 0 && !l.Incomplete && l.Name != amelogenin:
			c.shown++
		case i < 0 || l.Incomplete && len(l.Alleles) <= len(certified[i].Alleles):
		default:
			c.judge(l, certified[i])
		}
	}
	return c
}

func (c *comparison) judge(shown, certified Locus) {
	if shown.Name != amelogenin {
		c.shown++
		c.shared++
	}
	if slices.Equal(shown.Alleles, certified.Alleles) {
		return
	}
	if c.wrong++; c.locus == "" {
		c.locus = shown.Name
	}
}
