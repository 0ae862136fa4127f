package canon

import (
	"encoding/base64"
	"strconv"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// Writing says how AppendJSON treats references and sealing units. The zero value writes every
// column as it is.
type Writing struct {
	// Ref gives the reference of the object with this SHA-256 (hex); it fills the reference field of
	// each struct and item that has a digest. Nil keeps the column's own value.
	Ref func(sha256 string) string
	// Seal seals a sealing unit: the JSON value of the topmost field that is biometric or genomic. It is
	// written as {"sealed":"<base64>"}. It must neither keep plain nor return
	// its memory, which is written over.
	Seal func(path string, plain []byte) []byte
	// Content leaves reference fields out: what remains is compared to tell a new version from a repeat.
	Content bool
}

// AppendJSON appends one row of a batch of the kind's Arrow schema to dst as a JSON object: members in
// the schema's order, without nulls, empty structs and empty lists, so that equal rows are equal bytes.
//
// The batch's columns must be those of Arrow, in its order; another batch is a programmer's error and
// panics. Text is written as it is: Arrow's utf8 columns hold valid UTF-8, which decoders see to.
func (k *Kind) AppendJSON(dst []byte, batch arrow.RecordBatch, row int, w Writing) []byte {
	dst = append(dst, '{')
	start := len(dst)
	for i, c := range k.plan {
		dst = c.appendMember(dst, start, batch.Column(i), row, &w)
	}
	return append(dst, '}')
}

// appendMember appends `"name":value`, after a comma unless it is the first since start. It leaves dst
// alone where there is nothing to say.
func (c *column) appendMember(dst []byte, start int, a arrow.Array, row int, w *Writing) []byte {
	if text, ok := a.(*array.String); ok && !c.seal {
		return c.appendText(dst, start, text, row, w)
	}
	if a.IsNull(row) || w.Content && c.refers {
		return dst
	}
	before := len(dst)
	dst = c.openMember(dst, start)
	value := len(dst)
	dst = c.appendValue(dst, a, row, w)
	if empty(dst[value:]) {
		return dst[:before]
	}
	if c.seal && w.Seal != nil {
		return appendSealed(dst[:value], w.Seal(c.field.Path, dst[value:]))
	}
	return dst
}

// appendText appends a text that is no sealing unit: what most members are.
func (c *column) appendText(dst []byte, start int, a *array.String, row int, w *Writing) []byte {
	if a.IsNull(row) || w.Content && c.refers {
		return dst
	}
	return AppendText(c.openMember(dst, start), a.Value(row))
}

func (c *column) openMember(dst []byte, start int) []byte {
	if len(dst) > start {
		return append(dst, c.member...)
	}
	return append(dst, c.member[1:]...)
}

func empty(value []byte) bool {
	return len(value) == 2 && (value[0] == '{' || value[0] == '[')
}

func appendSealed(dst, sealed []byte) []byte {
	dst = append(dst, `{"sealed":"`...)
	dst = base64.StdEncoding.AppendEncode(dst, sealed)
	return append(dst, `"}`...)
}

func (c *column) appendValue(dst []byte, a arrow.Array, row int, w *Writing) []byte {
	switch a := a.(type) {
	case *array.String:
		return AppendText(dst, a.Value(row))
	case *array.Int64:
		return strconv.AppendInt(dst, a.Value(row), 10)
	case *array.Boolean:
		return strconv.AppendBool(dst, a.Value(row))
	case *array.Struct:
		return c.appendStruct(dst, a, row, w)
	default:
		return c.appendList(dst, a.(*array.List), row, w)
	}
}

func (c *column) appendStruct(dst []byte, a *array.Struct, row int, w *Writing) []byte {
	dst = append(dst, '{')
	start := len(dst)
	for i, child := range c.children {
		if i == c.ref && w.Ref != nil {
			dst = c.appendReference(dst, start, a, row, w)
			continue
		}
		dst = child.appendMember(dst, start, a.Field(i), row, w)
	}
	return append(dst, '}')
}

// appendReference writes the reference that follows from the digest beside it.
func (c *column) appendReference(dst []byte, start int, a *array.Struct, row int, w *Writing) []byte {
	digest, ok := a.Field(c.digest).(*array.String)
	if !ok || digest.IsNull(row) || w.Content {
		return dst
	}
	return AppendText(c.children[c.ref].openMember(dst, start), w.Ref(digest.Value(row)))
}

func (c *column) appendList(dst []byte, a *array.List, row int, w *Writing) []byte {
	from, to := a.ValueOffsets(row)
	items := a.ListValues()
	dst = append(dst, '[')
	for i := from; i < to; i++ {
		if i > from {
			dst = append(dst, ',')
		}
		dst = c.appendValue(dst, items, int(i), w)
	}
	return append(dst, ']')
}
