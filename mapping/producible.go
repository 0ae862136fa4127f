package mapping

import (
	"fmt"
	"slices"

	celast "cel.dev/cel-go/common/ast"

	"bilgate/mapping/canon"
)

// producible are the codes of a field's list that an assignment can give, in the list's order, and
// whether it is certain that it gives no others. Where the expression does not tell, those are all codes.
func (c *compiler) producible(l *leaf) (codes []string, told bool) {
	list, _ := canon.Codes(l.field.Codes)
	if list == nil {
		return nil, false
	}
	p := production{compiler: c, codes: map[string]bool{}, seen: map[*expression]bool{}}
	switch {
	case l.constant != nil:
		p.codes[l.text] = true
	case !p.expr(l.expression, l.expression.ast.Expr()):
		return list.Distinct(), false
	}
	return slices.DeleteFunc(list.Distinct(), func(code string) bool { return !p.codes[code] }), true
}

// production collects the codes that an expression can give.
type production struct {
	compiler *compiler
	codes    map[string]bool
	seen     map[*expression]bool // lets, each of which is followed once
}

// expr says whether the expression tells all values that it can give.
func (p *production) expr(e *expression, x celast.Expr) bool {
	switch x.Kind() {
	case celast.LiteralKind:
		p.codes[fmt.Sprint(x.AsLiteral().Value())] = true
		return true
	case celast.IdentKind:
		v := e.scope.lookup(x.AsIdent())
		if v == nil || v.let == nil {
			return false
		}
		if p.seen[v.let] {
			return true
		}
		p.seen[v.let] = true
		return p.expr(v.let, v.let.ast.Expr())
	case celast.CallKind:
		return p.call(e, x)
	}
	return false
}

func (p *production) call(e *expression, x celast.Expr) bool {
	call := x.AsCall()
	switch name := call.FunctionName(); {
	case name == orReject:
		return p.expr(e, call.Target())
	case name == orValue:
		return p.all(e, call.Target(), call.Args()[0])
	case name == "_?_:_":
		return p.all(e, call.Args()[1:]...)
	case name == "optional.none":
		return true
	case name == coalesce || name == "optional.of":
		return p.all(e, call.Args()...)
	case e.calls[x.ID()] != nil && e.calls[x.ID()].op.gives != nil:
		for _, row := range e.calls[x.ID()].op.gives.rows {
			p.codes[row.code] = true
		}
		return true
	}
	return false
}

func (p *production) all(e *expression, list ...celast.Expr) bool {
	told := true
	for _, x := range list {
		told = p.expr(e, x) && told
	}
	return told
}
