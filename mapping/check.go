package mapping

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"cel.dev/cel-go/cel"
	celast "cel.dev/cel-go/common/ast"
)

// expression parses and checks an expression; nil if it has a problem, which is then noted.
func (c *compiler) expression(n *yaml.Node, in *scope) *expression {
	if n.Kind != yaml.ScalarNode || n.Value == "" {
		c.problem(n, "yaml.kind", "an expression is expected here", `write an expression such as trim(src.name), or a text in two kinds of quotes: '"KAZ"'`)
		return nil
	}
	e := &expression{doc: c.doc, scope: in, prefix: c.prefix, scalar: c.doc.scalar(n), calls: map[int64]*call{}}
	c.noteLists(e)
	if len(e.scalar.value) > maxExpression {
		c.expressionProblem(e, 0, 1, "bound", fmt.Sprintf("the expression has more than %d characters", maxExpression), "break it up with let, or put a long list of words into a code list")
		c.broken(e, in)
		return nil
	}
	parsed, issues := in.env.Parse(n.Value)
	if issues.Err() != nil {
		c.broken(e, in)
		c.syntaxProblem(e, issues.Errors()[0])
		return nil
	}
	checked, issues := in.env.Check(parsed)
	if issues.Err() != nil {
		c.broken(e, in)
		for _, problem := range issues.Errors() {
			c.typeProblem(e, in, parsed.NativeRep(), problem)
		}
		return nil
	}
	e.ast, e.typ = checked.NativeRep(), checked.OutputType()
	before := len(c.problems)
	i := inspector{compiler: c, e: e, scope: in, ranges: map[string]reach{}}
	e.reach = i.inspect(e.ast.Expr())
	c.grown(e)
	if len(c.problems) > before {
		c.broken(e, in)
		return nil
	}
	c.checked = append(c.checked, e)
	e.runtime = c.runtimeSites(e)
	c.plan(e, in, checked)
	return e
}

var lookupCall = regexp.MustCompile(`(?:[lL]ookup|inList)\(\s*["']([^"']*)["']`)

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
	env := in.env // as it is now: scopes grow
	e.replan = func(more ...cel.ProgramOption) (cel.Program, error) {
		return env.Program(checked, append(options[:len(options):len(options)], more...)...)
	}
	var err error
	if e.program, err = e.replan(); err != nil {
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
		v.used = true
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
	if len(i.ranges) == maxLoops {
		i.compiler.expressionProblem(i.e, 0, len(i.e.scalar.value), "bound", fmt.Sprintf("more than %d loops stand one in the other", maxLoops), "a list in a list is written as blocks: each in each")
		return reach{}
	}
	over := i.inspect(x.IterRange())
	for _, name := range []string{x.IterVar(), x.AccuVar()} {
		if _, looping := i.ranges[name]; variableName.MatchString(name) && (looping || i.scope.lookup(name) != nil) {
			i.shadowed(name)
		}
	}
	if of := mapped(x); of != nil {
		over = i.inspect(of)
		i.ranges[x.AccuVar()] = over
		defer delete(i.ranges, x.AccuVar())
		return either(over, i.inspect(x.Result()))
	}
	i.ranges[x.IterVar()] = over
	body := i.first(x.AccuInit(), x.LoopCondition(), x.LoopStep(), x.Result())
	delete(i.ranges, x.IterVar())
	return either(over, body)
}

// mapped is the optional that optMap or optFlatMap works on, nil for a loop. The macros ask it for its value
// where they know that there is one.
func mapped(x celast.ComprehensionExpr) celast.Expr {
	call := x.AccuInit()
	if x.IterRange().Kind() != celast.ListKind || x.IterRange().AsList().Size() > 0 || call.Kind() != celast.CallKind || call.AsCall().FunctionName() != "value" {
		return nil
	}
	return call.AsCall().Target()
}

// shadowed notes that a loop inside the expression takes a name that is taken.
func (i *inspector) shadowed(name string) {
	from, to := 0, len(i.e.scalar.value)
	declared := regexp.MustCompile(`\(\s*(` + regexp.QuoteMeta(name) + `)\s*,`)
	if m := declared.FindStringSubmatchIndex(i.e.text()); m != nil {
		from, to = utf8.RuneCountInString(i.e.text()[:m[2]]), utf8.RuneCountInString(i.e.text()[:m[3]])
	}
	i.compiler.expressionProblem(i.e, from, to, "name.shadow", fmt.Sprintf("%q is already a name here", name), "choose another name")
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
