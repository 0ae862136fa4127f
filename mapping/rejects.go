package mapping

import (
	"cmp"
	"maps"
	"slices"
)

// collect turns the faults of a group into failures of the records.
func (r *run) collect(d *domain, leaves []*leaf, out *outcome) {
	for _, l := range leaves {
		if l.constant == nil {
			r.collectStates(d, positionOf(l.at, l.by), out.columns[l.index].states())
		}
	}
	for t, blocks := range out.lists {
		for _, o := range blocks {
			r.collectStates(d, positionOf(t.at, t.by), o.states)
			r.collect(o.domain, o.block.leaves, o.out)
		}
	}
}

func (r *run) collectStates(d *domain, at position, states []state) {
	for i, s := range states {
		if s.fault() && d.root(i) >= 0 {
			r.fail(d, i, at, s)
		}
	}
}

// failure is an error of a record with the place of the assignment that failed.
type failure struct {
	at    position
	item  int // of a list's items, in order
	error Error
}

// position is where an assignment stands in file order: in the mapping, or in a fragment that stands where
// the mapping names it.
type position struct{ at, inside place }

func positionOf(at place, by *use) position {
	if by == nil {
		return position{at: at}
	}
	return position{by.at, at}
}

func (p position) compare(q position) int {
	return cmp.Or(p.at.compare(q.at), p.inside.compare(q.inside))
}

// fail adds the error of a fault to the record of a row, unless it stands there already or the record is
// skipped.
func (r *run) fail(d *domain, i int, at position, s state) {
	site := r.program.sites[s.site()]
	e := site.report(d.activation(i).root(site.reach.root))
	to := d.root(i)
	if r.skips(to) {
		return
	}
	for _, known := range r.failures[to] {
		if known.error == e {
			return
		}
	}
	r.failures[to] = append(r.failures[to], failure{at, i, e})
}

// rejects are the failures of all records: each record's in file order, and for a list item by item.
func (r *run) rejects() []Reject {
	var out []Reject
	for _, row := range slices.Sorted(maps.Keys(r.failures)) {
		failures := r.failures[row]
		slices.SortFunc(failures, func(a, b failure) int {
			return cmp.Or(a.at.compare(b.at), cmp.Compare(a.item, b.item))
		})
		reject := Reject{Row: row}
		for _, f := range failures {
			reject.Errors = append(reject.Errors, f.error)
		}
		out = append(out, reject)
	}
	return out
}
