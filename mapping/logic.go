package mapping

import (
	"cmp"
	"slices"

	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
)

// choiceNode is ? : over columns. What the branch not taken would do does not count.
type choiceNode struct {
	slot           int
	condition      node
	chosen, others node
}

func (n *choiceNode) run(f *frame) column {
	condition := n.condition.run(f).(*vector[bool])
	other := f.work.mask(n.slot, f.rows)
	for i, yes := range condition.values {
		other[i] = !yes
	}
	out := n.chosen.run(f).choose(f.work, n.slot, n.others.run(f), other)
	states := out.states()
	for i, s := range condition.state {
		if s != present {
			states[i] = s
		}
	}
	return out
}

// junctionNode is && and ||: the deciding value, false or true, wins over a fault on the other side.
type junctionNode struct {
	slot        int
	left, right node
	decides     bool // false of &&, true of ||
}

func (n *junctionNode) run(f *frame) column {
	left, right := n.left.run(f).(*vector[bool]), n.right.run(f).(*vector[bool])
	out := take[bool](f.work, n.slot, f.rows)
	for i := range out.values {
		a, b := left.state[i], right.state[i]
		switch {
		case a == present && left.values[i] == n.decides, b == present && right.values[i] == n.decides:
			out.values[i], out.state[i] = n.decides, present
		default:
			out.values[i], out.state[i] = !n.decides, worse(a, b)
		}
	}
	return out
}

// nothingNode is optional.none(): nothing in every row, as a column of the type that stands beside it.
type nothingNode struct{ typ *types.Type }

func (n *nothingNode) run(f *frame) column {
	out := newCells(n.typ, f.rows)
	for i := range out.states() {
		out.states()[i] = absent
	}
	return out
}

// hasNode is hasValue.
type hasNode struct {
	slot int
	of   node
}

func (n *hasNode) run(f *frame) column {
	out := take[bool](f.work, n.slot, f.rows)
	for i, s := range n.of.run(f).states() {
		out.values[i], out.state[i] = s == present, s
		if s == absent {
			out.state[i] = present
		}
	}
	return out
}

// logic plans the operators that give true or false, and the choice that they decide.
func (pl *planner) logic(e *expression, operator string, args []celast.Expr) (node, string) {
	nodes := make([]node, len(args))
	for i, x := range args {
		var why string
		if nodes[i], why = pl.node(e, x); why != "" {
			return nil, why
		}
	}
	slot := pl.program.slot()
	switch operator {
	case "_?_:_":
		return &choiceNode{slot, nodes[0], nodes[1], nodes[2]}, ""
	case "_&&_", "_||_":
		return junctions(pl.program, nodes, operator == "_||_"), ""
	case "hasValue":
		return &hasNode{slot, nodes[0]}, ""
	case "!_":
		return &unaryNode[bool, bool]{&callNode{slot: slot, args: nodes}, func(v bool) (bool, bool) { return !v, true }}, ""
	}
	return comparison(&callNode{slot: slot, args: nodes}, e.ast.GetType(args[0].ID()), e.ast.GetType(args[1].ID()), operator)
}

// junctions joins two or more sides.
func junctions(p *Program, sides []node, decides bool) node {
	out := sides[0]
	for _, side := range sides[1:] {
		out = &junctionNode{p.slot(), out, side, decides}
	}
	return out
}

// comparison plans an operator over two values of one type.
func comparison(n *callNode, left, right *types.Type, operator string) (node, string) {
	if !left.IsExactType(right) {
		return nil, "comparing different types has none"
	}
	switch {
	case left.Kind() == types.StringKind:
		return ordered[string](n, operator), ""
	case left.IsExactType(keyType):
		return ordered[matchKey](n, operator), ""
	case left.Kind() == types.IntKind:
		return ordered[int64](n, operator), ""
	case left.IsExactType(dateType), left.IsExactType(partialType):
		return ordered[Date](n, operator), ""
	case left.Kind() == types.BoolKind:
		return &binaryNode[bool, bool, bool]{n, func(a, b bool) (bool, bool) { return (a == b) == (operator == "_==_"), true }}, ""
	}
	return nil, "comparing values of this type has none"
}

func ordered[T cmp.Ordered](n *callNode, operator string) node {
	holds := map[string][]int{"_==_": {0}, "_!=_": {-1, 1}, "_<_": {-1}, "_<=_": {-1, 0}, "_>_": {1}, "_>=_": {0, 1}}[operator]
	return &binaryNode[T, T, bool]{n, func(a, b T) (bool, bool) { return slices.Contains(holds, cmp.Compare(a, b)), true }}
}
