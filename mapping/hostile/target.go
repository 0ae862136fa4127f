package hostile

import (
	"slices"
	"strings"
	"unicode"

	"bilgate/mapping"
	"bilgate/mapping/canon"
	"bilgate/mapping/canon/iin"
)

// target judges one canonical field that the exchanged field takes part in.
func (j *judge) target(t *trial, i mapping.Influence, got any, trials []*trial) {
	f, _ := j.kind.Field(i.Target)
	switch {
	case i.How == mapping.ByPresence, t.sent(got), j.vouchedFor(t.field.path, i, f, got), slices.Contains(t.dropped, i.Target):
	case !j.matters(t.field, i.Target, got, trials):
	case t.nothing(i):
		j.ofNothing(t, i, got, trials)
	case i.How == mapping.ByChoice:
		j.choice(t, i, got)
	case f != nil && f.Type == canon.Date:
		t.date(i, got)
	case len(i.Rows) > 0 || f != nil && f.Codes != "":
		t.code(i, got)
	default:
		t.text(i, got)
	}
	if slices.Contains(i.Functions, "iin") && i.How == mapping.ByValue && j.matters(t.field, i.Target, got, trials) {
		t.identification(i, got)
	}
}

// vouchedFor says whether a test shows what becomes of words that no list has: this code, or, where the word
// only chooses between values of other fields, any value.
func (j *judge) vouchedFor(source string, i mapping.Influence, f *canon.Field, got any) bool {
	shown := j.vouched[[2]string{source, i.Target}]
	return shown[sprint(got)] || len(shown) > 0 && i.How == mapping.ByChoice && f != nil && f.Codes == ""
}

// matters says whether any sample of the field makes the target another one. If none does, another field
// gives its value in this record.
func (j *judge) matters(f *field, target string, got any, trials []*trial) bool {
	schema := j.kind.Arrow().Fields()
	return slices.ContainsFunc(trials, func(other *trial) bool {
		if other.field != f || other.result == nil {
			return false
		}
		v, _ := at(other.result, schema, target)
		return sprint(v) != sprint(got)
	})
}

// ofNothing: what stands for nothing is what an absent value gives.
func (j *judge) ofNothing(t *trial, i mapping.Influence, got any, trials []*trial) {
	for _, other := range trials {
		if other.field != t.field || other.result == nil || other.name != "null" && other.name != "empty" {
			continue
		}
		if v, _ := at(other.result, j.kind.Arrow().Fields(), i.Target); sprint(v) == sprint(got) {
			return
		}
	}
	if got != nil && strings.TrimSpace(sprint(got)) != "" {
		t.fail("%s became %s, and nothing was sent", i.Target, show(got))
	}
}

// choice: a word that the mapping does not know decides nothing. A converted value, such as a date, may.
func (j *judge) choice(t *trial, i mapping.Influence, got any) {
	if t.knows(i) || slices.ContainsFunc(i.Functions, func(f string) bool { return !folds[f] }) {
		return
	}
	t.fail("%s became %s, by a word that the mapping does not know: if it means that, let a test give %s the word %q and expect it", i.Target, show(got), t.field.path, Unlisted)
}

// date: the day of the sample, or a day whose parts all stand in the text.
func (t *trial) date(i mapping.Influence, got any) {
	text, _ := got.(string)
	switch {
	case got == nil:
		t.fail("%s became nothing, silently", i.Target)
	case t.day == nil && !names(sprint(t.value), text):
		t.fail("%s became %s, which the text does not name", i.Target, show(got))
	case t.day != nil && (!t.day.exists() || t.day.canonical() != text):
		t.fail("%s became %s", i.Target, show(got))
	}
}

// names says whether all parts of a date stand in a text, in ASCII digits. The century may be missing, and
// the month may be a word.
func names(text, date string) bool {
	parts := strings.Split(date, "-")
	for n, part := range parts {
		short := strings.TrimLeft(part, "0")
		switch {
		case strings.Contains(text, part), n > 0 && strings.Contains(text, short):
		case n == 0 && len(part) == 4 && strings.Contains(text, part[2:]):
		case n == 1 && strings.ContainsFunc(text, unicode.IsLetter):
		default:
			return false
		}
	}
	return true
}

// code: that of a row with the word that was sent.
func (t *trial) code(i mapping.Influence, got any) {
	code := sprint(got)
	switch {
	case got == nil:
		t.fail("%s became nothing, silently", i.Target)
	case slices.ContainsFunc(i.Rows, func(r mapping.ListRow) bool { return r.Code == code && t.means(i, r.Value) }), slices.ContainsFunc(i.Words, func(w string) bool { return t.means(i, w) }):
	default:
		t.fail("%s became %s, which no row of a code list has for it", i.Target, show(got))
	}
}

// folds are the functions that leave a text the same text.
var folds = map[string]bool{
	"trim": true, "collapse": true, "upper": true, "lower": true, "nfc": true, "lookalike": true, "sameLook": true, "nonEmpty": true, "nothingIf": true,
	"digits": true, "iin": true, "coalesce": true, "matches": true, "isCyrillic": true, "isLatin": true, "startsWith": true, "endsWith": true, "contains": true,
}

// cuts are the functions that take a part of a text.
var cuts = map[string]bool{"left": true, "right": true, "substring": true, "extract": true}

// text: the text that was sent, as the functions on the way fold it. What joins or cuts says so by its name; but
// a text far too long must not be cut to fit.
func (t *trial) text(i mapping.Influence, got any) {
	text, isText := got.(string)
	converted := slices.ContainsFunc(i.Functions, func(f string) bool { return !folds[f] })
	cut := slices.ContainsFunc(i.Functions, func(f string) bool { return cuts[f] })
	switch {
	case cut && isText && len(text) < len(sprint(t.value))-longBy:
		t.fail("%s became a part of it: the rest of a text of %d bytes is lost", i.Target, len(sprint(t.value)))
	case converted:
	case got == nil && (slices.Contains(i.Functions, "nothingIf") || slices.Contains(i.Functions, "nonEmpty")):
	case got == nil:
		t.fail("%s became nothing, silently", i.Target)
	case !isText || !t.means(i, text):
		t.fail("%s became %s, which is not what was sent", i.Target, show(got))
	}
}

// identification: a number that is well formed, of the digits that were sent and no others.
func (t *trial) identification(i mapping.Influence, got any) {
	text, ok := got.(string)
	switch _, err := iin.Parse(text); {
	case !ok || !slices.ContainsFunc(t.parts(i), func(part string) bool { return asciiDigits(part) != "" }):
	case err != nil && t.sent(got):
		t.fail("%s became a number that is none", i.Target)
	case err == nil && !slices.ContainsFunc(t.parts(i), func(part string) bool { return asciiDigits(part) == text }):
		t.fail("%s became %s: other digits than those that were sent", i.Target, show(got))
	}
}

func asciiDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
