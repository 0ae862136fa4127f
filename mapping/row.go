package mapping

import (
	"errors"
	"reflect"
	"strconv"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// table is the columns of one record type in one batch.
type table struct {
	record  *record
	columns []arrow.Array
	nested  []*table // of structs and of lists of structs, by member
}

func newTable(r *record, columns []arrow.Array) *table {
	t := &table{record: r, columns: columns, nested: make([]*table, len(columns))}
	for i, m := range r.fields {
		if m.record != nil {
			t.nested[i] = nestedTable(m.record, columns[i])
		}
	}
	return t
}

func nestedTable(r *record, a arrow.Array) *table {
	if list, ok := a.(*array.List); ok {
		a = list.ListValues()
	}
	s, ok := a.(*array.Struct)
	if !ok {
		return nil
	}
	columns := make([]arrow.Array, s.NumField())
	for i := range columns {
		columns[i] = s.Field(i)
	}
	return newTable(r, columns)
}

// row is one record of a batch as a CEL value.
type row struct {
	table  *table
	i      int
	parent *row   // the record around an item of a list
	name   string // of the list in the parent
	index  int    // of the item in the list
	gone   bool   // the struct that it stands for is null
}

var errNull = errors.New("null in a column that is never null")

func (r *row) null(m *member) bool { return r.gone || r.table.columns[m.index].IsNull(r.i) }

// get reads a member: an optional where the column may be null.
func (r *row) get(m *member) (any, error) {
	a := r.table.columns[m.index]
	if r.null(m) && !m.composed() {
		if m.nullable {
			return types.OptionalNone, nil
		}
		return nil, errNull
	}
	v := r.value(m, a)
	if m.optional() {
		return types.OptionalOf(v), nil
	}
	return v, nil
}

func (r *row) value(m *member, a arrow.Array) ref.Val {
	switch a := a.(type) {
	case *array.Struct:
		return &row{table: r.table.nested[m.index], i: r.i, parent: r, name: m.name, index: -1, gone: r.null(m)}
	case *array.List:
		return r.list(m, a)
	}
	return atom(a, r.i)
}

// list reads a list's items: structs become rows that know their place.
func (r *row) list(m *member, a *array.List) ref.Val {
	from, to := a.ValueOffsets(r.i)
	if r.null(m) {
		to = from
	}
	items := a.ListValues()
	optional := isOptional(m.typ.Parameters()[0])
	out := make([]ref.Val, 0, to-from)
	for i := int(from); i < int(to); i++ {
		v := ref.Val(types.OptionalNone)
		switch {
		case items.IsNull(i):
		case m.record != nil:
			v = &row{table: r.table.nested[m.index], i: i, parent: r, name: m.name, index: i - int(from)}
		default:
			v = atom(items, i)
		}
		if optional && !items.IsNull(i) {
			v = types.OptionalOf(v)
		}
		out = append(out, v)
	}
	return types.NewRefValList(types.DefaultTypeAdapter, out)
}

// atom reads a value that has no parts.
func atom(a arrow.Array, i int) ref.Val {
	switch a := a.(type) {
	case *array.String:
		return types.String(a.Value(i))
	case *array.Boolean:
		return types.Bool(a.Value(i))
	case *array.Float64:
		return types.Double(a.Value(i))
	case *array.Float32:
		return types.Double(a.Value(i))
	}
	if n, ok := whole(a, i); ok {
		return types.Int(n)
	}
	return types.NewErr("a column of a type that mappings do not read")
}

func whole(a arrow.Array, i int) (int64, bool) {
	switch a := a.(type) {
	case *array.Int64:
		return a.Value(i), true
	case *array.Int32:
		return int64(a.Value(i)), true
	case *array.Int16:
		return int64(a.Value(i)), true
	case *array.Int8:
		return int64(a.Value(i)), true
	case *array.Uint32:
		return int64(a.Value(i)), true
	case *array.Uint16:
		return int64(a.Value(i)), true
	case *array.Uint8:
		return int64(a.Value(i)), true
	}
	return 0, false
}

// where is the row's path in the source: "" for the record, "images[3]" for the fourth item of images.
func (r *row) where() string {
	switch {
	case r == nil || r.parent == nil:
		return ""
	case r.index < 0:
		return join(r.parent.where(), r.name)
	}
	return join(r.parent.where(), r.name) + "[" + strconv.Itoa(r.index) + "]"
}

// ConvertToNative implements ref.Val.
func (r *row) ConvertToNative(reflect.Type) (any, error) {
	return nil, errors.New("a source record has no native form")
}

// ConvertToType implements ref.Val.
func (r *row) ConvertToType(ref.Type) ref.Val {
	return types.NewErr("a source record does not convert")
}

// Equal implements ref.Val.
func (r *row) Equal(other ref.Val) ref.Val {
	o, ok := other.(*row)
	return types.Bool(ok && o.table == r.table && o.i == r.i)
}

// Type implements ref.Val.
func (r *row) Type() ref.Type { return r.table.record.typ }

// Value implements ref.Val.
func (r *row) Value() any { return r }
