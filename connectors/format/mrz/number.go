package mrz

import "strings"

// readNumber gives the document number and optional data 1.
//
// A number of more than nine characters (Doc 9303-5 and -6, clause 4.2.2, note on
// the document number) has a filler for its check digit, and runs on at the start
// of the optional data: rest, check digit over the whole number, filler.
func (z *zone) readNumber() (number, optional string) {
	begin, at := z.text(z.number), z.number.check()
	rest, more, long := z.runOn()
	if !long {
		z.check(FieldNumber, begin, at)
		number = z.trimmed(z.number)
		if number == "" {
			z.add(GradeConsistency, RuleNumberEmpty, FieldNumber, z.number, class('<'), "letter or digit", "the document number is empty")
		}
		return number, z.trimmed(z.optional1)
	}
	number = begin + rest[:len(rest)-1]
	column := z.optional1.from + len(rest) - 1
	z.check(FieldNumber, number, span{z.optional1.line, column, column})
	return number, more
}

// runOn gives what a long number adds, with its check digit, and the optional
// data behind it. A number shorter than nine characters does not run on, nor
// does one with nothing but a check digit to add.
func (z *zone) runOn() (rest, more string, long bool) {
	begin, optional := z.text(z.number), z.text(z.optional1)
	if !z.longNumber || z.text(z.number.check()) != "<" || strings.HasSuffix(begin, "<") {
		return "", "", false
	}
	rest, more, ended := strings.Cut(optional, "<")
	if len(rest) < 2 {
		return "", "", false
	}
	if !ended {
		last := span{z.optional1.line, z.optional1.to, z.optional1.to}
		z.add(GradeConsistency, RuleNumberEnd, FieldNumber, last, class(rune(optional[len(optional)-1])), class('<'), "no filler ends the long document number")
	}
	return rest, strings.TrimRight(more, "<"), true
}

// personalNumber is the individual identification number (IIN) of a Kazakh card:
// twelve digits in optional data 1 of TD1. Whether they make a valid IIN is not
// judged here.
func (z *zone) personalNumber(optional string) string {
	if z.format != TD1 || z.text(z.state) != "KAZ" || len(optional) != 12 {
		return ""
	}
	for i := range len(optional) {
		if optional[i] < '0' || optional[i] > '9' {
			return ""
		}
	}
	return optional
}
