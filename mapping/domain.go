package mapping

import (
	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"

	"cel.dev/cel-go/common/types/ref"
)

// domain is the rows over which a group of assignments runs: the batch's, or a list's items.
type domain struct {
	program     *Program
	rows        int
	table       *table        // of the rows; nil where the items are computed
	frame       *frame        // of the kernels; nil without a table
	activations []*activation // of the interpreter, as far as it has asked for them
	parent      *domain       // of a list's items
	above       []int         // the parent's row of each item; -1 of one that no list holds
	block       *block
	first       []int // of a table's items: the first item of each parent row
}

func (r *run) rootDomain(batch arrow.RecordBatch) *domain {
	d := &domain{program: r.program, rows: int(batch.NumRows()), table: newTable(r.program.types.root, batch.Columns())}
	d.activations = make([]*activation, d.rows)
	d.frame = r.newFrame(d)
	return d
}

func (r *run) newFrame(d *domain) *frame {
	return &frame{table: d.table, rows: d.rows, work: r.work, done: r.done}
}

// activation is what names stand for in a row. That of an item in a table is made when it is asked for.
func (d *domain) activation(i int) *activation {
	if d.activations[i] != nil {
		return d.activations[i]
	}
	var a *activation
	if d.parent == nil {
		a = &activation{program: d.program, src: &row{table: d.table, i: i}, lets: make([]ref.Val, len(d.program.lets))}
	} else {
		outer := d.parent.activation(d.above[i])
		item := &row{table: d.table, i: i, parent: outer.root(d.block.from), name: d.block.list.name, index: i - d.first[d.above[i]]}
		a = &activation{program: d.program, outer: outer, name: d.block.variable, item: item}
	}
	d.activations[i] = a
	return a
}

// root is the batch's row that a row belongs to, -1 if it belongs to none.
func (d *domain) root(i int) int {
	for ; d.parent != nil && i >= 0; d = d.parent {
		i = d.above[i]
	}
	return i
}

// tableItems are the items of a block that goes over a list of the source as it is: the rows of the list's
// own columns.
func (r *run) tableItems(d *domain, b *block) *listOutcome {
	list := d.table.columns[b.list.index].(*array.List)
	o := &listOutcome{block: b, states: make([]state, d.rows), from: make([]int, d.rows), to: make([]int, d.rows)}
	items := &domain{program: d.program, rows: list.ListValues().Len(), table: d.table.nested[b.list.index], parent: d, block: b, first: o.from}
	items.activations = make([]*activation, items.rows)
	items.above = make([]int, items.rows)
	for i := range items.above {
		items.above[i] = -1
	}
	for i := range d.rows {
		if list.IsNull(i) || d.parent != nil && d.above[i] < 0 {
			continue
		}
		from, to := list.ValueOffsets(i)
		o.from[i], o.to[i] = int(from), int(to)
		for k := from; k < to; k++ {
			items.above[k] = i
		}
	}
	items.frame = r.newFrame(items)
	o.domain = items
	return o
}
