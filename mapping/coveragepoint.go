package mapping

import (
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// point is a place of a mapping at which its records part: two branches, and how often each was taken.
type point struct {
	expression usedExpression
	kind       string
	branches   [2]branchAt
	see        func(ref.Val) int // the branch that a value of the node takes: 0, 1, or neither
}

// branchAt is one of the branches of a point: the word of the expression that it is about.
type branchAt struct {
	word  int64 // of the expression's node; 0 for the whole expression
	says  string
	taken int
}

// neither is the branch of a value that takes none: a fault from further inside.
const neither = -1

func (p *point) count(v ref.Val) {
	if n := p.see(v); n != neither {
		p.branches[n].taken++
	}
}

// byTruth parts true and false.
func byTruth(v ref.Val) int {
	switch v {
	case types.True:
		return 0
	case types.False:
		return 1
	}
	return neither
}

// byPresence parts a value and nothing.
func byPresence(v ref.Val) int {
	switch o, ok := v.(*types.Optional); {
	case types.IsUnknownOrError(v):
		return neither
	case ok && !o.HasValue():
		return 1
	}
	return 0
}

// byAnswer parts a value and the rejection of one orReject.
func byAnswer(site int) func(ref.Val) int {
	return func(v ref.Val) int {
		s, fault := isFault(v)
		switch {
		case fault && s == finalAt(site):
			return 1
		case types.IsUnknownOrError(v):
			return neither
		}
		return 0
	}
}

// byItems parts a list with items and one without.
func byItems(v ref.Val) int {
	if types.IsUnknownOrError(v) {
		return neither
	}
	if _, n := items(v); n > 0 {
		return 0
	}
	return 1
}
