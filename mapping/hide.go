package mapping

import (
	"fmt"

	celast "cel.dev/cel-go/common/ast"

	"bilgate/mapping/canon"
)

// hidden warns where a literal stands in for a required value that is absent: the record would be accepted
// with something that nobody sent. A field with a code list is spared: there the other value is a code,
// which says something ("captured" where the agency names no reason).
func (c *compiler) hidden(f *canon.Field, e *expression, in *scope) {
	if f.Required && f.Codes == "" {
		h := hiding{compiler: c, field: f, seen: map[*expression]bool{}}
		h.expr(e, e.ast.Expr(), in)
	}
}

// hiding is the search for such literals in what one field is assigned.
type hiding struct {
	compiler *compiler
	field    *canon.Field
	seen     map[*expression]bool // lets, each of which is searched once
}

// expr follows the value that an expression gives, not the conditions on the way.
func (h *hiding) expr(e *expression, x celast.Expr, in *scope) {
	switch x.Kind() {
	case celast.IdentKind:
		if v := in.lookup(x.AsIdent()); v != nil && v.let != nil && !h.seen[v.let] {
			h.seen[v.let] = true
			h.expr(v.let, v.let.ast.Expr(), v.let.scope)
		}
	case celast.CallKind:
		h.call(e, x.AsCall(), in)
	}
}

func (h *hiding) call(e *expression, call celast.CallExpr, in *scope) {
	switch name := call.FunctionName(); {
	case name == orValue && call.Args()[0].Kind() == celast.LiteralKind:
		h.warn(e, call.Args()[0].ID())
	case name == orValue:
		h.expr(e, call.Target(), in)
		h.expr(e, call.Args()[0], in)
	case name == orReject:
		h.expr(e, call.Target(), in)
	case name == "_?_:_":
		h.expr(e, call.Args()[1], in)
		h.expr(e, call.Args()[2], in)
	case libraryByName[name] != nil:
		h.expr(e, worked(call), in)
	}
}

// worked is the value that a function of the library works on.
func worked(call celast.CallExpr) celast.Expr {
	switch {
	case call.IsMemberFunction():
		return call.Target()
	case call.FunctionName() == lookupFunction.name:
		return call.Args()[1]
	}
	return call.Args()[0]
}

func (h *hiding) warn(e *expression, literal int64) {
	c := h.compiler
	from, to := c.spanOf(e, e.ast, literal)
	at, end := e.scalar.span(from, to)
	c.addTo(e.doc, at, end, SeverityWarning, "required.hidden", fmt.Sprintf("%s is required, but where nothing is sent, this value takes its place", h.field.Path),
		fmt.Sprintf(`reject what lacks it: .orReject("%s")`, h.field.Name))
}
