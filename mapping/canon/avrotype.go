package canon

import (
	"regexp"
	"slices"
	"strings"
)

// fields is the record of business fields: of a kind, a struct or a list's items. sealed says that a unit around
// them is sealed as a whole, so that nothing below is sealed again.
func (w *avroWriter) fields(name string, fields []*Field, sealed bool) object {
	var out []object
	for _, f := range fields {
		out = append(out, w.field(name, f, sealed))
	}
	return avroRecord(name, "", out)
}

func (w *avroWriter) field(owner string, f *Field, sealed bool) object {
	kind := w.plain(avroChild(owner, f.Name), f, sealed || f.secret())
	if f.secret() && !sealed {
		kind = []any{kind, w.sealed()}
	}
	if !f.Required {
		kind = nullable(kind)
	}
	out := append(avroField(f.Name, f.avroDoc(), kind), pair{"sensitivity", f.Sensitivity})
	for _, property := range []pair{{"source", f.Source}, {"codes", f.Codes}} {
		if property.value != "" {
			out = append(out, property)
		}
	}
	return out
}

// secret says whether the field is sealed wherever it rests, alone or with the unit it stands in.
func (f *Field) secret() bool { return f.Sensitivity == Biometric || f.Sensitivity == Genomic }

func (f *Field) avroDoc() string {
	doc := labelsOf(f.Labels) + ". " + f.Note
	if f.Codes != "" {
		doc += " Code list " + f.Codes + "."
	}
	return doc
}

// plain is the type of a field that is there and not sealed.
func (w *avroWriter) plain(name string, f *Field, sealed bool) any {
	switch shape := f.avroShape(w.lists); shape {
	case "record":
		return w.fields(name, f.Fields, sealed)
	case "array of records":
		return object{{"type", "array"}, {"items", w.fields(name, f.Fields, sealed)}}
	case "array of strings":
		return object{{"type", "array"}, {"items", "string"}}
	case "date":
		return object{{"type", "int"}, {"logicalType", "date"}}
	case "enum":
		return w.enum(f.Codes)
	default:
		return shape
	}
}

// listsNamed finds code lists by their names.
type listsNamed func(name string) (*CodeList, bool)

// avroShape says what a field is in Avro, whatever stands below it.
func (f *Field) avroShape(lists listsNamed) string {
	switch {
	case f.Type == Struct:
		return "record"
	case f.Type == List && f.Fields != nil:
		return "array of records"
	case f.Type == List:
		return "array of strings"
	case f.Type == Integer:
		return "long"
	case f.Type == Boolean:
		return "boolean"
	case f.Type == Date && !f.Partial:
		return "date"
	case f.Type == Text && f.Codes != "" && lists.closed(f.Codes):
		return "enum"
	default:
		return "string"
	}
}

var avroName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// closed says whether a code list can be an enum: every code is a legal name and holds for all times.
func (lists listsNamed) closed(name string) bool {
	list, ok := lists(name)
	return ok && !slices.ContainsFunc(list.Codes, func(c Code) bool {
		return c.From != "" || c.To != "" || !avroName.MatchString(c.Code)
	})
}

func (w *avroWriter) enum(codes string) any {
	name := avroCodes + "." + codes
	if w.named(name) {
		return name
	}
	list, _ := w.lists(codes)
	return object{{"type", "enum"}, {"name", name}, {"symbols", list.Distinct()}}
}

func (w *avroWriter) sealed() any {
	if w.named(avroSealed) {
		return avroSealed
	}
	return avroRecord(avroSealed, "What the vault made of the plain JSON value.",
		[]object{{{"name", "sealed"}, {"type", "bytes"}}})
}

// named says whether a type has been defined, and remembers that it is now.
func (w *avroWriter) named(name string) bool {
	before := w.defined[name]
	w.defined[name] = true
	return before
}

// avroChild names the record of a struct or of a list's items: its owner's name, and its own with a capital. Names
// of fields have none, so that no two paths have one name.
func avroChild(owner, field string) string {
	return owner + "_" + strings.ToUpper(field[:1]) + field[1:]
}
