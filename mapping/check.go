package mapping

import (
	"errors"
	"maps"
	"regexp"
	"slices"

	"go.yaml.in/yaml/v4"

	"cel.dev/cel-go/cel"
	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
)

// expression parses and checks an expression; nil if it has a problem, which is then noted.
func (c *compiler) expression(n *yaml.Node, in *scope) *expression {
	if n.Kind != yaml.ScalarNode || n.Value == "" {
		c.problem(n, "yaml.kind", "an expression is expected here", `write an expression such as trim(src.name), or a text in two kinds of quotes: '"KAZ"'`)
		return nil
	}
	e := &expression{scalar: c.doc.scalar(n), calls: map[int64]*call{}}
	c.noteLists(e)
	parsed, issues := in.env.Parse(n.Value)
	if issues.Err() != nil {
		c.syntaxProblem(e, issues.Errors()[0])
		return nil
	}
	checked, issues := in.env.Check(parsed)
	if issues.Err() != nil {
		for _, problem := range issues.Errors() {
			c.typeProblem(e, in, parsed.NativeRep(), problem)
		}
		return nil
	}
	e.ast, e.typ = checked.NativeRep(), checked.OutputType()
	before := len(c.problems)
	i := inspector{compiler: c, e: e, scope: in, ranges: map[string]reach{}}
	e.reach = i.inspect(e.ast.Expr())
	if len(c.problems) > before {
		return nil
	}
	e.runtime = c.runtimeSites(e)
	c.plan(e, in, checked)
	return e
}

var lookupCall = regexp.MustCompile(`lookup\(\s*["']([^"']*)["']`)

// noteLists marks the code lists that an expression names, even misspelt, as used.
func (c *compiler) noteLists(e *expression) {
	names := slices.Collect(maps.Keys(c.usedLists))
	for _, m := range lookupCall.FindAllStringSubmatch(e.text(), -1) {
		c.usedLists[nearest(m[1], names)] = true
	}
}

// plan prepares the interpreter's program of a checked expression.
func (c *compiler) plan(e *expression, in *scope, checked *cel.Ast) {
	options := []cel.ProgramOption{cel.CustomDecoratorV2(c.program.decorate(e)), cel.EvalOptions(cel.OptOptimize)}
	if e.looping {
		options = append(options, cel.CostLimit(maxCost))
	}
	var err error
	if e.program, err = in.env.Program(checked, options...); err != nil {
		c.expressionProblem(e, 0, len(e.scalar.value), "expression", err.Error(), "write the expression in another way")
	}
}

// inspector walks a checked expression: it binds the calls, makes their sites, and notes what is used.
type inspector struct {
	compiler *compiler
	e        *expression
	scope    *scope
	ranges   map[string]reach // of the variables of comprehensions
}

// inspect returns the first source field that an expression reads, in the order of writing.
func (i *inspector) inspect(x celast.Expr) reach {
	switch x.Kind() {
	case celast.IdentKind:
		return i.ident(x.AsIdent())
	case celast.SelectKind:
		return i.selection(x)
	case celast.CallKind:
		return i.call(x)
	case celast.ListKind:
		return i.first(x.AsList().Elements()...)
	case celast.MapKind:
		var out reach
		for _, entry := range x.AsMap().Entries() {
			out = either(out, i.first(entry.AsMapEntry().Key(), entry.AsMapEntry().Value()))
		}
		return out
	case celast.ComprehensionKind:
		return i.comprehension(x.AsComprehension())
	}
	return reach{}
}

func (i *inspector) first(list ...celast.Expr) reach {
	var out reach
	for _, x := range list {
		out = either(out, i.inspect(x))
	}
	return out
}

func either(a, b reach) reach {
	if len(a.steps) > 0 || b.root == "" {
		return a
	}
	return b
}

func (i *inspector) ident(name string) reach {
	if r, ok := i.ranges[name]; ok {
		return r
	}
	if v := i.scope.lookup(name); v != nil {
		return v.reach
	}
	return reach{}
}

func (i *inspector) selection(x celast.Expr) reach {
	s := x.AsSelect()
	operand := i.inspect(s.Operand())
	return i.step(operand, i.recordOf(s.Operand()), s.FieldName())
}

// step goes from a record to one of its fields, and notes that the field is used.
func (i *inspector) step(from reach, r *record, field string) reach {
	if r == nil || r.byName[field] == nil {
		return from
	}
	m := r.byName[field]
	i.compiler.used[m.path] = true
	return reach{from.root, append(from.steps[:len(from.steps):len(from.steps)], step{m, -1})}
}

// recordOf is the record type of an expression, nil if it is of another type.
func (i *inspector) recordOf(x celast.Expr) *record {
	return i.compiler.types.byName[plainType(i.e.ast.GetType(x.ID())).TypeName()]
}

func (i *inspector) comprehension(x celast.ComprehensionExpr) reach {
	i.e.looping = true
	over := i.inspect(x.IterRange())
	i.ranges[x.IterVar()] = over
	body := i.first(x.AccuInit(), x.LoopCondition(), x.LoopStep(), x.Result())
	return either(over, body)
}

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
	s := f.shape(len(args))
	out := &call{name: f.name}
	var literals []string
	for n, p := range s.params {
		switch {
		case !p.literal:
			out.live = append(out.live, n)
		case args[n].Kind() != celast.LiteralKind:
			i.problem(args[n], "literal", "the "+p.name+" of "+f.name+" must be written out in quotes", "put the text itself here; a choice goes around the whole call")
			return
		default:
			literals = append(literals, literalText(args[n]))
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

// operations are the run-time errors that rejects name as runtime.<operation>.
var operations = []string{"evaluate", "divide", "modulus", "overflow", "index", "null", "cost", "convert"}

// runtimeSites makes the sites of an expression's run-time errors.
func (c *compiler) runtimeSites(e *expression) int {
	first := len(c.program.sites)
	at, _ := e.scalar.span(0, 1)
	for _, o := range operations {
		c.site("runtime."+o, at, e.reach)
	}
	return first
}

// site adds a site and returns its number.
func (c *compiler) site(code string, at place, r reach) int {
	n := len(c.program.sites)
	c.program.sites = append(c.program.sites, &site{
		code: code, rule: Rule{c.doc.file, at.line, at.column}, reach: r,
		fault: carry(refusedAt(n)), final: carry(finalAt(n)),
	})
	return n
}
