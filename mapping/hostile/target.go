package hostile

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"bilgate/mapping"
	"bilgate/mapping/canon"
	"bilgate/mapping/canon/iin"
)

// target judges one canonical field that the exchanged field takes part in.
func (j *judge) target(t *trial, i mapping.Influence, got any, trials []*trial) {
	f, _ := j.kind.Field(i.Target)
	switch {
	case i.How == mapping.ByPresence, t.sent(got), j.vouched[[2]string{t.field.path, i.Target}][sprint(got)], slices.Contains(t.dropped, i.Target):
	case !j.matters(t.field, i.Target, got, trials):
	case t.nothing():
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
	if slices.Contains(i.Functions, "iin") && i.How == mapping.ByValue {
		t.identification(i, got)
	}
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
		if other.field != t.field || other.name != "null" && other.name != "empty" {
			continue
		}
		if v, _ := at(other.result, j.kind.Arrow().Fields(), i.Target); other.result != nil && sprint(v) == sprint(got) {
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
		case n == 1 && strings.ContainsFunc(text, func(r rune) bool { return r > 'я' || r >= 'а' }):
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

// text: the text that was sent, as the functions on the way fold it. What cuts or joins says so by its name.
func (t *trial) text(i mapping.Influence, got any) {
	if slices.ContainsFunc(i.Functions, func(f string) bool { return !folds[f] }) {
		return
	}
	text, isText := got.(string)
	switch {
	case got == nil && (slices.Contains(i.Functions, "nothingIf") || slices.Contains(i.Functions, "nonEmpty")):
	case got == nil:
		t.fail("%s became nothing, silently", i.Target)
	case !isText || !t.means(i, text):
		t.fail("%s became %s, which is not what was sent", i.Target, show(got))
	}
}

// identification: a number that is well formed.
func (t *trial) identification(i mapping.Influence, got any) {
	text, _ := got.(string)
	if _, err := iin.Parse(text); err != nil && t.sent(got) && got != nil {
		t.fail("%s became a number that is none", i.Target)
	}
}

// sent says whether a value is, letter by letter, what the sample sends, or a part of its list.
func (t *trial) sent(got any) bool {
	text, ok := got.(string)
	return ok && slices.Contains(t.parts(), text)
}

// parts are the texts of the sample's value.
func (t *trial) parts() []string {
	switch v := t.value.(type) {
	case string:
		return []string{v}
	case list:
		var out []string
		for _, item := range v {
			if text, ok := item.(string); ok {
				out = append(out, text)
			}
		}
		return out
	}
	return nil
}

// nothing says whether the sample sends no more than blanks. A list stands for its first item.
func (t *trial) nothing() bool {
	parts := t.parts()
	return len(parts) == 0 || strings.TrimSpace(parts[0]) == ""
}

// means says whether the sample sends a text, as the functions on the way fold both.
func (t *trial) means(i mapping.Influence, text string) bool {
	want := folded(i, text)
	return slices.ContainsFunc(t.parts(), func(part string) bool { return folded(i, part) == want })
}

// knows says whether the sample sends a word that the mapping names, or looks up.
func (t *trial) knows(i mapping.Influence) bool {
	return slices.ContainsFunc(i.Words, func(w string) bool { return t.means(i, w) }) ||
		slices.ContainsFunc(i.Rows, func(r mapping.ListRow) bool { return t.means(i, r.Value) })
}

func folded(i mapping.Influence, text string) string {
	for _, f := range i.Functions {
		switch f {
		case "trim":
			text = strings.TrimSpace(text)
		case "collapse":
			text = strings.Join(strings.Fields(text), " ")
		case "upper", "lower":
			text = strings.ToLower(text)
		case "nfc":
			text = norm.NFC.String(text)
		case "lookalike", "sameLook":
			text = lookalikes.Replace(strings.ToLower(lookalikes.Replace(text)))
		}
	}
	return text
}

// sprint is a value as one text, by which values are compared.
func sprint(v any) string {
	if v == nil {
		return "nothing"
	}
	return fmt.Sprint(v)
}

// samePlace says whether a place that an error names, such as images[0].position, is the field's.
func samePlace(place, path string) bool {
	return strings.ReplaceAll(withoutIndices(place), "[]", "") == strings.ReplaceAll(path, "[]", "")
}

func withoutIndices(place string) string {
	var b strings.Builder
	inside := false
	for _, r := range place {
		inside = r == '[' || inside && r != ']'
		if !inside && r != ']' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isBelow says whether a field lies in a struct or in the structs of a list.
func isBelow(path, outer string) bool {
	return strings.HasPrefix(path, outer+".") || strings.HasPrefix(path, outer+"[].")
}
