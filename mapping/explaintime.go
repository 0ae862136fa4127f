package mapping

import (
	"errors"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// timedRows is about how many rows the batch has over which assignments are measured.
const timedRows = 4096

// ErrNoTests says that there are no records to measure with.
var ErrNoTests = errors.New("the mapping has no tests, whose records would be measured: add one")

// ExplainTimed is Explain with the time that each assignment takes for one row, here and now: over the
// records of the file's tests, repeated to a batch, for at least a while each. A let counts for every
// assignment that needs it.
func (p *Program) ExplainTimed(atLeast time.Duration) ([]Explanation, error) {
	batch, err := p.testBatch(timedRows)
	if err != nil {
		return nil, err
	}
	defer batch.Release()
	r := newRun(p, newWorkspace(p.slots), true)
	r.domain = r.rootDomain(batch)
	w := &stopwatch{run: r, atLeast: atLeast, took: map[*leaf]timing{}}
	w.leaves(r.domain, p.leaves)
	w.lists(r.domain, p.lists)
	out := p.Explain()
	for i, e := range out {
		if t, ok := w.took[e.leaf]; ok {
			out[i].Nanoseconds, out[i].Rows = t.nanoseconds, t.rows
		}
	}
	return out, nil
}

// testBatch repeats the records of the tests to about n rows.
func (p *Program) testBatch(n int) (arrow.RecordBatch, error) {
	if len(p.tests) == 0 {
		return nil, ErrNoTests
	}
	schema := p.tests[0].given.Schema()
	columns := make([]arrow.Array, schema.NumFields())
	times := max(1, n/len(p.tests))
	for i := range columns {
		parts := make([]arrow.Array, 0, times*len(p.tests))
		for range times {
			for _, t := range p.tests {
				parts = append(parts, t.given.Column(i))
			}
		}
		var err error
		if columns[i], err = array.Concatenate(parts, memory.DefaultAllocator); err != nil {
			return nil, err
		}
		defer columns[i].Release()
	}
	return array.NewRecordBatch(schema, columns, int64(times*len(p.tests))), nil
}

// timing is what one assignment took.
type timing struct {
	nanoseconds float64 // a row
	rows        int
}

// stopwatch measures assignments one by one.
type stopwatch struct {
	run     *run
	atLeast time.Duration
	took    map[*leaf]timing
}

func (w *stopwatch) leaves(d *domain, leaves []*leaf) {
	for _, l := range leaves {
		if l.constant == nil && d.rows > 0 {
			w.took[l] = w.measure(d, l)
		}
	}
}

func (w *stopwatch) lists(d *domain, lists []*target) {
	for _, t := range lists {
		for _, b := range t.blocks {
			w.forget()
			items := w.run.itemsOf(d, b).domain
			w.leaves(items, b.leaves)
			w.lists(items, b.nested)
		}
	}
}

// measure runs an assignment until it has taken long enough, once before that to warm it up.
func (w *stopwatch) measure(d *domain, l *leaf) timing {
	w.run.leaf(d, l)
	var took time.Duration
	runs := 0
	for took < w.atLeast || runs == 0 {
		w.forget()
		begun := time.Now()
		w.run.leaf(d, l)
		took += time.Since(begun)
		runs++
	}
	return timing{float64(took.Nanoseconds()) / float64(runs*d.rows), d.rows}
}

// forget drops what earlier runs have computed: the columns of shared nodes and the lets of the interpreter.
func (w *stopwatch) forget() {
	clear(w.run.done)
	for _, a := range w.run.domain.activations {
		if a != nil {
			clear(a.lets)
		}
	}
}
