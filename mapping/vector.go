package mapping

import (
	"slices"
	"unsafe"
)

// state says what one row of a vector holds: a value, nothing, or a fault at a site. A refusal can be
// answered by orReject; a final fault rejects the record.
type state uint32

const (
	present state = 0
	absent  state = 1

	refusedBit state = 2
	finalBit   state = 3
)

func refusedAt(site int) state { return state(site)<<2 | refusedBit }
func finalAt(site int) state   { return state(site)<<2 | finalBit }

func (s state) fault() bool   { return s&3 >= 2 }
func (s state) refused() bool { return s&3 == refusedBit }
func (s state) site() int     { return int(s >> 2) }

// answerable says whether orReject answers it: nothing, or a refusal.
func (s state) answerable() bool { return s == absent || s.refused() }

// worse joins the states of two arguments: a fault wins over nothing, the left one over the right.
func worse(a, b state) state {
	if a|b == present {
		return present
	}
	if a.fault() || a == absent && !b.fault() || b == present {
		return a
	}
	return b
}

// column is the values of one expression over the rows of a batch, whatever their type.
type column interface {
	states() []state
	// withStates gives rows other states. A row that was present may become a fault; see apart.
	withStates([]state) column
	// apart forgets that texts stand behind each other: a row that was present is not there any more.
	apart() column
	// choose takes row i from the other column where other[i] says so; both hold the same type.
	choose(w *workspace, slot int, other column, takeOther []bool) column
	// spread gives a constant, which has one row, n rows.
	spread(n int) column
}

// vector is a column of values of one type. A row's value counts only where its state is present.
type vector[T any] struct {
	values []T
	state  []state
	joined *joined // of texts; nil where they do not stand behind each other
}

func (v *vector[T]) states() []state { return v.state }

func (v *vector[T]) withStates(s []state) column { return &vector[T]{v.values, s, v.joined} }

func (v *vector[T]) apart() column { return &vector[T]{values: v.values, state: v.state} }

func (v *vector[T]) spread(n int) column {
	if len(v.state) != 1 || n <= 1 {
		return v
	}
	return &vector[T]{values: slices.Repeat(v.values, n), state: slices.Repeat(v.state, n)}
}

func (v *vector[T]) choose(w *workspace, slot int, other column, takeOther []bool) column {
	o := other.(*vector[T])
	out := take[T](w, slot, len(v.state))
	for i, theirs := range takeOther {
		if theirs {
			out.values[i], out.state[i] = o.values[i], o.state[i]
		} else {
			out.values[i], out.state[i] = v.values[i], v.state[i]
		}
	}
	return out
}

// workspace holds the vectors of one run, one a slot, so that the next run needs no new memory.
type workspace struct {
	vectors []any
	masks   [][]bool
	states  [][]state
	buffers [][]byte // of texts that nodes make
	joined  []joined // of those texts
}

// take gives the vector of a slot with room for n rows. What it held before is still in it.
func take[T any](w *workspace, slot, n int) *vector[T] {
	v, ok := w.vectors[slot].(*vector[T])
	if !ok || cap(v.values) < n {
		v = &vector[T]{values: make([]T, n), state: make([]state, n)}
		w.vectors[slot] = v
	}
	v.values, v.state, v.joined = v.values[:n], v.state[:n], nil
	return v
}

func (w *workspace) mask(slot, n int) []bool {
	if cap(w.masks[slot]) < n {
		w.masks[slot] = make([]bool, n)
	}
	w.masks[slot] = w.masks[slot][:n]
	return w.masks[slot]
}

func (w *workspace) stateOnly(slot, n int) []state {
	if cap(w.states[slot]) < n {
		w.states[slot] = make([]state, n)
	}
	w.states[slot] = w.states[slot][:n]
	return w.states[slot]
}

// texts gives the buffer of a slot, empty, and room for the ends of n texts in it.
func (w *workspace) texts(slot, n int) ([]byte, []int32) {
	j := &w.joined[slot]
	if cap(j.ends) < n {
		j.ends = make([]int32, n)
	}
	j.ends = j.ends[:n]
	return w.buffers[slot][:0], j.ends
}

// viewOf is a text over bytes that nobody writes to while it is in use.
func viewOf(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

func newWorkspace(slots int) *workspace {
	return &workspace{
		vectors: make([]any, slots), masks: make([][]bool, slots), states: make([][]state, slots),
		buffers: make([][]byte, slots), joined: make([]joined, slots),
	}
}
