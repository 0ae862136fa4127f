package mapping

import (
	"slices"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// node computes an expression for all rows of a batch at once.
type node interface {
	run(*frame) column
}

// frame is one run of the kernels over one batch.
type frame struct {
	table *table
	rows  int
	work  *workspace
	done  []column // by slot, of the nodes that have run: shared ones run once
}

// once runs a node that others may share.
func (f *frame) once(slot int, run func() column) column {
	if f.done[slot] == nil {
		f.done[slot] = run()
	}
	return f.done[slot]
}

// sourceNode is a column of the source.
type sourceNode struct {
	slot   int
	way    []*member // the structs on the way
	member *member
	null   state // what a null means: absent, or a fault where the column is never null
}

// column goes down to the node's column, and gives the structs on the way that may be null.
func (s *sourceNode) column(t *table) (a arrow.Array, around []arrow.Array) {
	for _, m := range s.way {
		around = append(around, t.columns[m.index])
		t = t.nested[m.index]
	}
	return t.columns[s.member.index], append(around, t.columns[s.member.index])
}

func (s *sourceNode) run(f *frame) column {
	return f.once(s.slot, func() column {
		a, around := s.column(f.table)
		var out column
		switch a := a.(type) {
		case *array.String:
			out = loadStrings(f, s.slot, a)
		case *array.Boolean:
			out = loadValues(f, s.slot, a.Value)
		case *array.Float64:
			out = loadValues(f, s.slot, a.Value)
		case *array.List:
			return loadTexts(f, s.slot, a, around)
		default:
			out = loadValues(f, s.slot, func(i int) int64 { n, _ := whole(a, i); return n })
		}
		states := out.states()
		clear(states)
		for _, a := range around {
			s.markNulls(states, a)
		}
		return out
	})
}

func (s *sourceNode) markNulls(states []state, a arrow.Array) {
	if a.NullN() == 0 {
		return
	}
	bits, from := a.NullBitmapBytes(), a.Data().Offset()
	for i := range states {
		if at := from + i; bits[at>>3]&(1<<(at&7)) == 0 {
			states[i] = s.null
		}
	}
}

// loadStrings makes views into a column's text.
func loadStrings(f *frame, slot int, a *array.String) *vector[string] {
	out := take[string](f.work, slot, f.rows)
	if a.NullN() == f.rows {
		return out
	}
	data := a.Data()
	text := viewOf(data.Buffers()[2].Bytes())
	ends := arrow.Int32Traits.CastFromBytes(data.Buffers()[1].Bytes())[data.Offset():]
	from := ends[0]
	for i, to := range ends[1 : f.rows+1] {
		out.values[i] = text[from:to]
		from = to
	}
	if a.NullN() == 0 {
		out.joined = &f.work.joined[slot]
		*out.joined = joined{text, ends[0], ends[1 : f.rows+1]}
	}
	return out
}

func loadValues[T any](f *frame, slot int, value func(int) T) column {
	out := take[T](f.work, slot, f.rows)
	for i := range out.values {
		out.values[i] = value(i)
	}
	return out
}

// loadTexts reads lists of text as views into one slice of all items. A list that is null has none.
func loadTexts(f *frame, slot int, a *array.List, around []arrow.Array) column {
	items := a.ListValues().(*array.String)
	all := make([]string, items.Len())
	for i := range all {
		all[i] = items.Value(i)
	}
	out := take[[]string](f.work, slot, f.rows)
	clear(out.state)
	for i := range out.values {
		from, to := a.ValueOffsets(i)
		if slices.ContainsFunc(around, func(a arrow.Array) bool { return a.IsNull(i) }) {
			to = from
		}
		out.values[i] = all[from:to]
	}
	return out
}

// itemNode is one item of a list of text, nothing where the list is shorter.
type itemNode struct {
	slot  int
	list  node
	index int
}

func (n *itemNode) run(f *frame) column {
	list := n.list.run(f).(*vector[[]string])
	out := take[string](f.work, n.slot, f.rows)
	for i, s := range list.state {
		switch {
		case s != present:
			out.state[i] = s
		case n.index < 0 || n.index >= len(list.values[i]):
			out.state[i] = absent
		default:
			out.values[i], out.state[i] = list.values[i][n.index], present
		}
	}
	return out
}

// literalNode is the same value in every row.
type literalNode[T any] struct {
	slot  int
	value T
}

func (n *literalNode[T]) run(f *frame) column {
	out := take[T](f.work, n.slot, f.rows)
	clear(out.state)
	for i := range out.values {
		out.values[i] = n.value
	}
	return out
}

// callNode is the call of a library function: where its arguments come from and its refusal goes.
type callNode struct {
	slot int
	args []node
	site int
}

// unaryNode applies a function of one value to a column.
type unaryNode[A, B any] struct {
	*callNode
	apply func(A) (B, bool)
}

func (n *unaryNode[A, B]) run(f *frame) column {
	in := n.args[0].run(f).(*vector[A])
	out := take[B](f.work, n.slot, f.rows)
	refused := refusedAt(n.site)
	for i, s := range in.state {
		if s == present {
			var ok bool
			if out.values[i], ok = n.apply(in.values[i]); !ok {
				s = refused
			}
		}
		out.state[i] = s
	}
	return out
}

// binaryNode applies a function of two values to two columns.
type binaryNode[A, B, C any] struct {
	*callNode
	apply func(A, B) (C, bool)
}

func (n *binaryNode[A, B, C]) run(f *frame) column {
	left, right := n.args[0].run(f).(*vector[A]), n.args[1].run(f).(*vector[B])
	out := take[C](f.work, n.slot, f.rows)
	refused := refusedAt(n.site)
	for i, s := range left.state {
		s = worse(s, right.state[i])
		if s == present {
			var ok bool
			if out.values[i], ok = n.apply(left.values[i], right.values[i]); !ok {
				s = refused
			}
		}
		out.state[i] = s
	}
	return out
}

// rejectNode is orReject over a column: the values stay, the states are answered.
type rejectNode struct {
	slot int
	of   node
	site int
}

func (n *rejectNode) run(f *frame) column {
	in := n.of.run(f)
	if !slices.ContainsFunc(in.states(), state.answerable) {
		return in
	}
	out := f.work.stateOnly(n.slot, f.rows)
	answer := finalAt(n.site)
	for i, s := range in.states() {
		if s.answerable() {
			s = answer
		}
		out[i] = s
	}
	return in.withStates(out)
}

// otherNode takes the other column's rows where the first is absent: orValue and coalesce.
type otherNode struct {
	slot      int
	of, other node
}

func (n *otherNode) run(f *frame) column {
	in := n.of.run(f)
	if !slices.Contains(in.states(), absent) {
		return in
	}
	missing := f.work.mask(n.slot, f.rows)
	for i, s := range in.states() {
		missing[i] = s == absent
	}
	return in.choose(f.work, n.slot, n.other.run(f), missing)
}
