package hostile

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"bilgate/mapping"
)

// sent says whether a value is, letter by letter, what the sample sends, or a part of its list.
func (t *trial) sent(got any) bool {
	if got, isList := got.(list); isList {
		return reflect.DeepEqual(any(got), t.value)
	}
	text, ok := got.(string)
	return ok && slices.Contains(t.parts(mapping.Influence{Item: -1}), text)
}

// parts are the texts of the sample's value that take part in a target.
func (t *trial) parts(i mapping.Influence) []string {
	switch v := t.value.(type) {
	case string:
		return []string{v}
	case list:
		var out []string
		for n, item := range v {
			if text, ok := item.(string); ok && (i.Item < 0 || i.Item == n) {
				out = append(out, text)
			}
		}
		return out
	}
	return nil
}

// nothing says whether the sample sends no more than blanks.
func (t *trial) nothing(i mapping.Influence) bool {
	return !slices.ContainsFunc(t.parts(i), func(part string) bool { return strings.TrimSpace(part) != "" })
}

// means says whether the sample sends a text, as the functions on the way fold both.
func (t *trial) means(i mapping.Influence, text string) bool {
	want := folded(i, text)
	return slices.ContainsFunc(t.parts(i), func(part string) bool { return folded(i, part) == want })
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
