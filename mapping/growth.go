package mapping

import (
	"fmt"
	"math"

	celast "cel.dev/cel-go/common/ast"
)

// maxGrowth is how many times a value may come to hold what it is made of: names that each repeat the one
// before twice would otherwise make a text of gigabytes out of a letter.
const maxGrowth = 1 << 12

// growth measures how often a value repeats what it is made of.
type growth struct {
	lets map[*expression]float64
}

// grown notes a let or an assignment that repeats a value too often.
func (c *compiler) grown(e *expression) {
	n := c.growth.expr(e, e.ast.Expr())
	c.growth.lets[e] = n
	if n <= maxGrowth {
		return
	}
	c.expressionProblem(e, 0, len(e.scalar.value), "bound", fmt.Sprintf("the value repeats what it is made of more than %d times", maxGrowth), "repeat less: a canonical field is short")
}

func (g *growth) expr(e *expression, x celast.Expr) float64 {
	switch x.Kind() {
	case celast.IdentKind:
		if v := e.scope.lookup(x.AsIdent()); v != nil && v.let != nil {
			return max(1, g.lets[v.let])
		}
	case celast.SelectKind:
		return g.expr(e, x.AsSelect().Operand())
	case celast.ListKind:
		return g.sum(e, x.AsList().Elements()...)
	case celast.CallKind:
		return g.call(e, x)
	case celast.ComprehensionKind:
		c := x.AsComprehension() // its loop is bounded by its cost
		return max(g.expr(e, c.IterRange()), g.expr(e, c.LoopStep()))
	}
	return 1
}

func (g *growth) sum(e *expression, list ...celast.Expr) float64 {
	total := 0.0
	for _, x := range list {
		total += g.expr(e, x)
	}
	return max(1, total)
}

func (g *growth) most(e *expression, list ...celast.Expr) float64 {
	out := 1.0
	for _, x := range list {
		out = max(out, g.expr(e, x))
	}
	return out
}

func (g *growth) call(e *expression, x celast.Expr) float64 {
	call := x.AsCall()
	args := call.Args()
	if call.IsMemberFunction() {
		args = append([]celast.Expr{call.Target()}, args...)
	}
	switch call.FunctionName() {
	case "_+_", "concat":
		return g.sum(e, args...)
	case "join":
		if len(args) == 2 {
			return g.expr(e, args[0]) * (1 + float64(len(literalText(args[1]))))
		}
	case "replace":
		if old := len(literalText(args[1])); len(args) == 3 && old > 0 {
			return g.expr(e, args[0]) * math.Max(1, math.Ceil(float64(len(literalText(args[2])))/float64(old)))
		}
	}
	return g.most(e, args...)
}
