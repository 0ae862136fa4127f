package mapping

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types/ref"
)

// activation is what the names of expressions stand for in one row: the record, the lets, the loops.
type activation struct {
	program *Program
	src     *row
	lets    []ref.Val // as far as they have been asked for
	outer   *activation
	name    string // of the loop's variable
	item    ref.Val
}

// ResolveName implements cel.Activation.
func (a *activation) ResolveName(name string) (any, bool) {
	for ; a.outer != nil; a = a.outer {
		if name == a.name {
			return a.item, true
		}
	}
	if name == sourceRoot {
		return a.src, true
	}
	for i, l := range a.program.lets {
		if l.name == name {
			return a.let(i), true
		}
	}
	return nil, false
}

// Parent implements cel.Activation.
func (a *activation) Parent() cel.Activation { return nil }

// let evaluates a let once a row.
func (a *activation) let(i int) ref.Val {
	if a.lets[i] == nil {
		a.lets[i] = a.program.lets[i].expression.eval(a)
	}
	return a.lets[i]
}

// root is the source row that a variable stands for, nil if it is none.
func (a *activation) root(name string) *row {
	for ; a.outer != nil; a = a.outer {
		if name == a.name {
			r, _ := a.item.(*row)
			return r
		}
	}
	if name == sourceRoot {
		return a.src
	}
	return nil
}

// eval runs an expression in the interpreter. A run-time error becomes a fault at the expression.
func (e *expression) eval(a *activation) ref.Val {
	v, _, err := e.program.Eval(a)
	if err == nil {
		return v
	}
	if s, ok := faultState(err); ok {
		if s.refused() {
			return a.program.sites[s.site()].fault
		}
		return a.program.sites[s.site()].final
	}
	return a.program.sites[e.runtime+operationOf(err)].final
}
