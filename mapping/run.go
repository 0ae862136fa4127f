package mapping

import (
	"github.com/apache/arrow-go/v18/arrow"

	"cel.dev/cel-go/common/types"
)

// Result is what a mapping made of a batch.
type Result struct {
	Batch   arrow.RecordBatch // canonical: the accepted rows, in the schema of the kind; the caller releases it
	Rows    []int             // the input row of each row of Batch
	Rejects []Reject          // in the order of input rows
	Skipped []Skip            // in the order of input rows: what the mapping's when does not want
	Dropped map[int][]string  // by input row: canonical fields outside the record's legal basis, dropped; the register counts them once a record
}

// Run maps a batch. Its schema must be the one that the mapping was compiled against. Every row ends in
// exactly one of Batch, Rejects and Skipped. Run keeps nothing of the batch.
func (p *Program) Run(batch arrow.RecordBatch) Result {
	return p.run(batch, true)
}

// Runner maps one batch after the other in the same memory. It is not safe for concurrent use.
type Runner struct {
	program *Program
	work    *workspace
	outputs outputs
	ends    []int // of rows in JSON
}

// Runner makes a runner of the program.
func (p *Program) Runner() *Runner {
	return &Runner{program: p, work: newWorkspace(p.slots), outputs: outputs{kept: true}}
}

// Run maps a batch as [Program.Run] does. What it gives is good until the next call.
func (r *Runner) Run(batch arrow.RecordBatch) Result {
	one := newRun(r.program, r.work, true)
	one.outputs = &r.outputs
	return one.all(batch)
}

// run maps a batch with kernels where there are any, or with the interpreter alone.
func (p *Program) run(batch arrow.RecordBatch, kernels bool) Result {
	work := p.work.Get().(*workspace)
	defer p.work.Put(work)
	return newRun(p, work, kernels).all(batch)
}

// all takes a batch through the program.
func (r *run) all(batch arrow.RecordBatch) Result {
	r.assignAll(batch)
	return r.finish()
}

// assignAll runs all assignments and collects what fails.
func (r *run) assignAll(batch arrow.RecordBatch) {
	p := r.program
	r.domain = r.rootDomain(batch)
	r.conditions(r.domain)
	r.out = r.assign(r.domain, p.tree, p.leaves, p.lists)
	r.collect(r.domain, p.leaves, r.out)
}

// run is one batch on its way through the program.
type run struct {
	program  *Program
	kernels  bool // use them
	work     *workspace
	outputs  *outputs // memory of what it gives
	done     []column // of the kernels' nodes, by slot
	domain   *domain
	out      *outcome
	failures map[int][]failure // by input row
	skipped  []*condition      // by input row: the one that did not hold; nil if there are none
	dropped  map[int][]string
}

func newRun(p *Program, work *workspace, kernels bool) *run {
	return &run{
		program: p, kernels: kernels, work: work, outputs: &outputs{}, done: make([]column, p.slots),
		failures: map[int][]failure{}, dropped: map[int][]string{},
	}
}

// outcome is what a group of assignments gave over its domain.
type outcome struct {
	columns []column                   // by the assignment's index
	lists   map[*target][]*listOutcome // one a block
}

// listOutcome is the items that one block made.
type listOutcome struct {
	from, to []int   // of each row, in the domain
	states   []state // of each row: absent where there is no list, a fault where it failed
	domain   *domain
	out      *outcome
	block    *block
	removed  []bool // items that are over-collected; nil if there are none
}

// assign runs the assignments of a group.
func (r *run) assign(d *domain, tree []*target, leaves []*leaf, lists []*target) *outcome {
	out := &outcome{columns: make([]column, len(leaves)), lists: map[*target][]*listOutcome{}}
	for _, l := range leaves {
		out.columns[l.index] = r.checkEmpty(l, r.checkCodes(l, r.leaf(d, l)))
	}
	for _, t := range lists {
		for _, b := range t.blocks {
			out.lists[t] = append(out.lists[t], r.block(d, b))
		}
		r.checkItems(d, t, out.lists[t])
	}
	r.checkMissing(tree, out)
	return out
}

func (r *run) leaf(d *domain, l *leaf) column {
	switch {
	case l.constant != nil:
		return l.constant
	case l.kernel != nil && r.kernels && d.frame != nil:
		return l.kernel.run(d.frame)
	}
	out := newCells(l.expression.typ, d.rows)
	for i := range d.rows {
		if !r.wants(d, i) {
			continue
		}
		out.set(i, l.expression.eval(d.activation(i)))
	}
	return out
}

// block makes the items of one block and runs the assignments of its fields over them.
func (r *run) block(d *domain, b *block) *listOutcome {
	o := r.itemsOf(d, b)
	o.out = r.assign(o.domain, b.children, b.leaves, b.nested)
	return o
}

// itemsOf are the items of one block.
func (r *run) itemsOf(d *domain, b *block) *listOutcome {
	if b.list != nil && r.kernels && d.table != nil {
		return r.tableItems(d, b)
	}
	return r.computedItems(d, b)
}

// computedItems are the items that the interpreter makes, row by row.
func (r *run) computedItems(d *domain, b *block) *listOutcome {
	o := &listOutcome{block: b, states: make([]state, d.rows), domain: &domain{program: d.program, parent: d, block: b}}
	for i := range d.rows {
		o.from = append(o.from, o.domain.rows)
		if r.wants(d, i) {
			r.items(d, i, o)
		}
		o.to = append(o.to, o.domain.rows)
	}
	return o
}

// items adds the items of one row.
func (r *run) items(d *domain, i int, o *listOutcome) {
	if o.block.parallels != nil {
		r.parallelItems(d, i, o)
		return
	}
	a := d.activation(i)
	if o.block.each == nil {
		r.item(d, i, o, &activation{program: d.program, outer: a})
		return
	}
	v := o.block.each.eval(a)
	if s, ok := isFault(v); ok {
		o.states[i] = s
		return
	}
	list, n := items(v)
	if list == nil {
		o.states[i] = absent
	}
	for k := range n {
		item := list.Get(types.Int(k))
		if !r.item(d, i, o, &activation{program: d.program, outer: a, name: o.block.variable, item: item}) {
			return
		}
	}
}

// item adds one item if it passes; false if asking broke off.
func (r *run) item(d *domain, i int, o *listOutcome, a *activation) bool {
	if o.block.when != nil {
		pass := o.block.when.eval(a)
		if s, ok := isFault(pass); ok {
			o.states[i] = s
			return false
		}
		if pass != types.True {
			return true
		}
	}
	o.domain.above = append(o.domain.above, i)
	o.domain.activations = append(o.domain.activations, a)
	o.domain.rows++
	return true
}
