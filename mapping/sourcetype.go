package mapping

import (
	"github.com/apache/arrow-go/v18/arrow"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"bilgate/mapping/canon"
)

// sourceRoot is the name of the record's variable in expressions, and of its type.
const sourceRoot = "src"

// unsupportedType is the type of source columns that expressions cannot use.
var unsupportedType = types.NewOpaqueType("unsupported")

// record is the type of a source record, of a struct in it, or of the items of a list in it.
type record struct {
	typ    *types.Type
	path   string // from the source's root: "", "address", "images[]"
	fields []*member
	byName map[string]*member
}

// member is one field of a record type.
type member struct {
	name     string
	path     string
	index    int // of its column
	arrow    arrow.DataType
	typ      *types.Type // without the optional around it
	nullable bool
	record   *record // of a struct, or of a list's items
	field    *types.FieldType

	sensitivity canon.Sensitivity
}

// optional says whether expressions see the field as optional: where its column may be null. Structs and
// lists never are: all fields of a struct that is null are nothing, and a list that is null has no items.
// CEL's interpreter does not look into an optional on the way to a field or an item.
func (m *member) optional() bool { return m.nullable && !m.composed() }

func (m *member) composed() bool { return m.arrow.ID() == arrow.STRUCT || m.arrow.ID() == arrow.LIST }

// declared is the type that expressions see.
func (m *member) declared() *types.Type {
	if m.optional() {
		return types.NewOptionalType(m.typ)
	}
	return m.typ
}

// sourceTypes are all record types of a source schema. It is a CEL type provider.
type sourceTypes struct {
	types.Provider
	root   *record
	byName map[string]*record
}

func newSourceTypes(schema *arrow.Schema) *sourceTypes {
	t := &sourceTypes{Provider: types.NewEmptyRegistry(), byName: map[string]*record{}}
	t.root = t.record("", schema.Fields(), surroundings{sensitivity: canon.Personal})
	return t
}

// surroundings are what a field has from the fields around it.
type surroundings struct {
	nullable    bool // a struct around it may be null
	sensitivity canon.Sensitivity
}

// record makes the type of a record.
func (t *sourceTypes) record(path string, fields []arrow.Field, around surroundings) *record {
	name := "record"
	if path != "" {
		name += " " + path
	}
	r := &record{typ: types.NewObjectType(name), path: path, byName: map[string]*member{}}
	t.byName[name] = r
	for i, f := range fields {
		m := &member{name: f.Name, path: join(path, f.Name), index: i, arrow: f.Type, nullable: f.Nullable || around.nullable, sensitivity: sensitivityOf(f, around.sensitivity)}
		m.typ, m.record = t.typeOf(m.path, f.Type, surroundings{m.nullable, m.sensitivity})
		m.field = m.access()
		r.fields = append(r.fields, m)
		r.byName[f.Name] = m
	}
	return r
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func (t *sourceTypes) typeOf(path string, dt arrow.DataType, around surroundings) (*types.Type, *record) {
	switch dt := dt.(type) {
	case *arrow.StringType:
		return types.StringType, nil
	case *arrow.Int8Type, *arrow.Int16Type, *arrow.Int32Type, *arrow.Int64Type,
		*arrow.Uint8Type, *arrow.Uint16Type, *arrow.Uint32Type:
		return types.IntType, nil
	case *arrow.Float32Type, *arrow.Float64Type:
		return types.DoubleType, nil
	case *arrow.BooleanType:
		return types.BoolType, nil
	case *arrow.StructType:
		r := t.record(path, dt.Fields(), around)
		return r.typ, r
	case *arrow.ListType:
		item, r := t.typeOf(path+"[]", dt.Elem(), surroundings{false, around.sensitivity})
		if dt.ElemField().Nullable {
			item = types.NewOptionalType(item)
		}
		return types.NewListType(item), r
	}
	return unsupportedType, nil
}

// access tells CEL how to read the member from a row.
func (m *member) access() *types.FieldType {
	return &types.FieldType{
		Type:  m.declared(),
		IsSet: func(target any) bool { return !target.(*row).null(m) },
		GetFrom: func(target any) (any, error) {
			return target.(*row).get(m)
		},
	}
}

// FindStructType implements types.Provider.
func (t *sourceTypes) FindStructType(name string) (*types.Type, bool) {
	if r, ok := t.byName[name]; ok {
		return types.NewTypeTypeWithParam(r.typ), true
	}
	return t.Provider.FindStructType(name)
}

// FindStructFieldNames implements types.Provider.
func (t *sourceTypes) FindStructFieldNames(name string) ([]string, bool) {
	r, ok := t.byName[name]
	if !ok {
		return t.Provider.FindStructFieldNames(name)
	}
	return r.names(), true
}

// FindStructFieldType implements types.Provider.
func (t *sourceTypes) FindStructFieldType(name, field string) (*types.FieldType, bool) {
	r, ok := t.byName[name]
	if !ok {
		return t.Provider.FindStructFieldType(name, field)
	}
	m, ok := r.byName[field]
	if !ok {
		return nil, false
	}
	return m.field, true
}

// NewValue implements types.Provider: expressions read records and make none.
func (t *sourceTypes) NewValue(name string, fields map[string]ref.Val) ref.Val {
	if _, ok := t.byName[name]; ok {
		return types.NewErr("a source record cannot be made")
	}
	return t.Provider.NewValue(name, fields)
}

func (r *record) names() []string {
	out := make([]string, len(r.fields))
	for i, m := range r.fields {
		out[i] = m.name
	}
	return out
}

// leaves are the paths of all fields at and below a record that are no struct.
func (r *record) leaves() []string {
	var out []string
	for _, m := range r.fields {
		if m.record == nil {
			out = append(out, m.path)
			continue
		}
		out = append(out, m.record.leaves()...)
	}
	return out
}
