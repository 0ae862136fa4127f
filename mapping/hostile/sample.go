package hostile

import (
	"slices"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/mapping"
)

// Unlisted is the word that stands for all those which no code list has. A test of the mapping that gives it
// to a field vouches for what becomes of such words there.
const Unlisted = "unlisted"

// sample is one value in the place of a field's good one.
type sample struct {
	name  string
	value any  // nil, text, number, list or struct, as read by valueOf
	day   *day // the day that the text names, one that does not exist among them; nil if the sample is no date
}

// field is a column of the source, or a field in a struct or a list of structs.
type field struct {
	path  string // "dob", "images[].position"
	typ   arrow.DataType
	reads []mapping.Influence // how the mapping uses it
}

// fieldsOf lists the fields that the mapping reads, those in structs and lists too.
func fieldsOf(schema *arrow.Schema, influences []mapping.Influence) []field {
	return appendFields(nil, "", schema.Fields(), influences)
}

func appendFields(out []field, prefix string, fields []arrow.Field, influences []mapping.Influence) []field {
	for _, f := range fields {
		path := prefix + f.Name
		this := field{path: path, typ: f.Type}
		for _, i := range influences {
			if i.Source == path {
				this.reads = append(this.reads, i)
			}
		}
		inner := arrow.DataType(f.Type)
		below := path + "."
		if list, ok := f.Type.(*arrow.ListType); ok {
			inner, below = list.Elem(), path+"[]."
		}
		if s, ok := inner.(*arrow.StructType); ok {
			out = append(out, field{path: path, typ: f.Type})
			out = appendFields(out, below, s.Fields(), influences)
		} else if len(this.reads) > 0 {
			out = append(out, this)
		}
	}
	return out
}

// calls says whether a function lies on the way from the field to a canonical one.
func (f field) calls(function string) bool {
	return slices.ContainsFunc(f.reads, func(i mapping.Influence) bool { return slices.Contains(i.Functions, function) })
}

// formats are those in which the field is read as a date, alternatives apart.
func (f field) formats() []string {
	var out []string
	for _, i := range f.reads {
		for _, format := range i.Formats {
			for one := range strings.SplitSeq(format, "|") {
				if !slices.Contains(out, one) {
					out = append(out, one)
				}
			}
		}
	}
	return out
}

// samples are those of a field in whose place a record has a good value; nil if it has none.
func (f field) samples(good any) []sample {
	out := []sample{{name: "null"}}
	switch typ := f.typ.(type) {
	case *arrow.StringType:
		out = append(out, f.texts(good)...)
	case *arrow.ListType:
		out = append(out, f.lists(typ, good)...)
	case *arrow.StructType:
	case *arrow.BooleanType:
		out = append(out, sample{name: "true", value: "true"}, sample{name: "false", value: "false"})
	default:
		out = append(out, numbers(typ)...)
	}
	return out
}

// texts are the samples of a text field.
func (f field) texts(good any) []sample {
	text, _ := good.(string)
	out := append(spaces(text), words(text)...)
	out = append(out, letters(text)...)
	out = append(out, encodings(text)...)
	out = append(out, lengths(text)...)
	for _, format := range f.formats() {
		out = append(out, days(format)...)
	}
	if f.calls("iin") {
		out = append(out, numbersOfPeople(text)...)
	}
	return out
}

// manyItems is how many items the longest list has.
const manyItems = 10_000

// lists are the samples of a list: of texts also those of its first item.
func (f field) lists(typ *arrow.ListType, good any) []sample {
	items, _ := good.(list)
	out := []sample{{name: "empty list", value: list{}}}
	if len(items) == 0 {
		return out
	}
	many := make(list, manyItems)
	for i := range many {
		many[i] = items[i%len(items)]
	}
	out = append(out, sample{name: "10,000 items", value: many}, sample{name: "list in reverse", value: reversed(items)})
	if typ.Elem().ID() != arrow.STRING {
		return out
	}
	for _, s := range f.texts(items[0]) {
		s.value = append(list{s.value}, items[1:]...)
		out = append(out, s)
	}
	return out
}

func reversed(items list) list {
	out := slices.Clone(items)
	slices.Reverse(out)
	return out
}
