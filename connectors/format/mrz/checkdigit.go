package mrz

import "strings"

// CheckDigit is the check digit of a text, '0' to '9' (Doc 9303-3 clause 4.9):
// values 0–9 for digits, 10–35 for A–Z, 0 for the filler, weighted 7, 3, 1 in
// turn, summed modulo 10. It is 0 when a character is outside the alphabet.
func CheckDigit(s string) byte {
	weights := [3]int{7, 3, 1}
	sum := 0
	for i := range len(s) {
		v := value(s[i])
		if v < 0 {
			return 0
		}
		sum += v * weights[i%3]
	}
	return byte('0' + sum%10)
}

// value is a character's value, -1 outside the alphabet.
func value(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'Z':
		return int(c-'A') + 10
	case c == '<':
		return 0
	}
	return -1
}

// check compares the check digit at a place with the one of the text it covers.
func (z *zone) check(field, covered string, at span) {
	found, want := z.text(at), CheckDigit(covered)
	switch {
	case want == 0:
		z.add(GradeConsistency, RuleCheckDigit, field, at, visible(found), "", "the check digit cannot be computed: it covers a character outside the alphabet")
	case found != string(want):
		z.add(GradeConsistency, RuleCheckDigit, field, at, visible(found), string(want), "the check digit is not that of what it covers")
	}
}

// visible is a check character as a finding shows it, a class if it is none.
func visible(found string) string {
	if found[0] == illegal {
		return class(illegal)
	}
	return found
}

// checkComposite checks the digit over the checked fields and their digits. Visas have none.
func (z *zone) checkComposite() {
	if len(z.composite) == 0 {
		return
	}
	var covered strings.Builder
	for _, s := range z.composite {
		covered.WriteString(z.text(s))
	}
	z.check(FieldComposite, covered.String(), z.compositeCheck())
}

// checkOptional checks the digit of TD3's optional data, which may be 0 or a filler
// when there is no such data (Doc 9303-4 clause 4.2.2.2).
func (z *zone) checkOptional() {
	if !z.checked || z.trimmed(z.optional1) == "" && z.text(z.optional1.check()) == "<" {
		return
	}
	z.check(FieldOptional1, z.text(z.optional1), z.optional1.check())
}
