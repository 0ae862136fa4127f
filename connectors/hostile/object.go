package hostile

import (
	"encoding/json"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// member is one member of an object, its value as JSON.
type member struct{ key, value string }

// object is a record as an agency would send it in JSON, in the schema's order.
type object []member

// objectOf writes the one row of a batch as an object, without what is null.
func objectOf(batch arrow.RecordBatch) object {
	var out object
	for i, column := range batch.Columns() {
		if column.IsValid(0) {
			out = append(out, member{batch.ColumnName(i), jsonOf(column)})
		}
	}
	return out
}

// jsonOf is a column's first value as JSON, letters as they are.
func jsonOf(column arrow.Array) string {
	if text, ok := column.(*array.String); ok {
		return quoted(text.Value(0))
	}
	b, err := json.Marshal(column.GetOneForMarshal(0))
	if err != nil {
		return "null"
	}
	return string(b)
}

func quoted(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(s) != nil {
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (o object) String() string {
	parts := make([]string, len(o))
	for i, m := range o {
		parts[i] = quoted(m.key) + ":" + m.value
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// with is a copy whose i-th member has another value.
func (o object) with(i int, value string) object {
	out := append(object{}, o...)
	out[i].value = value
	return out
}

// named is a copy whose i-th member has another key.
func (o object) named(i int, key string) object {
	out := append(object{}, o...)
	out[i].key = key
	return out
}

// and is a copy with one more member.
func (o object) and(key, value string) object {
	return append(append(object{}, o...), member{key, value})
}
