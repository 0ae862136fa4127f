package mapping

import (
	"slices"
	"strconv"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
)

// finish writes the accepted rows, asks the law's matrix of fields per basis, and writes again without the
// rows that lack a field and the fields that a row must not have.
func (r *run) finish() Result {
	rows := r.accepted()
	batch := r.write(rows)
	if r.checkBasis(batch, rows) {
		batch.Release()
		rows = r.accepted()
		batch = r.write(rows)
	}
	return Result{Batch: batch, Rows: rows, Rejects: r.rejects(), Skipped: r.skippedRows(), Dropped: r.dropped}
}

func (r *run) accepted() []int {
	rows := make([]int, 0, r.domain.rows)
	for i := range r.domain.rows {
		if (len(r.failures) == 0 || r.failures[i] == nil) && !r.skips(i) {
			rows = append(rows, i)
		}
	}
	return rows
}

// checkBasis says whether a row is rejected or loses a field.
func (r *run) checkBasis(batch arrow.RecordBatch, rows []int) bool {
	changed := false
	for i, row := range rows {
		missing, outside := r.program.kind.CheckBasis(batch, i)
		for _, path := range missing {
			r.failBasis(row, path)
		}
		if missing == nil {
			for _, path := range outside {
				r.drop(row, path)
			}
		}
		changed = changed || missing != nil || outside != nil
	}
	return changed
}

// failBasis rejects a row that lacks a field of its basis: at the rule that assigns it, else at the file's
// fields.
func (r *run) failBasis(row int, path string) {
	plain, _, _ := strings.Cut(path, "[")
	f := failure{error: Error{Code: CodeBasis, Rule: Rule{r.program.file, r.program.at.line, r.program.at.column}}}
	f.at = position{at: r.program.at}
	if t := findTarget(r.program.tree, plain); t != nil {
		if l := t.firstLeaf(); l != nil {
			f.at = positionOf(l.at, l.by)
			f.error = r.program.sites[l.missing].report(r.domain.activation(row).src)
			f.error.Code = CodeBasis
		} else if t.blocks != nil {
			f.at = positionOf(t.at, t.by)
			f.error = r.program.sites[t.missing].report(r.domain.activation(row).src)
			f.error.Code = CodeBasis
		}
	}
	r.failures[row] = append(r.failures[row], f)
}

// firstLeaf is the first assignment at or below a field that is no constant.
func (t *target) firstLeaf() *leaf {
	if t.leaf != nil && t.leaf.constant == nil {
		return t.leaf
	}
	for _, child := range t.children {
		if l := child.firstLeaf(); l != nil {
			return l
		}
	}
	return nil
}

// drop takes an over-collected field out of a row, and notes it.
func (r *run) drop(row int, path string) {
	r.dropped[row] = append(r.dropped[row], path)
	plain, condition, some := strings.Cut(strings.TrimSuffix(path, "]"), "[")
	t := findTarget(r.program.tree, plain)
	switch {
	case t == nil:
	case plain == "subject":
		r.dropSubject(t, row)
	case some:
		r.dropItems(t, row, condition)
	default:
		r.clear(t, row)
	}
}

// clear makes a field and all below it absent in a row.
func (r *run) clear(t *target, row int) {
	if t.leaf != nil {
		r.set(t.leaf, row, absent)
	}
	for _, child := range t.children {
		r.clear(child, row)
	}
	for _, o := range r.out.lists[t] {
		o.remove(row, func(int) bool { return true })
	}
}

// set gives a leaf's row another state, in a copy: columns are shared.
func (r *run) set(l *leaf, row int, s state) {
	in := r.out.columns[l.index].spread(r.domain.rows)
	states := slices.Clone(in.states())
	states[row] = s
	r.out.columns[l.index] = in.withStates(states).apart()
}

// dropSubject takes the identifier out of the subject, which then has the scheme none.
func (r *run) dropSubject(t *target, row int) {
	for _, child := range t.children {
		switch {
		case child.leaf == nil:
		case child.field.Name != "scheme":
			r.set(child.leaf, row, absent)
		default:
			in := r.out.columns[child.leaf.index].spread(r.domain.rows).(*vector[string])
			out := &vector[string]{values: slices.Clone(in.values), state: in.state}
			out.values[row] = "none"
			r.out.columns[child.leaf.index] = out
		}
	}
}

// dropItems takes out the items of a list whose field has a value: "position=22".
func (r *run) dropItems(t *target, row int, condition string) {
	name, value, _ := strings.Cut(condition, "=")
	for _, o := range r.out.lists[t] {
		child := findTarget(o.block.children, name)
		if child == nil || child.leaf == nil {
			continue
		}
		column, ok := o.out.columns[child.leaf.index].spread(o.domain.rows).(*vector[int64])
		o.remove(row, func(item int) bool { return ok && strconv.FormatInt(column.values[item], 10) == value })
	}
}

// remove takes items of a row out.
func (o *listOutcome) remove(row int, which func(item int) bool) {
	if o.removed == nil {
		o.removed = make([]bool, o.domain.rows)
	}
	for item := o.from[row]; item < o.to[row]; item++ {
		o.removed[item] = o.removed[item] || which(item)
	}
}

// left counts the items of a row that have not been taken out.
func (o *listOutcome) left(row int) int {
	n := 0
	for item := o.from[row]; item < o.to[row]; item++ {
		n += boolInt(o.removed == nil || !o.removed[item])
	}
	return n
}
