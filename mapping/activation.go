package mapping

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
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

// of is what the names of an expression stand for: those of a fragment are its own.
func (a *activation) of(e *expression) cel.Activation {
	if e.prefix == "" {
		return a
	}
	return &fragmentActivation{a, e.prefix}
}

// fragmentActivation is what names stand for in a fragment: its loops, what it takes, its lets.
type fragmentActivation struct {
	*activation
	prefix string
}

// ResolveName implements cel.Activation.
func (f *fragmentActivation) ResolveName(name string) (any, bool) {
	for a := f.activation; a.outer != nil; a = a.outer {
		if name == a.name {
			return a.item, true
		}
	}
	return f.activation.ResolveName(f.prefix + name)
}

// Parent implements cel.Activation.
func (a *activation) Parent() cel.Activation { return nil }

// let evaluates a let once a row.
func (a *activation) let(i int) ref.Val {
	if a.lets[i] == nil {
		v := a.program.lets[i].expression.eval(a)
		if a.program.lets[i].wrap && !types.IsUnknownOrError(v) {
			v = types.OptionalOf(v)
		}
		a.lets[i] = v
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
	v, _, err := a.program.evaluator(e).Eval(a.of(e))
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
