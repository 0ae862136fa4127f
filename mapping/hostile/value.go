package hostile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// A record is read into values that can be exchanged, and written into a batch again: nil, a text (of a
// number as Arrow writes it), a list, or the fields of a struct in their order.
type (
	list   []any
	fields []any
)

// record reads the one row of a batch.
func record(batch arrow.RecordBatch) fields {
	out := make(fields, batch.NumCols())
	for i, column := range batch.Columns() {
		out[i] = valueOf(column, 0)
	}
	return out
}

func valueOf(a arrow.Array, i int) any {
	if a.IsNull(i) {
		return nil
	}
	switch a := a.(type) {
	case *array.Struct:
		out := make(fields, a.NumField())
		for k := range out {
			out[k] = valueOf(a.Field(k), i)
		}
		return out
	case *array.List:
		from, to := a.ValueOffsets(i)
		out := list{}
		for k := from; k < to; k++ {
			out = append(out, valueOf(a.ListValues(), int(k)))
		}
		return out
	}
	return a.ValueStr(i)
}

// batchOf writes records into a batch. It fails where a column does not hold a value.
func batchOf(schema *arrow.Schema, records []fields) (arrow.RecordBatch, error) {
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	for _, r := range records {
		for i, f := range schema.Fields() {
			if err := appendValue(b.Field(i), f, r[i]); err != nil {
				return nil, fmt.Errorf("field %s: %w", f.Name, err)
			}
		}
	}
	return b.NewRecordBatch(), nil
}

func appendValue(b array.Builder, f arrow.Field, v any) error {
	switch v := v.(type) {
	case nil:
		appendNothing(b, f)
		return nil
	case list:
		to := b.(*array.ListBuilder)
		to.Append(true)
		return eachValue(v, func(_ int, item any) error {
			return appendValue(to.ValueBuilder(), f.Type.(*arrow.ListType).ElemField(), item)
		})
	case fields:
		to := b.(*array.StructBuilder)
		to.Append(true)
		return eachValue(v, func(i int, inner any) error {
			return appendValue(to.FieldBuilder(i), f.Type.(*arrow.StructType).Field(i), inner)
		})
	case string:
		if to, ok := b.(*array.StringBuilder); ok {
			to.Append(v)
			return nil
		}
		return b.AppendValueFromString(v)
	}
	return fmt.Errorf("a value of %T", v)
}

// holds says whether a column of the field's type can hold a value: a small number type does not hold every
// number.
func (f field) holds(v any) bool {
	text, ok := v.(string)
	if !ok {
		return true
	}
	b := array.NewBuilder(memory.DefaultAllocator, f.typ)
	defer b.Release()
	return appendValue(b, arrow.Field{Type: f.typ, Nullable: true}, text) == nil
}

// appendNothing appends a null, or what is empty where there can be none.
func appendNothing(b array.Builder, f arrow.Field) {
	if f.Nullable {
		b.AppendNull()
		return
	}
	b.AppendEmptyValue()
}

func eachValue[L ~[]any](values L, do func(int, any) error) error {
	for i, v := range values {
		if err := do(i, v); err != nil {
			return err
		}
	}
	return nil
}

// at is the value of a field in a record: in lists of structs that of the first item. ok is false where the
// record has no such place.
func at(r fields, schema []arrow.Field, path string) (v any, ok bool) {
	name, rest, deeper := strings.Cut(path, ".")
	name, inList := strings.CutSuffix(name, "[]")
	i := slices.IndexFunc(schema, func(f arrow.Field) bool { return f.Name == name })
	if i < 0 {
		return nil, false
	}
	if !deeper {
		return r[i], true
	}
	inner, members, ok := below(r[i], schema[i].Type, inList)
	if !ok {
		return nil, false
	}
	return at(inner, members, rest)
}

// with is a copy of a record with another value in the place of a field.
func with(r fields, schema []arrow.Field, path string, v any) fields {
	out := slices.Clone(r)
	name, rest, deeper := strings.Cut(path, ".")
	name, inList := strings.CutSuffix(name, "[]")
	i := slices.IndexFunc(schema, func(f arrow.Field) bool { return f.Name == name })
	if !deeper {
		out[i] = v
		return out
	}
	inner, members, _ := below(r[i], schema[i].Type, inList)
	changed := with(inner, members, rest, v)
	if inList {
		items := slices.Clone(out[i].(list))
		items[0] = changed
		out[i] = items
	} else {
		out[i] = changed
	}
	return out
}

// below is the struct in a value, or in the first item of a list.
func below(v any, typ arrow.DataType, inList bool) (fields, []arrow.Field, bool) {
	if inList {
		items, ok := v.(list)
		if !ok || len(items) == 0 {
			return nil, nil, false
		}
		v, typ = items[0], typ.(*arrow.ListType).Elem()
	}
	inner, ok := v.(fields)
	if s, isStruct := typ.(*arrow.StructType); ok && isStruct {
		return inner, s.Fields(), true
	}
	return nil, nil, false
}
