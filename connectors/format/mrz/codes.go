package mrz

import "strings"

// readCode gives the document code without filler. Its first letter is the
// layout's; the second is the issuer's choice, but a letter, and V for no card
// (Doc 9303-4, -5, -6, -7, clause 4.2.2).
func (z *zone) readCode() string {
	code := z.text(z.code)
	if !strings.Contains(z.codes, code[:1]) {
		z.add(GradeTable, RuleDocumentCode, FieldCode, z.code, class(rune(code[0])), "one of "+z.codes, "the document code is not one of this layout")
	}
	if second := rune(code[1]); second != '<' && class(second) != "letter" || z.codes == "ACI" && second == 'V' {
		z.add(GradeTable, RuleDocumentCode, FieldCode, shift(z.code, 1), class(second), "letter or filler", "the second character of the document code is not allowed")
	}
	return z.trimmed(z.code)
}

// readState gives a state or nationality without fillers: one to three letters
// (Doc 9303-3 clause 5). Whether the code is assigned is not judged here.
func (z *zone) readState(field string, at span) string {
	code := z.trimmed(at)
	if code == "" {
		z.add(GradeTable, RuleStateCode, field, at, class('<'), "letter", "the code is empty")
	}
	for i, c := range code {
		if class(c) != "letter" {
			z.add(GradeTable, RuleStateCode, field, shift(at, i), class(c), "letter", "a code of a state has letters only")
			break
		}
	}
	return code
}

// readSex gives M, F or < (not specified), or "" if it is none of them.
func (z *zone) readSex() string {
	sex := z.text(z.sex)
	if strings.Contains("MF<", sex) {
		return sex
	}
	z.add(GradeTable, RuleSex, FieldSex, z.sex, class(rune(sex[0])), "M, F or <", "the sex is not one of the standard's")
	return ""
}
