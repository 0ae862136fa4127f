package jsonrec

import (
	"fmt"
	"sync"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// Codes of faults beside those of [Check], which come with "decode." before them.
const (
	CodeWrongType = "decode.wrong_type" // a value of another kind than the schema has
	CodeMissing   = "decode.missing"    // a field that the schema does not let be null
)

// Fault says why an object does not decode, without any value of it.
type Fault struct {
	Code  string
	Field string // path of the field: "fio[1]", "documents[0].number"; "" where the text is to blame
	Class Kind   // of the value
	Place int    // byte, from 0
}

func (f *Fault) Error() string {
	return fmt.Sprintf("%s: field %q, a value of class %s, at byte %d", f.Code, f.Field, f.Class, f.Place)
}

// Decoder decodes objects into the columns of one schema. It is safe for concurrent use.
type Decoder struct {
	fields []field
	index  map[string]int
	rows   sync.Pool // of *row
}

// field is a field of the schema, with the members of a struct or the item of a list.
type field struct {
	name     string
	kind     Kind
	nullable bool
	item     *field
	members  *Decoder
}

// NewDecoder prepares for a schema of text (utf8), whole numbers (int64), booleans, structs, and lists
// of these. Any other type is a mistake of the program, and panics.
func NewDecoder(schema *arrow.Schema) *Decoder { return newDecoder(schema.Fields()) }

func newDecoder(fields []arrow.Field) *Decoder {
	d := &Decoder{index: map[string]int{}}
	for i, f := range fields {
		d.fields = append(d.fields, newField(f))
		d.index[f.Name] = i
	}
	return d
}

func newField(f arrow.Field) field {
	out := field{name: f.Name, nullable: f.Nullable}
	switch t := f.Type.(type) {
	case *arrow.StringType:
		out.kind = Text
	case *arrow.Int64Type:
		out.kind = Number
	case *arrow.BooleanType:
		out.kind = Bool
	case *arrow.StructType:
		out.kind, out.members = Object, newDecoder(t.Fields())
	case *arrow.ListType:
		item := newField(t.ElemField())
		out.kind, out.item = List, &item
	default:
		panic(fmt.Sprintf("jsonrec: field %s: no JSON decodes into the type %s", f.Name, f.Type))
	}
	return out
}

// Append decodes one object and appends it as a row. Members that the schema lacks are passed over and
// counted, at every level. On a *Fault no column has been touched. The columns must be of the decoder's schema.
func (d *Decoder) Append(columns *array.RecordBuilder, body []byte) (unknown int, err error) {
	s := scanners.Get().(*scanner)
	defer s.release()
	s.row = d.row()
	defer d.rows.Put(s.row)
	if code, place := s.check(body); code != "" {
		return 0, &Fault{Code: "decode." + code, Class: Object, Place: place}
	}
	r := reading{body: body}
	if fault := r.object(s.row, body); fault != nil {
		return 0, fault
	}
	for i := range d.fields {
		d.fields[i].append(columns.Field(i), s.row.values[i])
	}
	return r.unknown, nil
}

// append writes a value that has been read before, and so fits.
func (f *field) append(to array.Builder, v Value) {
	if v.Kind == Missing {
		to.AppendNull()
		return
	}
	switch to := to.(type) {
	case *array.StringBuilder:
		to.BinaryBuilder.Append(unescaped(v.raw[1 : len(v.raw)-1]))
	case *array.Int64Builder:
		n, _ := v.Int()
		to.Append(n)
	case *array.BooleanBuilder:
		to.Append(v.raw[0] == 't')
	case *array.StructBuilder:
		f.appendStruct(to, v)
	case *array.ListBuilder:
		to.Append(true)
		for w := enter(v.raw); w.more(); {
			f.item.append(to.ValueBuilder(), w.item())
		}
	}
}

func (f *field) appendStruct(to *array.StructBuilder, v Value) {
	to.Append(true)
	row := f.members.read(v.raw)
	defer f.members.rows.Put(row)
	for i := range f.members.fields {
		f.members.fields[i].append(to.FieldBuilder(i), row.values[i])
	}
}
