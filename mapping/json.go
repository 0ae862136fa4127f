package mapping

import (
	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/mapping/canon"
)

// Written is what a mapping made of a batch, as JSON.
type Written struct {
	Text    []byte   // ends with the accepted rows, one after the other
	Ends    []int    // of each row of Rows, where it ends in Text
	Rows    []int    // the input rows that were accepted
	Rejects []Reject // as in Result
	Skipped []Skip
	Dropped map[int][]string
}

// AppendJSON maps a batch as Run does, and appends the accepted rows to dst as [canon.Kind.AppendJSON] writes
// them. A kind without a matrix of fields per basis is written from the run's own columns, without a batch
// between. What it gives is good until the next call.
func (r *Runner) AppendJSON(dst []byte, batch arrow.RecordBatch) Written {
	one := newRun(r.program, r.work, true)
	one.outputs = &r.outputs
	if r.program.kind.ByBasis() {
		return r.written(dst, one.all(batch))
	}
	one.assignAll(batch)
	out := Written{Rows: one.accepted(), Rejects: one.rejects(), Skipped: one.skippedRows(), Dropped: one.dropped}
	all := one.jsonMembers(r.program.tree, one.out)
	r.ends = r.ends[:0]
	for _, row := range out.Rows {
		dst = all.append(dst, row)
		r.ends = append(r.ends, len(dst))
	}
	out.Text, out.Ends = dst, r.ends
	return out
}

// written writes the rows of a canonical batch, and releases it.
func (r *Runner) written(dst []byte, made Result) Written {
	defer made.Batch.Release()
	r.ends = r.ends[:0]
	for i := range made.Rows {
		dst = r.program.kind.AppendJSON(dst, made.Batch, i, canon.Writing{})
		r.ends = append(r.ends, len(dst))
	}
	return Written{Text: dst, Ends: r.ends, Rows: made.Rows, Rejects: made.Rejects, Skipped: made.Skipped, Dropped: made.Dropped}
}

// jsonMember writes one field of a group's rows: `,"name":value`, or nothing where a row does not have it. It
// is made for one run.
type jsonMember interface {
	append(dst []byte, row int) []byte
}

// jsonMembers are the members of an object.
type jsonMembers []jsonMember

// append appends a row's object: `{}` if it has no member.
func (m jsonMembers) append(dst []byte, row int) []byte {
	start := len(dst)
	for _, member := range m {
		dst = member.append(dst, row)
	}
	if len(dst) == start {
		return append(dst, '{', '}')
	}
	dst[start] = '{' // in place of the first comma
	return append(dst, '}')
}

// jsonMembers prepares the fields that a group assigns.
func (r *run) jsonMembers(tree []*target, out *outcome) (members jsonMembers) {
	for _, t := range tree {
		opening := `,"` + t.field.Name + `":`
		switch {
		case t.leaf != nil:
			if m := jsonLeaf(opening, t.leaf, out.columns[t.leaf.index]); m != nil {
				members = append(members, m)
			}
		case t.children != nil:
			members = append(members, &jsonStruct{opening, t, out, r.jsonMembers(t.children, out)})
		case len(out.lists[t]) > 0:
			list := &jsonItems{opening: opening, blocks: out.lists[t]}
			for _, b := range list.blocks {
				list.items = append(list.items, r.jsonMembers(b.block.children, b.out))
			}
			members = append(members, list)
		}
	}
	return members
}

// jsonStruct writes a struct that is there and has something in it.
type jsonStruct struct {
	opening string
	target  *target
	out     *outcome
	members jsonMembers
}

func (s *jsonStruct) append(dst []byte, row int) []byte {
	if !s.target.presentAt(s.out, row) {
		return dst
	}
	before := len(dst)
	dst = append(dst, s.opening...)
	start := len(dst)
	if dst = s.members.append(dst, row); len(dst) == start+len("{}") {
		return dst[:before]
	}
	return dst
}

// jsonItems writes a list of structs, block by block.
type jsonItems struct {
	opening string
	blocks  []*listOutcome
	items   []jsonMembers // of each block
}

func (l *jsonItems) append(dst []byte, row int) []byte {
	before := len(dst)
	dst = append(dst, l.opening...)
	start := len(dst)
	for i, b := range l.blocks {
		for item := b.from[row]; item < b.to[row]; item++ {
			if b.removed == nil || !b.removed[item] {
				dst = append(dst, ',')
				dst = l.items[i].append(dst, item)
			}
		}
	}
	if len(dst) == start {
		return dst[:before]
	}
	dst[start] = '[' // in place of the first comma
	return append(dst, ']')
}
