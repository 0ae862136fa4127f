package mapping

import (
	"cmp"
	"fmt"
	"slices"
)

// index orders the rows by value, and finds those that say the same or contradict each other.
func (r *listReader) index() {
	if len(r.list.rows) == 0 && r.problems == nil {
		r.problem(place{1, 1}, "", "lookup.empty", "the code list has no rows", "add a row for each value that the agency sends")
	}
	order := make([]int, len(r.list.rows))
	for i, row := range r.list.rows {
		order[i] = i
		r.list.dated = r.list.dated || row.from != 0 || row.to != 0
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := r.list.rows[i], r.list.rows[j]
		return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.from, b.from), cmp.Compare(i, j))
	})
	for len(order) > 0 {
		n := 1
		for n < len(order) && r.list.rows[order[n]].value == r.list.rows[order[0]].value {
			n++
		}
		r.value(order[:n])
		order = order[n:]
	}
	slices.SortStableFunc(r.problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
}

// value enters the rows of one value, which come in the order of their days.
func (r *listReader) value(order []int) {
	rows := r.list.rows
	first := rows[slices.Min(order)]
	c := codes{always: first.code}
	if len(order) > 1 || first.from != 0 || first.to != 0 {
		for _, i := range order {
			c.days = append(c.days, rows[i])
		}
		slices.SortFunc(c.days, func(a, b codeRow) int { return cmp.Compare(a.line, b.line) })
	}
	r.list.byValue[first.value] = c
	longest := rows[order[0]]
	for _, i := range order[1:] {
		if row := rows[i]; longest.to == 0 || row.from <= longest.to {
			r.overlap(longest, row)
		}
		if row := rows[i]; longest.to != 0 && (row.to == 0 || row.to > longest.to) {
			longest = row
		}
	}
}

// overlap notes two rows that give a value a code for the same days, on the later line.
func (r *listReader) overlap(a, b codeRow) {
	if a.line > b.line {
		a, b = b, a
	}
	at := place{b.line, b.column}
	if a.code == b.code && a.from == b.from && a.to == b.to {
		r.rowProblem(at, "lookup.duplicate", fmt.Sprintf("the row stands in line %d already", a.line), "remove one of the two")
		return
	}
	r.rowProblem(at, "lookup.overlap", fmt.Sprintf("the value has a code for the same days in line %d", a.line), "end the one before the other begins, or remove one")
}
