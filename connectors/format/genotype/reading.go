package genotype

import (
	"cmp"
	"slices"
	"strings"
)

// Reading is what a source says of one locus of one sample.
type Reading struct {
	Locus  string   // as written
	Values []string // as written, in any order; blank ones count as absent
	Kit    string   // name of the kit or panel, as written; "" where unknown
	Place
}

// Place is where a file says something; what a format does not have, or nobody knows, is 0.
type Place struct {
	Offset int32 `json:"offset"`           // bytes from the start of the file
	Line   int32 `json:"line,omitempty"`   // from 1
	Column int32 `json:"column,omitempty"` // cell of the line, from 1
}

// locus makes one reading canonical; ok is false where nothing was tested.
func (r Rules) locus(p *Profile, m Marker, reading Reading) (l Locus, ok bool) {
	if m.Kind == Quality {
		return Locus{}, false
	}
	l = Locus{Name: m.Name, Alleles: []string{}, place: reading.Place}
	var room [8]string
	written := room[:0]
	for _, text := range reading.Values {
		text = strings.TrimSpace(text)
		allele := r.spelled(m, text)
		meaning := m.meaning(allele)
		if meaning == absent {
			continue
		}
		written = append(written, text)
		l.take(p, m, reading, allele, meaning)
	}
	if len(written) == 0 {
		return Locus{}, false
	}
	l.Raw = strings.Join(written, ", ")
	l.settle(p, m, reading, len(written))
	p.checkKit(l, reading, cmp.Or(reading.Kit, r.Kit))
	return l, true
}

// spelled writes a value the canonical way, where the source's own way is agreed: capitals at
// amelogenin and Cyrillic letters for Latin ones, its digits, a decimal comma.
func (r Rules) spelled(m Marker, text string) string {
	switch {
	case m.Kind == Sex:
		return r.spelledAmel(text)
	case r.decimalComma && strings.Count(text, ",") == 1:
		return strings.Replace(text, ",", ".", 1)
	}
	return text
}

func (r Rules) spelledAmel(text string) string {
	switch {
	case r.AmelDigits && text == "1", text == "x", text == "Х", text == "х":
		return "X"
	case r.AmelDigits && text == "2", text == "y", text == "У", text == "у":
		return "Y"
	}
	return text
}

// take adds one value: an allele, or the reason why it is none.
func (l *Locus) take(p *Profile, m Marker, reading Reading, allele string, meaning value) {
	if length, _, named := strings.Cut(allele, "_"); named && meaning == isoallele {
		p.noteIsoallele(m, reading)
		allele, meaning = length, designated
	}
	if meaning == designated {
		if cap(l.Alleles) == 0 {
			l.Alleles = make([]string, 0, 2)
		}
		l.Alleles = append(l.Alleles, allele)
		return
	}
	l.Incomplete = true
	grade := GradeTable
	if meaning == ungrammatic {
		grade = GradeConsistency
	}
	p.note(reading.Place, knownName(m.Name), grade, ruleOf[meaning])
}

// noteIsoallele says it once a locus.
func (p *Profile) noteIsoallele(m Marker, reading Reading) {
	last := len(p.Findings) - 1
	if last < 0 || p.Findings[last].Rule != RuleIsoallele || p.Findings[last].Locus != knownName(m.Name) || p.Findings[last].Place != reading.Place {
		p.note(reading.Place, knownName(m.Name), GradeTable, RuleIsoallele)
	}
}

// Undesignated are the values of an incomplete locus that are no alleles, as they were written.
func (l Locus) Undesignated() []string {
	if !l.Incomplete {
		return nil
	}
	m, _ := MarkerOf(l.Name)
	values := strings.Split(l.Raw, ", ")
	return slices.DeleteFunc(values, func(text string) bool {
		return m.meaning(Rules{decimalComma: true}.spelled(m, text)) == designated
	})
}

// settle orders the alleles, completes a homozygote and judges their number.
func (l *Locus) settle(p *Profile, m Marker, reading Reading, written int) {
	given := len(l.Alleles)
	slices.SortFunc(l.Alleles, compareAlleles)
	l.Alleles = slices.Compact(l.Alleles)
	if m.Kind == Sex {
		l.settleAmel(p, m, reading)
	}
	if len(l.Alleles) == 1 && !l.Incomplete && m.pairs(given) {
		l.Alleles = append(l.Alleles, l.Alleles[0])
		l.Single = written == 1
	}
	l.judge(p, m, reading)
}

// settleAmel wants an X: Y alone is a lost X, not a genotype.
func (l *Locus) settleAmel(p *Profile, m Marker, reading Reading) {
	if len(l.Alleles) == 1 && l.Alleles[0] == "Y" {
		l.Incomplete = true
		p.note(reading.Place, knownName(m.Name), GradeTable, RuleAmel)
	}
}

// judge notes more alleles than copies. Three at one autosomal locus are a tri-allele and complete.
func (l *Locus) judge(p *Profile, m Marker, reading Reading) {
	switch n := len(l.Alleles); {
	case n <= m.Copies:
	case m.Kind == Autosomal && n == 3:
		p.note(reading.Place, knownName(m.Name), GradeTable, RuleTriAllele)
	default:
		l.Incomplete = true
		p.note(reading.Place, knownName(m.Name), GradeTable, RuleExtraAlleles)
	}
}

// pairs says whether one distinct allele stands for two, when it was given so many times.
func (m Marker) pairs(given int) bool {
	switch m.Kind {
	case X, Unknown:
		return given > 1
	}
	return m.Copies == 2
}

var ruleOf = map[value]string{
	offLadder: RuleOffLadder, filler: RuleFiller, sequenced: RuleSequence, notAmel: RuleAmel, ungrammatic: RuleAllele,
}

// messages is the sentence of each rule.
var messages = map[string]string{
	RuleAllele:          "a value is no allele: one or two digits, and a microvariant of one digit that the locus can have",
	RuleDuplicateLocus:  "the locus is there twice; send one result for it",
	RuleDuplicateSample: "the sample name is there twice in the table; give each profile its own",
	RuleUnknownLocus:    "the locus name is not known; it is kept as written and does not count",
	RuleOffLadder:       "a value is off the ladder; it is kept as written and the locus is incomplete",
	RuleFiller:          "a value is a stand-in of older systems; it is kept as written and the locus is incomplete",
	RuleIsoallele:       "a value names its sequence too; its length is the allele, and the value is kept as written",
	RuleSequence:        "a value is named by its sequence alone; it is kept as written and the locus is incomplete",
	RuleAmel:            "amelogenin is neither X nor X and Y; it is kept as written and the locus is incomplete",
	RuleTriAllele:       "three alleles at one locus",
	RuleExtraAlleles:    "more alleles than one person has at this locus",
	RuleKitLocus:        "the kit that is named has no such marker",
	RuleKitLadder:       "an allele lies beyond the ladder of the kit that is named",
	RuleRequiredLocus:   "the agreed set has this locus, and the profile does not have it in full",
	RuleTooFewLoci:      "fewer than six autosomal loci are fully designated",
	RuleManyFindings:    "there are more findings than are listed",
	RuleNegativeControl: "a negative control shows alleles",
}
