package canon

import (
	"slices"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// LookupKey is a value by which a record can be found beside its id.
type LookupKey struct {
	Name  string // "iin", "card" or "specimen"
	Value string
}

// keyColumn is the way from a batch to a key field: indices of columns, outermost first.
type keyColumn struct {
	name   string
	way    []int
	scheme []int // the way to the field that names the key, nil if name does
}

func keyColumns(fields []*Field, way []int) []keyColumn {
	var out []keyColumn
	for i, f := range fields {
		here := append(slices.Clone(way), i)
		switch {
		case f.Key == SchemeKey:
			scheme := slices.IndexFunc(fields, func(f *Field) bool { return f.Name == "scheme" })
			out = append(out, keyColumn{way: here, scheme: append(slices.Clone(way), scheme)})
		case f.Key != "":
			out = append(out, keyColumn{name: f.Key, way: here})
		case f.Type == Struct:
			out = append(out, keyColumns(f.Fields, here)...)
		}
	}
	return out
}

// Keys are the look-up keys of one row, each once, in the schema's order. The subject's value is a key
// where its scheme is iin, card or specimen: documents and cases are no keys, since their numbers
// mean little without the state that issued them.
func (k *Kind) Keys(batch arrow.RecordBatch, row int) []LookupKey {
	var out []LookupKey
	for _, c := range k.keys {
		name := c.name
		if c.scheme != nil {
			name = textAt(batch, c.scheme, row)
		}
		value := textAt(batch, c.way, row)
		key := LookupKey{Name: name, Value: value}
		if value != "" && isKeyName(name) && !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

func isKeyName(name string) bool { return name == "iin" || name == "card" || name == "specimen" }

// textAt reads the text at a way through structs, "" where it or a struct around it is null.
func textAt(batch arrow.RecordBatch, way []int, row int) string {
	a := batch.Column(way[0])
	for _, i := range way[1:] {
		if a.IsNull(row) {
			return ""
		}
		a = a.(*array.Struct).Field(i)
	}
	if a.IsNull(row) {
		return ""
	}
	return a.(*array.String).Value(row)
}
