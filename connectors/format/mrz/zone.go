package mrz

import "strings"

// zone is a framed text: rows of one byte a character, and what was found wrong.
type zone struct {
	*layout
	rows     []string
	findings []Finding
}

// newZone checks the alphabet (Doc 9303-3 clause 4.3): each character outside it
// is a finding of grade F and stands in its row as [illegal].
func newZone(l *layout, rows [][]rune) *zone {
	z := &zone{layout: l, findings: []Finding{}}
	for i, row := range rows {
		line := make([]byte, len(row))
		for j, r := range row {
			line[j] = illegal
			if r < 0x80 && value(byte(r)) >= 0 {
				line[j] = byte(r)
				continue
			}
			at := span{i + 1, j + 1, j + 1}
			z.add(GradeStructure, RuleAlphabet, z.fieldAt(at), at, class(r), "A-Z, 0-9 or <", "a character outside the alphabet of the zone")
		}
		z.rows = append(z.rows, string(line))
	}
	return z
}

// text is what stands in a span.
func (z *zone) text(s span) string { return z.rows[s.line-1][s.from-1 : s.to] }

// trimmed is what stands in a span without the fillers behind it.
func (z *zone) trimmed(s span) string { return strings.TrimRight(z.text(s), "<") }

func (z *zone) add(grade Grade, rule, field string, at span, found, expected, message string) {
	z.findings = append(z.findings, Finding{grade, rule, field, at.line, at.from, found, expected, message})
}

// fieldAt names the field that a position belongs to, check digits with their field.
func (z *zone) fieldAt(at span) string {
	for _, f := range []struct {
		name string
		span
		check int
	}{
		{FieldCode, z.code, 0}, {FieldState, z.state, 0}, {FieldName, z.name, 0}, {FieldNumber, z.number, 1},
		{FieldNationality, z.national, 0}, {FieldBirth, z.birth, 1}, {FieldSex, z.sex, 0}, {FieldExpiry, z.expiry, 1},
		{FieldOptional2, z.optional2, 0}, {FieldOptional1, z.optional1, flag(z.checked)},
	} {
		if f.line == at.line && f.from <= at.from && at.from <= f.to+f.check {
			return f.name
		}
	}
	return FieldComposite
}

func flag(set bool) int {
	if set {
		return 1
	}
	return 0
}

// class says what kind of character stands somewhere, which is all that a finding may tell.
func class(r rune) string {
	switch {
	case r >= '0' && r <= '9':
		return "digit"
	case r >= 'A' && r <= 'Z':
		return "letter"
	case r >= 'a' && r <= 'z':
		return "lower-case letter"
	case r == '<':
		return "filler"
	case r == ' ' || r == '\t':
		return "blank"
	case r >= 0x80:
		return "character outside ASCII"
	}
	return "character outside the alphabet"
}
