package jsonrec

import (
	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// Rows collects objects as the rows of a batch, with less ado than an array.RecordBuilder: the memory of a
// batch that has been released serves a later one. It is not safe for concurrent use; its batches are.
type Rows struct {
	decoder *Decoder
	schema  *arrow.Schema
	columns []*column
	tape    tape
	rows    int
}

// NewRows begins a batch. The schema is one that [NewDecoder] takes.
func NewRows(schema *arrow.Schema) *Rows {
	return &Rows{decoder: NewDecoder(schema), schema: schema, columns: newColumns(schema.Fields())}
}

// Len is how many rows the batch has so far.
func (r *Rows) Len() int { return r.rows }

// Append decodes one object and appends it as a row; see [Decoder.Append].
func (r *Rows) Append(body []byte) (unknown int, err error) {
	if fault := r.decoder.fill(&r.tape, body); fault != nil {
		return 0, fault
	}
	for i, c := range r.columns {
		if v := &r.tape.cells[i]; c.kind == Text && v.state == there {
			c.addPlain(body[v.from:v.to])
		} else {
			c.add(&r.tape, v)
		}
	}
	r.rows++
	return r.tape.unknown, nil
}

// NewRecordBatch ends the batch and begins the next one. The caller releases it, and with it the texts
// that are views into it.
func (r *Rows) NewRecordBatch() arrow.RecordBatch {
	arrays := make([]arrow.Array, len(r.columns))
	for i, c := range r.columns {
		data := c.close()
		arrays[i] = array.MakeFromData(data)
		data.Release()
	}
	batch := array.NewRecordBatch(r.schema, arrays, int64(r.rows))
	for _, a := range arrays {
		a.Release()
	}
	r.rows = 0
	return batch
}

// column is one field's values.
type column struct {
	typ    arrow.DataType
	kind   Kind
	valid  validity
	ends   offsets // of texts and lists
	values []byte  // of texts, of numbers, and the bits of booleans
	store  store   // of values
	below  []*column
}

func newColumns(fields []arrow.Field) []*column {
	out := make([]*column, len(fields))
	for i, f := range fields {
		c := &column{typ: f.Type, kind: newField(f).kind}
		switch t := f.Type.(type) {
		case *arrow.ListType:
			c.below = newColumns([]arrow.Field{t.ElemField()})
		case *arrow.StructType:
			c.below = newColumns(t.Fields())
		}
		c.open()
		out[i] = c
	}
	return out
}

func (c *column) open() {
	c.values = c.store.take()
	if c.kind == Text || c.kind == List {
		c.ends.open()
	}
}

// close makes the array's data and opens the column again.
func (c *column) close() arrow.ArrayData {
	bitmap, rows, nulls := c.valid.close()
	buffers := []*memory.Buffer{bitmap}
	if c.kind == Text || c.kind == List {
		buffers = append(buffers, c.ends.close())
	}
	if c.kind != List && c.kind != Object {
		buffers = append(buffers, c.store.buffer(c.values))
	}
	var below []arrow.ArrayData
	for _, b := range c.below {
		below = append(below, b.close())
	}
	data := array.NewData(c.typ, rows, buffers, below, nulls, 0)
	for _, b := range buffers {
		if b != nil {
			b.Release()
		}
	}
	for _, b := range below {
		b.Release()
	}
	c.open()
	return data
}
