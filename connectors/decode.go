package connectors

import (
	"fmt"

	"github.com/apache/arrow-go/v18/arrow/array"

	"bilgate/mapping/canon"
)

// Builder collects decoded rows: the columns of the feed's source schema, and beside each row what
// the register needs to know of it.
type Builder struct {
	Columns *array.RecordBuilder
	Rows    []Row
}

// Row is one part of a message.
type Row struct {
	RecordID string // the agency's id of the record
	Findings []canon.Finding
}

// Add closes a row whose columns have been appended.
func (b *Builder) Add(r Row) { b.Rows = append(b.Rows, r) }

// Blob is an image or another large piece of a part. The canonical record names it by its SHA-256;
// the gateway stores it and fills in the reference.
type Blob struct {
	Row    int    // index among the rows that this call of Decode appended
	SHA256 string // hex, of Data
	Media  string // media type, or ANSI/NIST compression name: "WSQ20"
	Data   []byte
}

// Fault says why a message does not decode. It holds no value of the message (I7).
type Fault struct {
	Code  string // stable: "decode.syntax", "decode.wrong_type", "itl.len", …
	Field string // the agency's field, if one is to blame
	Class string // class of the value: "text", "number", "missing", …
	Place string // where in the message: "byte 17", "line 38", "record 3 field 14.999"
}

func (f *Fault) Error() string {
	return fmt.Sprintf("%s: field %q, a value of class %s, at %s", f.Code, f.Field, f.Class, f.Place)
}
