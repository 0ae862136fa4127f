package mapping

import (
	"time"

	"github.com/apache/arrow-go/v18/arrow"
)

// leaf makes the column of one assignment a view.
func (w *writer) leaf(typ arrow.DataType, views []view, field int, rows spans) arrow.ArrayData {
	switch t := typ.(type) {
	case *arrow.Int64Type:
		return w.numbers(views, field, rows)
	case *arrow.BooleanType:
		return w.truths(views, field, rows)
	case *arrow.ListType:
		return w.lists(t, views, field, rows)
	}
	return w.texts(views, field, rows)
}

// assigned is the column that a view assigns to a field; nil if it assigns nothing.
func (v view) assigned(field int) column {
	if l := v.tree[field].leaf; l != nil {
		return v.out.columns[l.index]
	}
	return nil
}

// eachValue calls one of two functions for each row of a span, with its place in the column; v is nil if
// the field is not assigned.
func eachValue[T any](v *vector[T], at int, s span, value func(i int, v T), null func(i int)) {
	for k := range s.n {
		row := s.row + k
		if v != nil && len(v.state) == 1 {
			row = min(row, 0) // a constant has one row
		}
		if v == nil || s.row < 0 || v.state[row] != present {
			null(at + k)
			continue
		}
		value(at+k, v.values[row])
	}
}

func (w *writer) numbers(views []view, field int, rows spans) arrow.ArrayData {
	bytes, valid := w.memory.take(8*rows.n), validity{rows: rows.n}
	values := arrow.Int64Traits.CastFromBytes(bytes)
	at := 0
	for _, s := range rows.list {
		v, _ := views[s.block].assigned(field).(*vector[int64])
		eachValue(v, at, s, func(i int, n int64) { values[i] = n }, func(i int) { values[i] = 0; valid.unset(i) })
		at += s.n
	}
	return finished(arrow.PrimitiveTypes.Int64, &valid, nil, bytes)
}

func (w *writer) truths(views []view, field int, rows spans) arrow.ArrayData {
	bits, valid := w.memory.take((rows.n+7)/8), validity{rows: rows.n}
	clear(bits)
	at := 0
	for _, s := range rows.list {
		v, _ := views[s.block].assigned(field).(*vector[bool])
		eachValue(v, at, s, func(i int, yes bool) { bits[i>>3] |= byte(boolInt(yes)) << (i & 7) }, valid.unset)
		at += s.n
	}
	return finished(arrow.FixedWidthTypes.Boolean, &valid, nil, bits)
}

// lists makes a column of lists of text.
func (w *writer) lists(typ *arrow.ListType, views []view, field int, rows spans) arrow.ArrayData {
	bytes, ends := w.memory.ends(rows.n)
	valid := validity{rows: rows.n}
	all := &vector[string]{}
	at := 0
	for _, s := range rows.list {
		v, _ := views[s.block].assigned(field).(*vector[[]string])
		eachValue(v, at, s, func(i int, texts []string) {
			all.values = append(all.values, texts...)
			ends[i+1] = int32(len(all.values))
		},
			func(i int) { valid.unset(i); ends[i+1] = int32(len(all.values)) })
		at += s.n
	}
	all.state = make([]state, len(all.values))
	items := w.column([]column{all}, spans{list: []span{{0, 0, len(all.values)}}, n: len(all.values)})
	return finished(typ, &valid, []arrow.ArrayData{items}, bytes)
}

// ends gives memory for the ends of n values, as bytes and as numbers, of which the first is 0.
func (o *outputs) ends(n int) ([]byte, []int32) {
	bytes := o.take(4 * (n + 1))
	ends := arrow.Int32Traits.CastFromBytes(bytes)
	ends[0] = 0
	return bytes, ends
}

// texts makes a column of text of whatever the assignments give that is written as text.
func (w *writer) texts(views []view, field int, rows spans) arrow.ArrayData {
	columns := make([]column, len(views))
	for i, v := range views {
		columns[i] = v.assigned(field)
	}
	return w.column(columns, rows)
}

// column makes a column of text of a column a block.
func (w *writer) column(columns []column, rows spans) arrow.ArrayData {
	size := 0
	for _, s := range rows.list {
		size += textBytes(columns[s.block], s)
	}
	t := &textWriter{valid: validity{rows: rows.n}, bytes: w.memory.take(size)[:0]}
	bytes, ends := w.memory.ends(rows.n)
	t.ends = ends[1:]
	for _, s := range rows.list {
		t.add(columns[s.block], s)
	}
	return finished(arrow.BinaryTypes.String, &t.valid, nil, bytes, t.bytes)
}

// textBytes is how many bytes the texts of a span take, or a little more.
func textBytes(c column, s span) int {
	switch v := c.(type) {
	case *vector[string]:
		return bytesOf(v, s)
	case *vector[time.Time]:
		return s.n * len(time.RFC3339Nano)
	case *vector[Date]:
		return s.n * len(time.DateOnly)
	}
	return 0
}
