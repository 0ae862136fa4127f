package mapping

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"unicode"

	"bilgate/mapping/canon"
)

// changed finds the fields in which two canonical records of one kind differ.
func (c *Comparison) changed(was, is []byte, at func() string) {
	found := map[string]Change{}
	differ(found, c.new.kind.Fields, object(was), object(is))
	for path, change := range found {
		f := c.fields[path]
		if f == nil {
			f = &FieldChange{Path: path, Samples: []Change{}}
			c.fields[path] = f
		}
		f.Records++
		if len(f.Samples) < c.samples {
			change.At = at()
			f.Samples = append(f.Samples, change)
		}
	}
}

// object reads what AppendJSON wrote.
func object(text []byte) map[string]json.RawMessage {
	var out map[string]json.RawMessage
	if json.Unmarshal(text, &out) != nil {
		panic("a canonical record is no JSON object")
	}
	return out
}

// differ collects one change a field, of a list's items the first.
func differ(found map[string]Change, fields []*canon.Field, was, is map[string]json.RawMessage) {
	for _, f := range fields {
		a, b := was[f.Name], is[f.Name]
		switch {
		case bytes.Equal(a, b):
		case f.Type == canon.Struct:
			differ(found, f.Fields, objectOrNone(a), objectOrNone(b))
		case f.Type == canon.List && len(f.Fields) > 0:
			differItems(found, f, elements(a), elements(b))
		default:
			note(found, f.Path, Change{Was: masked(f, a), Is: masked(f, b)})
		}
	}
}

// differItems compares lists item by item; the number of items is a change of its own.
func differItems(found map[string]Change, f *canon.Field, was, is []json.RawMessage) {
	if len(was) != len(is) {
		note(found, f.Path+"[]", Change{Was: itemCount(was), Is: itemCount(is)})
	}
	for i := range min(len(was), len(is)) {
		differ(found, f.Fields, object(was[i]), object(is[i]))
	}
}

func note(found map[string]Change, path string, c Change) {
	if _, known := found[path]; !known {
		found[path] = c
	}
}

func objectOrNone(text json.RawMessage) map[string]json.RawMessage {
	if text == nil {
		return nil
	}
	return object(text)
}

func elements(text json.RawMessage) []json.RawMessage {
	var out []json.RawMessage
	if text != nil && json.Unmarshal(text, &out) != nil {
		panic("a canonical list is no JSON array")
	}
	return out
}

func itemCount(items []json.RawMessage) string { return strconv.Itoa(len(items)) + " items" }

// masked shows a value as its field's sensitivity allows: what is open as it is, what is personal by the
// shape of its text, of the rest that it is there.
func masked(f *canon.Field, text json.RawMessage) string {
	switch {
	case text == nil:
		return nothing
	case f.Sensitivity == canon.Open:
		return string(text)
	case f.Sensitivity == canon.Personal:
		return outlineOf(text)
	}
	return "present"
}

// outlineOf puts X, x and 9 for letters and digits and keeps the rest: the differences that a mapping makes –
// blanks, case, order of a date – can be seen, the person cannot.
func outlineOf(text json.RawMessage) string {
	var values []string
	if json.Unmarshal(text, &values) != nil {
		var one string
		if json.Unmarshal(text, &one) != nil {
			one = string(text)
		}
		values = []string{one}
	}
	for i, v := range values {
		values[i] = outline(v)
	}
	return strconv.Quote(strings.Join(values, ", "))
}

func outline(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsDigit(r):
			return '9'
		case unicode.IsUpper(r):
			return 'X'
		case unicode.IsLetter(r):
			return 'x'
		}
		return r
	}, text)
}
