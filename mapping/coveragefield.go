package mapping

import (
	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// fieldCount counts the values of one field of a schema: of each record, and of each item of its lists.
type fieldCount struct {
	path     string // "dob", "address.city", "images[].position"
	filled   int
	children []*fieldCount // of a struct, or of a list's structs
}

func fieldCounts(prefix string, fields []arrow.Field) []*fieldCount {
	out := make([]*fieldCount, len(fields))
	for i, f := range fields {
		out[i] = &fieldCount{path: prefix + f.Name}
		switch t := f.Type.(type) {
		case *arrow.StructType:
			out[i].children = fieldCounts(out[i].path+".", t.Fields())
		case *arrow.ListType:
			if s, ok := t.Elem().(*arrow.StructType); ok {
				out[i].children = fieldCounts(out[i].path+"[].", s.Fields())
			}
		}
	}
	return out
}

// arrowFields are the fields of a record type.
func (r *record) arrowFields() []arrow.Field {
	out := make([]arrow.Field, len(r.fields))
	for i, m := range r.fields {
		out[i] = arrow.Field{Name: m.name, Type: m.arrow}
	}
	return out
}

func countFields(counts []*fieldCount, batch arrow.RecordBatch) {
	for i, c := range counts {
		for row := range int(batch.NumRows()) {
			c.count(batch.Column(i), row)
		}
	}
}

// count adds the values of a row. A list that has no items is not filled.
func (c *fieldCount) count(a arrow.Array, row int) {
	if a.IsNull(row) {
		return
	}
	switch a := a.(type) {
	case *array.Struct:
		c.countParts(a, row)
	case *array.List:
		from, to := a.ValueOffsets(row)
		if from < to {
			c.filled++
		}
		if s, ok := a.ListValues().(*array.Struct); ok {
			for item := from; item < to; item++ {
				c.countParts(s, int(item))
			}
		}
		return
	}
	c.filled++
}

func (c *fieldCount) countParts(s *array.Struct, row int) {
	for i, part := range c.children {
		part.count(s.Field(i), row)
	}
}

// leafCounts are the counts of the fields without parts, in the schema's order.
func leafCounts(out []*fieldCount, counts []*fieldCount) []*fieldCount {
	for _, c := range counts {
		if c.children == nil {
			out = append(out, c)
			continue
		}
		out = leafCounts(out, c.children)
	}
	return out
}
