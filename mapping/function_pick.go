package mapping

import (
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// finding is what a function made of a value that is there.
type finding uint8

const (
	found   finding = iota // another value
	none                   // nothing
	refused                // a refusal
)

// picking makes an operation of a function that may give nothing for a value that is there.
func picking[A, B any](f func(A) (B, finding)) operation {
	return operation{
		call: func(args []ref.Val) (ref.Val, bool) {
			switch out, what := f(unbox[A](args[0])); what {
			case found:
				return box(out), true
			case none:
				return nil, true
			}
			return nil, false
		},
		kernel: func(n *callNode) node { return &pickNode[A, B]{n, f} },
	}
}

// pickNode applies a function that may give nothing to a column.
type pickNode[A, B any] struct {
	*callNode
	apply func(A) (B, finding)
}

func (n *pickNode[A, B]) run(f *frame) column {
	in := n.args[0].run(f).(*vector[A])
	out := take[B](f.work, n.slot, f.rows)
	outcome := [...]state{found: present, none: absent, refused: refusedAt(n.site)}
	for i, s := range in.state {
		if s == present {
			var what finding
			out.values[i], what = n.apply(in.values[i])
			s = outcome[what]
		}
		out.state[i] = s
	}
	return out
}

// concatOperation puts texts one behind the other.
var concatOperation = operation{
	call: func(args []ref.Val) (ref.Val, bool) {
		var out []byte
		for _, a := range args {
			out = append(out, unbox[string](a)...)
		}
		return types.String(viewOf(out)), true
	},
	kernel: func(n *callNode) node { return &concatNode{n} },
}

// concatNode puts the texts of several columns one behind the other.
type concatNode struct{ *callNode }

func (n *concatNode) run(f *frame) column {
	parts := make([]*vector[string], len(n.args))
	states := f.work.stateOnly(n.slot, f.rows)
	clear(states)
	for k, arg := range n.args {
		parts[k] = arg.run(f).(*vector[string])
		for i, s := range parts[k].state {
			states[i] = worse(states[i], s)
		}
	}
	return appendTexts(f, n.slot, states, func(dst []byte, i int) []byte {
		for _, p := range parts {
			dst = append(dst, p.values[i]...)
		}
		return dst
	})
}
