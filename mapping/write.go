package mapping

import (
	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// view is the fields of a group as one block assigns them.
type view struct {
	tree []*target
	out  *outcome
}

// writer makes the columns of a canonical batch, one after the other, each at once in memory of the right
// size. It copies: what the run holds stays with the run.
type writer struct{ memory *outputs }

// write makes the canonical batch of some rows, which are in order.
func (r *run) write(rows []int) arrow.RecordBatch {
	schema := r.program.kind.Arrow()
	var all spans
	for _, row := range rows {
		all.add(0, row)
	}
	w := &writer{r.outputs}
	w.memory.rewind()
	views := []view{{r.program.tree, r.out}}
	columns := make([]arrow.Array, schema.NumFields())
	for i, f := range schema.Fields() {
		data := w.field(f.Type, views, i, all)
		columns[i] = array.MakeFromData(data)
		data.Release()
		defer columns[i].Release()
	}
	return array.NewRecordBatch(schema, columns, int64(len(rows)))
}

// field makes the column of one field of each row.
func (w *writer) field(typ arrow.DataType, views []view, field int, rows spans) arrow.ArrayData {
	first := views[0].tree[field]
	switch {
	case first.children != nil:
		return w.structs(typ.(*arrow.StructType), views, field, rows)
	case first.list():
		return w.list(typ.(*arrow.ListType), views, field, rows)
	}
	return w.leaf(typ, views, field, rows)
}

func (w *writer) structs(typ *arrow.StructType, views []view, field int, rows spans) arrow.ArrayData {
	below := make([]view, len(views))
	for i, v := range views {
		below[i] = view{v.tree[field].children, v.out}
	}
	valid := validity{rows: rows.n}
	if !views[0].tree[field].field.Required || rows.nulls > 0 {
		rows = there(views, field, rows, &valid)
	}
	return w.members(typ, below, rows, &valid)
}

// there are the rows with nulls in place of those where a struct is not there.
func there(views []view, field int, rows spans, valid *validity) spans {
	var out spans
	for _, s := range rows.list {
		for k := range s.n {
			v := views[s.block]
			if s.row >= 0 && v.tree[field].presentAt(v.out, s.row+k) {
				out.add(s.block, s.row+k)
				continue
			}
			valid.unset(out.n)
			out.add(s.block, -1)
		}
	}
	return out
}

// members makes a struct's column.
func (w *writer) members(typ *arrow.StructType, views []view, rows spans, valid *validity) arrow.ArrayData {
	members := make([]arrow.ArrayData, typ.NumFields())
	for i, f := range typ.Fields() {
		members[i] = w.field(f.Type, views, i, rows)
	}
	return finished(typ, valid, members)
}

// list makes the items that all blocks of a list made, block by block.
func (w *writer) list(typ *arrow.ListType, views []view, field int, rows spans) arrow.ArrayData {
	below, first := blocksOf(views, field)
	bytes, ends := w.memory.ends(rows.n)
	valid := validity{rows: rows.n}
	var items spans
	at := 0
	for _, s := range rows.list {
		v := views[s.block]
		blocks := v.out.lists[v.tree[field]]
		for k := range s.n {
			before := items.n
			for b, o := range blocks {
				if s.row >= 0 {
					o.addItems(&items, first[s.block]+b, s.row+k)
				}
			}
			if items.n == before {
				valid.unset(at)
			}
			at++
			ends[at] = int32(items.n)
		}
	}
	if len(below) == 0 {
		below = []view{{newTargets(views[0].tree[field].field.Fields), &outcome{}}}
	}
	column := w.members(typ.Elem().(*arrow.StructType), below, items, &validity{rows: items.n})
	return finished(typ, &valid, []arrow.ArrayData{column}, bytes)
}

// blocksOf are the views of the blocks that make a list's items, and where those of each view begin.
func blocksOf(views []view, field int) (below []view, first []int) {
	for _, v := range views {
		first = append(first, len(below))
		for _, o := range v.out.lists[v.tree[field]] {
			below = append(below, view{o.block.children, o.out})
		}
	}
	return below, first
}

// addItems adds a row's items that have not been taken out.
func (o *listOutcome) addItems(to *spans, block, row int) {
	for n := o.from[row]; n < o.to[row]; n++ {
		if o.removed == nil || !o.removed[n] {
			to.add(block, n)
		}
	}
}

// finished puts a column together. It takes over what lies below it.
func finished(typ arrow.DataType, valid *validity, below []arrow.ArrayData, values ...[]byte) arrow.ArrayData {
	buffers := []*memory.Buffer{nil}
	if valid.nulls > 0 {
		buffers[0] = memory.NewBufferBytes(valid.bits)
	}
	for _, b := range values {
		buffers = append(buffers, memory.NewBufferBytes(b))
	}
	data := array.NewData(typ, valid.rows, buffers, below, valid.nulls, 0)
	for _, b := range below {
		b.Release()
	}
	return data
}
