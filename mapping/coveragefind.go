package mapping

import (
	"slices"

	"cel.dev/cel-go/cel"
	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types/ref"
)

// pointFinder finds the points of expressions and plans them with probes.
type pointFinder struct {
	coverage *Coverage
	lists    map[*codeList]*listUse

	at     usedExpression
	probes *probes
}

// plan finds the points of one expression, in the order of writing, and gives it a program with probes.
func (f *pointFinder) plan(e usedExpression) error {
	f.at, f.probes = e, &probes{values: map[int64][]*point{}, calls: map[int64]*callProbe{}}
	root := f.root(e)
	f.walk(e.ast.Expr())
	program, err := e.replan(cel.CustomDecoratorV2(f.probes.decorate))
	if err != nil {
		return err
	}
	f.coverage.program.covered[e.expression] = &probedProgram{program, root}
	return nil
}

// root is the point of the whole expression, nil if what it gives decides nothing.
func (f *pointFinder) root(e usedExpression) *point {
	switch e.as {
	case asEach:
		return f.point("each", byItems, branchAt{says: "the list never has an item"}, branchAt{says: "the list always has an item"})
	case asItemWhen:
		return f.point("when", byTruth, branchAt{says: "no item is ever kept"}, branchAt{says: "no item is ever left out"})
	case asCondition:
		return f.point("when", byTruth, branchAt{says: "no record ever passes"}, branchAt{says: "no record is ever skipped for this"})
	}
	return nil
}

func (f *pointFinder) point(kind string, see func(ref.Val) int, first, second branchAt) *point {
	p := &point{expression: f.at, kind: kind, see: see, branches: [2]branchAt{first, second}}
	f.coverage.points = append(f.coverage.points, p)
	return p
}

// watch adds a point that sees the values of a node.
func (f *pointFinder) watch(node int64, kind string, see func(ref.Val) int, first, second branchAt) {
	f.probes.values[node] = append(f.probes.values[node], f.point(kind, see, first, second))
}

// walk visits what was written: of the loops that macros stand for, not what CEL adds to them.
func (f *pointFinder) walk(x celast.Expr) {
	switch x.Kind() {
	case celast.SelectKind:
		f.walk(x.AsSelect().Operand())
	case celast.ListKind:
		f.all(x.AsList().Elements())
	case celast.MapKind:
		for _, entry := range x.AsMap().Entries() {
			f.walk(entry.AsMapEntry().Key())
			f.walk(entry.AsMapEntry().Value())
		}
	case celast.ComprehensionKind:
		f.loop(x.AsComprehension())
	case celast.CallKind:
		f.call(x)
	}
}

func (f *pointFinder) all(list []celast.Expr) {
	for _, x := range list {
		f.walk(x)
	}
}

// loop visits the list and the body of a macro such as filter or exists.
func (f *pointFinder) loop(x celast.ComprehensionExpr) {
	f.walk(x.IterRange())
	f.walk(x.AccuInit())
	step := x.LoopStep()
	if step.Kind() == celast.CallKind {
		call := step.AsCall()
		args := slices.DeleteFunc(slices.Clone(call.Args()), func(a celast.Expr) bool {
			return a.Kind() == celast.IdentKind && a.AsIdent() == x.AccuVar()
		})
		switch call.FunctionName() {
		case "_?_:_": // filter, map with a condition, exists_one
			f.truth(args[0], "loop", "no item of the loop ever passes", "every item of the loop passes")
		case "_&&_", "_||_": // all, exists
			f.truth(args[0], "loop", "it never holds for an item of the loop", "it holds for every item of the loop")
		}
		f.all(args)
	}
}

// truth watches a condition inside an expression.
func (f *pointFinder) truth(x celast.Expr, kind, never, always string) {
	f.watch(x.ID(), kind, byTruth, branchAt{word: x.ID(), says: never}, branchAt{word: x.ID(), says: always})
}
