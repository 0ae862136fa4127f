package mapping

import (
	"slices"
	"strconv"
	"time"

	"bilgate/mapping/canon"
)

// Codes of the errors that the strict checks of the canonical schema give.
const (
	CodeRequired = "required"           // a field of a struct that is there, but the struct cannot be without it
	CodeList     = "code_list"          // a value that is not in the field's code list
	CodeBasis    = "required_for_basis" // a field that the record's legal basis asks for
)

// checkCodes faults the values that are not in the field's code list, where the compiler could not prove
// that all are.
func (r *run) checkCodes(l *leaf, in column) column {
	if l.proved || l.field.Codes == "" {
		return in
	}
	list, _ := canon.Codes(l.field.Codes)
	out := slices.Clone(in.states())
	bad := finalAt(l.codeSite)
	eachCode(in, func(i int, code string) {
		if !list.Has(code, time.Time{}) {
			out[i] = bad
		}
	})
	return in.withStates(out)
}

func eachCode(in column, check func(int, string)) {
	switch v := in.(type) {
	case *vector[string]:
		for i, s := range v.state {
			if s == present {
				check(i, v.values[i])
			}
		}
	case *vector[int64]:
		for i, s := range v.state {
			if s == present {
				check(i, strconv.FormatInt(v.values[i], 10))
			}
		}
	}
}

// checkEmpty faults the empty text in a required field: it says no more than nothing would.
func (r *run) checkEmpty(l *leaf, in column) column {
	v, ok := in.(*vector[string])
	if !ok || !l.field.Required || l.constant != nil {
		return in
	}
	var out []state
	for i, s := range v.state {
		if s == present && v.values[i] == "" {
			if out == nil {
				out = slices.Clone(v.state)
			}
			out[i] = finalAt(l.missing)
		}
	}
	if out == nil {
		return in
	}
	return in.withStates(out)
}

// checkItems faults a required list without items.
func (r *run) checkItems(d *domain, t *target, blocks []*listOutcome) {
	if !t.field.Required || len(blocks) == 0 {
		return
	}
	for i := range d.rows {
		n, fault := 0, false
		for _, b := range blocks {
			n += b.to[i] - b.from[i]
			fault = fault || b.states[i].fault()
		}
		if n == 0 && !fault {
			blocks[0].states[i] = finalAt(t.missing)
		}
	}
}

// checkMissing faults required fields that are absent while the struct around them is there.
func (r *run) checkMissing(tree []*target, out *outcome) {
	for _, t := range tree {
		if t.children == nil || !t.assigned() {
			continue
		}
		r.checkMissing(t.children, out)
		for _, child := range t.children {
			if child.leaf != nil && child.field.Required && child.leaf.expression != nil && child.leaf.expression.optional() {
				r.faultMissing(t, child.leaf, out)
			}
		}
	}
}

func (r *run) faultMissing(around *target, l *leaf, out *outcome) {
	in := out.columns[l.index]
	states := slices.Clone(in.states())
	for i, s := range states {
		if s == absent && around.presentAt(out, i) {
			states[i] = finalAt(l.missing)
		}
	}
	out.columns[l.index] = in.withStates(states)
}

// presentAt says whether a field is there in a row. A struct is there if it is required or if a field in
// it is; constants do not count unless it has nothing else.
func (t *target) presentAt(out *outcome, i int) bool {
	switch {
	case t.leaf != nil:
		states := out.columns[t.leaf.index].states()
		return states[min(i, len(states)-1)] == present
	case t.children == nil:
		return slices.ContainsFunc(out.lists[t], func(b *listOutcome) bool { return b.left(i) > 0 })
	case t.field.Required:
		return true
	}
	constant := true
	for _, child := range t.children {
		if !child.assigned() || child.leaf != nil && child.leaf.constant != nil {
			continue
		}
		constant = false
		if child.presentAt(out, i) {
			return true
		}
	}
	return constant && t.assigned()
}
