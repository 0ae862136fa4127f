package mapping

import (
	"maps"
	"slices"

	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"

	"bilgate/mapping/canon"
)

// carried is the most sensitive source field whose value can flow into a value.
type carried struct {
	sensitivity canon.Sensitivity
	member      *member // nil if no field's value does
	at          int64   // the id of what names it in the expression: the field, or the let or loop variable
}

// or is the more sensitive of two; the first one if they are alike.
func (a carried) or(b carried) carried {
	if a.member == nil || b.member != nil && level(b.sensitivity) > level(a.sensitivity) {
		return b
	}
	return a
}

// leakage follows values from the source into expressions. What a call gives holds what it was given: a code
// that a lookup gives stands for the word that it was looked up for, and a digest without a key can be tried
// out. Asking whether a field is there, or how many items it has, tells nothing of its value. A comparison
// tells one bit; that counts for what is genomic, where a bit can be an allele.
type leakage struct {
	compiler *compiler
	lets     map[*expression]carried
	blocks   map[string]carried // of loop variables whose items are no records
}

// value is what an expression carries.
func (f *leakage) value(e *expression) carried { return f.expr(e, e.ast.Expr(), nil) }

// ranges are the variables of the comprehensions around an expression.
type ranges map[string]carried

func (f *leakage) expr(e *expression, x celast.Expr, in ranges) carried {
	switch x.Kind() {
	case celast.IdentKind:
		return f.name(e, x, in)
	case celast.SelectKind:
		if x.AsSelect().IsTestOnly() {
			return f.asked(e, x.AsSelect().Operand(), in)
		}
		return f.selection(e, x, x.AsSelect().Operand(), x.AsSelect().FieldName(), in)
	case celast.CallKind:
		return f.call(e, x, in)
	case celast.ListKind:
		return f.all(e, in, x.AsList().Elements()...)
	case celast.MapKind:
		var out carried
		for _, entry := range x.AsMap().Entries() {
			out = out.or(f.all(e, in, entry.AsMapEntry().Key(), entry.AsMapEntry().Value()))
		}
		return out
	case celast.ComprehensionKind:
		return f.comprehension(e, x, in)
	}
	return carried{}
}

func (f *leakage) all(e *expression, in ranges, list ...celast.Expr) carried {
	var out carried
	for _, x := range list {
		out = out.or(f.expr(e, x, in))
	}
	return out
}

// name is what a let or the variable of a loop stands for.
func (f *leakage) name(e *expression, x celast.Expr, in ranges) carried {
	name := x.AsIdent()
	out, ok := in[name]
	if v := e.scope.lookup(name); !ok && v != nil {
		switch {
		case v.let != nil:
			out = f.let(v.let)
		case v.record == f.compiler.types.root:
			return carried{}
		default:
			out = f.blocks[name]
		}
	}
	out.at = x.ID()
	return out
}

func (f *leakage) let(let *expression) carried {
	out, known := f.lets[let]
	if !known {
		out = f.value(let)
		f.lets[let] = out
	}
	return out
}

// selection is a field of a record: its own sensitivity, and what chose the record.
func (f *leakage) selection(e *expression, x, operand celast.Expr, field string, in ranges) carried {
	r := f.compiler.types.byName[plainType(e.ast.GetType(operand.ID())).TypeName()]
	if r == nil || r.byName[field] == nil {
		return f.expr(e, operand, in)
	}
	m := r.byName[field]
	return carried{m.most(), m, x.ID()}.or(f.asked(e, operand, in))
}

func (f *leakage) call(e *expression, x celast.Expr, in ranges) carried {
	call := x.AsCall()
	args := call.Args()
	if call.IsMemberFunction() {
		args = append([]celast.Expr{call.Target()}, args...)
	}
	switch name := call.FunctionName(); {
	case name == "_?._":
		return f.selection(e, x, args[0], literalText(args[1]), in)
	case name == "hasValue" || name == "size":
		return f.asked(e, args[0], in)
	case f.compares(e, x, args):
		return bit(f.all(e, in, args...))
	}
	return f.all(e, in, args...)
}

// asked is what an expression tells by being there, or by the number of its items: nothing, if it is a way
// through the source; else what chose it.
func (f *leakage) asked(e *expression, x celast.Expr, in ranges) carried {
	switch x.Kind() {
	case celast.IdentKind:
		if v := e.scope.lookup(x.AsIdent()); v != nil && v.let != nil {
			out := f.asked(v.let, v.let.ast.Expr(), nil)
			out.at = x.ID()
			return out
		}
		return carried{}
	case celast.SelectKind:
		return f.asked(e, x.AsSelect().Operand(), in)
	case celast.CallKind:
		if args := x.AsCall().Args(); slices.Contains([]string{"_?._", "_[_]", "_[?_]"}, x.AsCall().FunctionName()) {
			return f.asked(e, args[0], in).or(f.expr(e, args[1], in))
		}
	}
	return bit(f.expr(e, x, in))
}

// compares says whether a call gives true or false and takes something else.
func (f *leakage) compares(e *expression, x celast.Expr, args []celast.Expr) bool {
	isBool := func(x celast.Expr) bool { return plainType(e.ast.GetType(x.ID())).Kind() == types.BoolKind }
	return isBool(x) && !slices.ContainsFunc(args, isBool)
}

// bit is what one bit about a value carries.
func bit(c carried) carried {
	if c.sensitivity == canon.Genomic {
		return c
	}
	return carried{}
}

// comprehension is what its body gives, with the items of the list that it goes over, and what chose them.
func (f *leakage) comprehension(e *expression, x celast.Expr, in ranges) carried {
	c := x.AsComprehension()
	over := f.expr(e, c.IterRange(), in)
	chose := bit(over)
	if c.IterRange().Kind() != celast.ComprehensionKind {
		chose = f.asked(e, c.IterRange(), in)
	}
	inner := maps.Clone(in)
	if inner == nil {
		inner = ranges{}
	}
	inner[c.IterVar()], inner[c.AccuVar()] = over, carried{}
	return f.all(e, inner, c.AccuInit(), c.LoopCondition(), c.LoopStep(), c.Result()).or(chose)
}
