package genotype

import "strings"

// Stored is a locus as a register keeps it: its canonical name and designated alleles, and what the source
// wrote, joined by ", " or "" where that is not known. It is incomplete when one allele stands where two must,
// or when the source's text has a value that is none: what was not designated is then in Undesignated again.
// Raw text of another form says nothing.
func Stored(name string, alleles []string, raw string) Locus {
	m, _ := MarkerOf(name)
	l := Locus{Name: name, Alleles: alleles, Raw: strings.Join(alleles, ", ")}
	left := m.undesignated(raw)
	if m.Kind == Sex && len(alleles) == m.Copies {
		left = nil // digits that the source agreed on
	}
	l.Incomplete = len(left) > 0 || len(alleles) == 1 && m.pairs(1)
	if len(left) > 0 {
		l.Raw = strings.TrimPrefix(l.Raw+", "+strings.Join(left, ", "), ", ")
	}
	return l
}

// undesignated are the values of a raw text that are known to be no alleles.
func (m Marker) undesignated(raw string) []string {
	var left []string
	for text := range strings.SplitSeq(raw, ", ") {
		switch m.meaning(Rules{decimalComma: true}.spelled(m, text)) {
		case offLadder, filler, sequenced, notAmel:
			left = append(left, text)
		}
	}
	return left
}
