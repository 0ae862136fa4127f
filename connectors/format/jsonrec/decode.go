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
//
// An object is read once, by the schema: keys are expected in its order, values become cells of a tape that
// point into the body, and the tape goes into the columns. What does not read at a glance is looked at
// again by [Check] and by the schema, field by field, which says what is wrong and where.
type Decoder struct {
	fields   []field
	index    map[string]int
	folded   map[uint32]bool // hashes of the fields' names, the same in whatever case
	builders sync.Pool       // of *builders
}

// field is a field of the schema, with the members of a struct or the item of a list.
type field struct {
	name     string
	key      string  // `"name":`
	opening  opening // the same, and a text's quote
	kind     Kind
	nullable bool
	item     *field
	members  *Decoder
}

// NewDecoder prepares for a schema of text (utf8), whole numbers (int64), booleans, structs, and lists
// of these. Any other type is a mistake of the program, and panics; so do names that differ in case only, and
// one that JSON would escape.
func NewDecoder(schema *arrow.Schema) *Decoder { return newDecoder(schema.Fields()) }

func newDecoder(fields []arrow.Field) *Decoder {
	d := &Decoder{index: map[string]int{}, folded: map[uint32]bool{}}
	seen := map[string]bool{}
	for i, f := range fields {
		name := []byte(f.Name)
		if seen[folded(name)] {
			panic(fmt.Sprintf("jsonrec: field %s: another one differs in case only", f.Name))
		}
		seen[folded(name)] = true
		d.fields = append(d.fields, newField(f))
		d.index[f.Name] = i
		d.folded[foldHash(name)] = true
	}
	return d
}

func newField(f arrow.Field) field {
	out := field{name: f.Name, key: `"` + f.Name + `":`, nullable: f.Nullable}
	if end, _ := plainEnd([]byte(f.Name), 0, 0); end < len(f.Name) {
		panic(fmt.Sprintf("jsonrec: field %q: JSON escapes its name", f.Name))
	}
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
	out.opening = openingOf(out.name, out.kind)
	return out
}

// Append decodes one object and appends it as a row. Members that the schema lacks are passed over and
// counted, at every level. On a *Fault no column has been touched. The columns must be of the decoder's schema.
func (d *Decoder) Append(to *array.RecordBuilder, body []byte) (unknown int, err error) {
	b := d.buildersOf(to)
	defer d.builders.Put(b)
	if fault := d.fill(&b.tape, body); fault != nil {
		return 0, fault
	}
	for i := range b.sinks {
		b.sinks[i].append(&b.tape, i)
	}
	return b.tape.unknown, nil
}

// fill reads an object into a tape.
func (d *Decoder) fill(t *tape, body []byte) *Fault {
	if t.read(d, body, false) {
		return nil
	}
	if fault := d.fault(body); fault != nil {
		return fault
	}
	if !t.read(d, body, true) {
		panic("jsonrec: an object without a fault does not read")
	}
	return nil
}

// fault looks for what is wrong with an object, nil if nothing is.
func (d *Decoder) fault(body []byte) *Fault {
	if code, place := Check(body); code != "" {
		return &Fault{Code: "decode." + code, Class: Object, Place: place}
	}
	r := reading{body: body}
	return r.object(d, body)
}
