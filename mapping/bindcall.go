package mapping

import (
	"errors"
	"fmt"

	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
)

func (i *inspector) call(x celast.Expr) reach {
	c := x.AsCall()
	args := c.Args()
	if c.IsMemberFunction() {
		args = append([]celast.Expr{c.Target()}, args...)
	}
	switch c.FunctionName() {
	case "_?._":
		return i.step(i.inspect(args[0]), i.recordOf(args[0]), literalText(args[1]))
	case "_[?_]", "_[_]":
		return i.index(i.first(args...), args[1])
	}
	out := i.first(args...)
	switch name := c.FunctionName(); {
	case name == orReject:
		i.answer(x, args[1], out)
	case name == "value" && c.IsMemberFunction():
		i.problem(x, "optional", "value() breaks off where there is nothing", "use orReject with a code, or orValue")
	case name == coalesce:
		i.e.calls[x.ID()] = &call{name: name}
	case libraryByName[name] != nil:
		i.bind(x, args, libraryByName[name], out)
	}
	return out
}

func (i *inspector) index(r reach, index celast.Expr) reach {
	n, ok := index.AsLiteral().(types.Int)
	if index.Kind() != celast.LiteralKind || !ok || len(r.steps) == 0 {
		return r
	}
	steps := append([]step(nil), r.steps...)
	steps[len(steps)-1].index = int(n)
	return reach{r.root, steps}
}

// answer gives an orReject its site.
func (i *inspector) answer(x, code celast.Expr, r reach) {
	text := literalText(code)
	if code.Kind() != celast.LiteralKind || !isCode(text) {
		i.problem(code, "reject.code", "the code of orReject is a word in quotes: small letters, digits and _", `write a code such as "birth_date"`)
		return
	}
	i.e.calls[x.ID()] = &call{name: orReject, site: i.site(x, text, r)}
}

// bind binds the literal arguments of a library function.
func (i *inspector) bind(x celast.Expr, args []celast.Expr, f *function, r reach) {
	given := make([]*types.Type, len(args))
	for n, arg := range args {
		given[n] = i.e.ast.GetType(arg.ID())
	}
	s := f.shapeOf(given)
	out := &call{name: f.name}
	var literals []string
	for n, p := range s.params {
		switch {
		case !p.literal:
			out.live = append(out.live, n)
		case args[n].Kind() != celast.LiteralKind && p.typ.Kind() == types.IntKind:
			i.problem(args[n], "literal", "the "+p.name+" of "+f.name+" must be written out in digits", "put the number itself here; a choice goes around the whole call")
			return
		case args[n].Kind() != celast.LiteralKind:
			i.problem(args[n], "literal", "the "+p.name+" of "+f.name+" must be written out in quotes", "put the text itself here; a choice goes around the whole call")
			return
		default:
			literals = append(literals, fmt.Sprint(args[n].AsLiteral().Value()))
		}
	}
	var err error
	if out.op, err = s.bind(literals, &i.compiler.binding); err != nil {
		fix := "see what " + f.name + " takes"
		if e, ok := errors.AsType[*argumentError](err); ok {
			fix = e.fix
		}
		i.problem(i.blamed(s, args, x), "argument", err.Error(), fix)
		return
	}
	out.site = i.site(x, f.name, r)
	i.e.calls[x.ID()] = out
}

// blamed is the literal argument that did not bind: the first one.
func (i *inspector) blamed(s *shape, args []celast.Expr, x celast.Expr) celast.Expr {
	for n, p := range s.params {
		if p.literal {
			return args[n]
		}
	}
	return x
}

func (i *inspector) site(x celast.Expr, code string, r reach) int {
	from, _ := i.compiler.spanOf(i.e, i.e.ast, x.ID())
	at, _ := i.e.scalar.span(from, from+1)
	return i.compiler.site(code, at, r)
}

func (i *inspector) problem(x celast.Expr, code, message, fix string) {
	from, to := i.compiler.spanOf(i.e, i.e.ast, x.ID())
	i.compiler.expressionProblem(i.e, from, to, code, message, fix)
}

func literalText(x celast.Expr) string {
	if x.Kind() != celast.LiteralKind {
		return ""
	}
	s, _ := x.AsLiteral().(types.String)
	return string(s)
}

func isCode(s string) bool {
	for n, r := range s {
		if !(r >= 'a' && r <= 'z' || n > 0 && (r >= '0' && r <= '9' || r == '_')) {
			return false
		}
	}
	return s != ""
}
