package mapping

import (
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// cell names one row of one block's items; the record's own rows are those of block 0. A negative row is
// a null.
type cell struct{ block, row int }

// view is the fields of a group as one block assigns them.
type view struct {
	tree []*target
	out  *outcome
}

// write makes the canonical batch of some rows.
func (r *run) write(rows []int) arrow.RecordBatch {
	schema := r.program.kind.Arrow()
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	cells := make([]cell, len(rows))
	for i, row := range rows {
		cells[i] = cell{0, row}
	}
	views := []view{{r.program.tree, r.out}}
	for i := range schema.Fields() {
		writeField(b.Field(i), views, i, cells)
	}
	return b.NewRecordBatch()
}

// writeField appends one field of each cell.
func writeField(b array.Builder, views []view, field int, cells []cell) {
	b.Reserve(len(cells))
	first := views[0].tree[field]
	switch {
	case first.children != nil:
		writeStruct(b.(*array.StructBuilder), views, field, cells)
	case first.list():
		writeList(b.(*array.ListBuilder), views, field, cells)
	default:
		writeLeaf(b, views, field, cells)
	}
}

func writeStruct(b *array.StructBuilder, views []view, field int, cells []cell) {
	inner, valid := make([]cell, len(cells)), make([]bool, len(cells))
	below := make([]view, len(views))
	for i, v := range views {
		below[i] = view{v.tree[field].children, v.out}
	}
	for i, c := range cells {
		inner[i] = c
		valid[i] = c.row >= 0 && views[c.block].tree[field].presentAt(views[c.block].out, c.row)
		if !valid[i] {
			inner[i].row = -1
		}
	}
	b.AppendValues(valid) // Append(false) would append to the children, too
	for i := range b.NumField() {
		writeField(b.FieldBuilder(i), below, i, inner)
	}
}

// writeList appends the items that all blocks of a list made, block by block.
func writeList(b *array.ListBuilder, views []view, field int, cells []cell) {
	var below []view
	first := make([]int, len(views)) // of each view's blocks among those below
	for i, v := range views {
		first[i] = len(below)
		for _, o := range v.out.lists[v.tree[field]] {
			below = append(below, view{o.block.children, o.out})
		}
	}
	var inner []cell
	base := b.ValueBuilder().Len()
	offsets, valid := make([]int32, len(cells)), make([]bool, len(cells))
	for i, c := range cells {
		offsets[i] = int32(base + len(inner))
		if c.row < 0 || views[c.block].out.lists[views[c.block].tree[field]] == nil {
			continue
		}
		before := len(inner)
		for k, o := range views[c.block].out.lists[views[c.block].tree[field]] {
			for n := o.from[c.row]; n < o.to[c.row]; n++ {
				if o.removed == nil || !o.removed[n] {
					inner = append(inner, cell{first[c.block] + k, n})
				}
			}
		}
		valid[i] = len(inner) > before
	}
	b.AppendValues(offsets, valid)
	writeItems(b.ValueBuilder().(*array.StructBuilder), below, inner)
}

func writeItems(b *array.StructBuilder, views []view, cells []cell) {
	if len(cells) == 0 {
		return
	}
	b.Reserve(len(cells))
	for range cells {
		b.Append(true)
	}
	for i := range b.NumField() {
		writeField(b.FieldBuilder(i), views, i, cells)
	}
}

// writeLeaf appends the values of one assignment a view.
func writeLeaf(b array.Builder, views []view, field int, cells []cell) {
	for len(cells) > 0 {
		n := 1
		for n < len(cells) && cells[n].block == cells[0].block {
			n++
		}
		v := views[cells[0].block]
		writeValues(b, v.tree[field].leaf, v.out, cells[:n])
		cells = cells[n:]
	}
}

func writeValues(b array.Builder, l *leaf, out *outcome, cells []cell) {
	if l == nil {
		b.AppendNulls(len(cells))
		return
	}
	switch v := out.columns[l].(type) {
	case *vector[string]:
		to := b.(*array.StringBuilder)
		to.ReserveData(textBytes(v, cells))
		writeEach(b, v, cells, to.Append)
	case *vector[Date]:
		to, room := b.(*array.StringBuilder), make([]byte, 0, 10)
		writeEach(b, v, cells, func(d Date) {
			room = d.appendISO(room[:0])
			to.BinaryBuilder.Append(room)
		})
	case *vector[time.Time]:
		to := b.(*array.StringBuilder)
		writeEach(b, v, cells, func(t time.Time) { to.Append(t.UTC().Format(time.RFC3339Nano)) })
	case *vector[int64]:
		writeEach(b, v, cells, b.(*array.Int64Builder).Append)
	case *vector[bool]:
		writeEach(b, v, cells, b.(*array.BooleanBuilder).Append)
	case *vector[[]string]:
		to := b.(*array.ListBuilder)
		writeEach(b, v, cells, func(texts []string) {
			to.Append(true)
			to.ValueBuilder().(*array.StringBuilder).AppendValues(texts, nil)
		})
	}
}

// textBytes counts the bytes of the texts that cells name.
func textBytes(v *vector[string], cells []cell) int {
	n := 0
	for _, c := range cells {
		if row := min(c.row, len(v.state)-1); row >= 0 && v.state[row] == present {
			n += len(v.values[row])
		}
	}
	return n
}

func writeEach[T any](b array.Builder, v *vector[T], cells []cell, add func(T)) {
	for _, c := range cells {
		row := min(c.row, len(v.state)-1) // a constant has one row
		if row < 0 || v.state[row] != present {
			b.AppendNull()
			continue
		}
		add(v.values[row])
	}
}
