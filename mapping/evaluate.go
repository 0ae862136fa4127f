package mapping

import (
	"github.com/apache/arrow-go/v18/arrow"

	"cel.dev/cel-go/common/types/ref"
)

// Evaluate evaluates the assignments by CEL's interpreter, for every row and every item of its lists, and
// drops the values: no columns, no checks. Benchmarks compare Run with it.
func (p *Program) Evaluate(batch arrow.RecordBatch) {
	d := newRun(p, nil, false).rootDomain(batch)
	for i := range d.rows {
		a := &activation{program: p, src: &row{table: d.table, i: i}, lets: make([]ref.Val, len(p.lets))}
		evaluate(a, p.leaves, p.lists)
	}
}

func evaluate(a *activation, leaves []*leaf, lists []*target) {
	for _, l := range leaves {
		if l.constant == nil {
			l.expression.eval(a)
		}
	}
	for _, t := range lists {
		for _, b := range t.blocks {
			b.evaluate(a)
		}
	}
}

// evaluate takes a block's items one by one.
func (b *block) evaluate(outer *activation) {
	o := &listOutcome{block: b, states: make([]state, 1), domain: &domain{}}
	r := &run{program: outer.program}
	r.items(&domain{program: outer.program, rows: 1, activations: []*activation{outer}}, 0, o)
	for _, a := range o.domain.activations {
		evaluate(a, b.leaves, b.nested)
	}
}
