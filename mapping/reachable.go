package mapping

import (
	"fmt"
	"time"

	celast "cel.dev/cel-go/common/ast"

	"bilgate/mapping/canon"
)

// reachable checks the values that an expression is known to give against the field's code list, and says
// whether those are all.
func (c *compiler) reachable(f *canon.Field, e *expression, in *scope) bool {
	if f.Codes == "" {
		return true
	}
	return c.gives(f, e, e.ast.Expr(), in)
}

func (c *compiler) gives(f *canon.Field, e *expression, x celast.Expr, in *scope) bool {
	switch x.Kind() {
	case celast.LiteralKind:
		return c.givesLiteral(f, e, x)
	case celast.IdentKind:
		if v := in.lookup(x.AsIdent()); v != nil && v.let != nil {
			return c.givesLet(f, v.let)
		}
		return false
	case celast.CallKind:
		return c.givesCall(f, e, x, in)
	}
	return false
}

// givesLet answers once for a let and a field: lets name lets, often more than once.
func (c *compiler) givesLet(f *canon.Field, let *expression) bool {
	key := letOf{let, f}
	known, ok := c.provedLets[key]
	if !ok {
		known = c.gives(f, let, let.ast.Expr(), let.scope)
		c.provedLets[key] = known
	}
	return known
}

// letOf is a let and a field that takes its value.
type letOf struct {
	let   *expression
	field *canon.Field
}

func (c *compiler) givesLiteral(f *canon.Field, e *expression, x celast.Expr) bool {
	code := fmt.Sprint(x.AsLiteral().Value())
	if hasCode(f.Codes, code) {
		return true
	}
	from, to := c.spanOf(e, e.ast, x.ID())
	c.expressionProblem(e, from, to, "code.unreachable", fmt.Sprintf("%q is not in the code list %s of %s", code, f.Codes, f.Path), "write one of "+someCodes(f.Codes))
	return false
}

func (c *compiler) givesCall(f *canon.Field, e *expression, x celast.Expr, in *scope) bool {
	call := x.AsCall()
	switch name := call.FunctionName(); {
	case name == orReject:
		return c.gives(f, e, call.Target(), in)
	case name == orValue:
		first := c.gives(f, e, call.Target(), in)
		return c.gives(f, e, call.Args()[0], in) && first
	case name == "_?_:_":
		first := c.gives(f, e, call.Args()[1], in)
		return c.gives(f, e, call.Args()[2], in) && first
	case e.calls[x.ID()] != nil && e.calls[x.ID()].op.gives != nil:
		return c.givesList(f, e.calls[x.ID()].op.gives)
	}
	return false
}

// givesList notes the first rows of a code list whose code the field's list does not have.
func (c *compiler) givesList(f *canon.Field, list *codeList) bool {
	wrong := 0
	for _, row := range list.rows {
		if hasCode(f.Codes, row.code) {
			continue
		}
		if wrong++; wrong > maxListProblems {
			break
		}
		c.problems = append(c.problems, Problem{
			File: list.file, Line: row.line, Column: row.column, EndColumn: row.column + len([]rune(row.code)), Severity: SeverityError, Code: "code.unreachable",
			Message: fmt.Sprintf("%q is not in the code list %s of %s", row.code, f.Codes, f.Path), Fix: "write one of " + someCodes(f.Codes), text: lineOf(c.textOf(list), row.line),
		})
	}
	return wrong == 0
}

// textOf is the text of a code list of the mapping or of a fragment.
func (c *compiler) textOf(list *codeList) []byte {
	if text, ok := c.listTexts[list.file]; ok {
		return text
	}
	return c.listTexts[list.name]
}

func hasCode(list, code string) bool {
	l, ok := canon.Codes(list)
	return ok && l.Has(code, time.Time{})
}

// someCodes are the first codes of a list, for a message.
func someCodes(list string) string {
	l, ok := canon.Codes(list)
	if !ok {
		return "its codes"
	}
	out := ""
	for i, code := range l.Codes {
		if i == 8 {
			return out + ", …"
		}
		if i > 0 {
			out += ", "
		}
		out += code.Code
	}
	return out
}
