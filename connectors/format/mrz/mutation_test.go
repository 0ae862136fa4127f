package mrz

import (
	"slices"
	"strings"
	"testing"
)

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"

// TestMutations replaces every character by every other one. What a check digit
// covers and what is one must give a finding, unless a covered character has the
// same value modulo 10 – the blindness of the method.
func TestMutations(t *testing.T) {
	for _, text := range specimens {
		layout := layoutOfText(t, text)
		for i, row := range strings.Split(text, "\n") {
			for j, old := range []byte(row) {
				at := span{i + 1, j + 1, j + 1}
				for _, c := range []byte(alphabet) {
					d := read(t, with(text, at.line, at.from, rune(c)))
					blind := value(c)%10 == value(old)%10
					if c != old && guarded(layout, text, at, blind) && len(d.Findings) == 0 {
						t.Fatalf("%s line %d column %d: %c for %c gives no finding", layout.format, at.line, at.from, c, old)
					}
				}
			}
		}
	}
}

func layoutOfText(t *testing.T, text string) *layout {
	t.Helper()
	z, bad := frame(text)
	if bad != nil {
		t.Fatal(bad)
	}
	return z.layout
}

// guarded says whether a change at a place must be found: in dates and check digits
// always, elsewhere under a check digit if it changes the sum. A long number takes
// the place of its check digit, and empty optional data leave two digits to choose.
func guarded(l *layout, text string, at span, blind bool) bool {
	within := func(s span) bool { return s.line == at.line && s.from <= at.from && at.from <= s.to }
	always := []span{l.birth, l.birth.check(), l.expiry, l.expiry.check()}
	covered := append([]span{l.number}, l.composite...)
	if l.composite != nil {
		always = append(always, l.compositeCheck())
	}
	if !l.longNumber {
		always = append(always, l.number.check())
	}
	if l.checked && text != diplomatic {
		always = append(always, l.optional1.check())
	}
	return slices.ContainsFunc(always, within) || !blind && slices.ContainsFunc(covered, within)
}

// TestOneWrongCheckDigit changes one check digit: its field is named with place and
// digits, and so is the composite, which covers it.
func TestOneWrongCheckDigit(t *testing.T) {
	for _, c := range []struct {
		text         string
		line, column int
		field        string
		composite    bool
	}{
		{card, 1, 15, FieldNumber, true}, {longCard, 1, 19, FieldNumber, true}, {card, 2, 7, FieldBirth, true},
		{card, 2, 15, FieldExpiry, true}, {card, 2, 30, FieldComposite, false},
		{official, 2, 10, FieldNumber, true}, {crew, 2, 31, FieldNumber, true}, {official, 2, 20, FieldBirth, true},
		{official, 2, 28, FieldExpiry, true}, {official, 2, 36, FieldComposite, false},
		{passport, 2, 10, FieldNumber, true}, {passport, 2, 20, FieldBirth, true}, {passport, 2, 28, FieldExpiry, true},
		{passport, 2, 43, FieldOptional1, true}, {passport, 2, 44, FieldComposite, false},
		{visaA, 2, 10, FieldNumber, false}, {visaA, 2, 20, FieldBirth, false}, {visaA, 2, 28, FieldExpiry, false},
		{visaB, 2, 10, FieldNumber, false}, {visaB, 2, 20, FieldBirth, false}, {visaB, 2, 28, FieldExpiry, false},
	} {
		old := strings.Split(c.text, "\n")[c.line-1][c.column-1]
		wrong := '0' + (old-'0'+1)%10
		d := read(t, with(c.text, c.line, c.column, rune(wrong)))
		var own *Finding
		for i := range d.Findings {
			if d.Findings[i].Field == c.field {
				own = &d.Findings[i]
			}
		}
		if own == nil || own.Rule != RuleCheckDigit || own.Line != c.line || own.Column != c.column || own.Found != string(wrong) || own.Expected != string(old) {
			t.Errorf("%s line %d column %d: %+v", d.Format, c.line, c.column, d.Findings)
		}
		if want := map[bool]int{true: 2, false: 1}[c.composite]; len(d.Findings) != want {
			t.Errorf("%s line %d column %d: %d findings, want %d", d.Format, c.line, c.column, len(d.Findings), want)
		}
	}
}
