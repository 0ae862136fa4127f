// Package canon is the canonical schema: one definition file a kind, from which the Arrow schema, the
// JSON Schema, labels and the extract's lines come; the law's matrix of fields per basis; code lists;
// and the record that travels on Kafka.
//
// Invariants: a kind is read-only once parsed and the same for everybody; equal rows are written as equal
// bytes; what is biometric or genomic leaves AppendJSON sealed wherever a Seal is given; law, terms and codes
// are dated data with their source, never constants in code; no error or finding holds a person's value (I7).
//
// It is pure and knows nothing of agencies, mappings or the gateway. Neighbours: mapping compiles against a
// Kind and fills batches of its Arrow schema; the gateway writes them with AppendJSON and reads Record.
package canon

import "github.com/apache/arrow-go/v18/arrow"

// Lang is a language of labels: "kk", "ru" or "en".
type Lang string

// Sensitivity says how a field is kept and shown.
type Sensitivity string

const (
	Open      Sensitivity = "open"
	Personal  Sensitivity = "personal"
	Biometric Sensitivity = "biometric" // sealed wherever it rests
	Genomic   Sensitivity = "genomic"   // sealed wherever it rests
)

// Type is a field's type; the Arrow type follows from it.
type Type string

const (
	Text      Type = "text"      // utf8
	Integer   Type = "integer"   // int64
	Boolean   Type = "boolean"   // bool
	Date      Type = "date"      // utf8, ISO 8601 "YYYY-MM-DD", or a partial "YYYY-MM" or "YYYY" where Partial
	Timestamp Type = "timestamp" // utf8, RFC 3339 in UTC
	List      Type = "list"      // list of non-null structs (Fields) or, without Fields, of text
	Struct    Type = "struct"
)

// Field is one field of a kind. Fields of a struct or of a list's items are its children.
type Field struct {
	Name        string // last element of the path
	Path        string // dotted from the kind's root; a list's items carry "[]": "images[].position"
	Type        Type
	Partial     bool // a date may lack day, or day and month
	Required    bool
	Codes       string // name of its code list, "" if free
	Labels      map[Lang]string
	Sensitivity Sensitivity
	Source      string // the standards field or the paragraph of the law it comes from
	Note        string // the sentence a clerk may read
	Reference   bool   // names a stored object (filled by the gateway); no part of the content
	Key         string // name of the look-up key that the value is: "card", "specimen", "iin", or SchemeKey; "" if none
	Fields      []*Field
}

// SchemeKey is the Key of a field whose sibling "scheme" names the look-up key.
const SchemeKey = "scheme"

// Kind is one canonical kind of record. It is made by Parse and read-only afterwards.
type Kind struct {
	Name    string
	Version int
	Labels  map[Lang]string
	Feeds   []string // the subsystems that take it: "fingerprint", "genomic"
	Fields  []*Field

	byPath map[string]*Field
	schema *arrow.Schema
	plan   []*column
	keys   []keyColumn
}

// Field finds a field by its path: "person.surname", "images[].position".
func (k *Kind) Field(path string) (*Field, bool) {
	f, ok := k.byPath[path]
	return f, ok
}

// Arrow returns the schema of the kind's business fields: structs and lists nested, required fields
// not nullable, each field's sensitivity under the metadata key "sensitivity".
func (k *Kind) Arrow() *arrow.Schema { return k.schema }

// finish derives what the methods need from the fields of a definition without errors.
func (k *Kind) finish() {
	k.byPath = map[string]*Field{}
	k.index(k.Fields)
	k.schema = arrow.NewSchema(arrowFields(k.Fields), nil)
	k.plan = columns(k.Fields, false)
	k.keys = keyColumns(k.Fields, nil)
}

func (k *Kind) index(fields []*Field) {
	for _, f := range fields {
		k.byPath[f.Path] = f
		k.index(f.Fields)
	}
}
