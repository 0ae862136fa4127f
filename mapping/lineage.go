package mapping

import (
	"slices"

	celast "cel.dev/cel-go/common/ast"

	"bilgate/mapping/canon"
)

// Lineage says where one canonical field comes from, as the checked program has it.
type Lineage struct {
	Target     string   `json:"target"`               // "person.surname", "images[].position"
	Sources    []string `json:"sources"`              // fields of the source that its value is made of, through the lets
	Conditions []string `json:"conditions,omitempty"` // fields that decide alone whether its list has the item
	Lets       []string `json:"lets,omitempty"`       // lets on the way, in the order of the file
	Functions  []string `json:"functions,omitempty"`  // functions of the library on the way, by name
	Lists      []string `json:"lists,omitempty"`      // code lists on the way, by name
	Expr       string   `json:"expr"`                 // as written; of a constant its text
	Constant   bool     `json:"constant,omitempty"`
	Place      Rule     `json:"place"` // of the target's name in the mapping

	Sensitivity canon.Sensitivity     `json:"sensitivity"`
	Printed     map[canon.Lang]string `json:"printed"` // the extract's line: "Person › Surname"; none for what it does not print
}

// Lineage lists the assigned fields in file order, the record's before those of its lists.
func (p *Program) Lineage() []Lineage {
	t := &tracer{program: p, lets: map[string]*namedLet{}}
	for _, l := range p.lets {
		t.lets[l.name] = l
	}
	return t.lists(t.leaves([]Lineage{}, p.leaves, trail{}), p.lists, trail{})
}

// tracer follows expressions back to the source.
type tracer struct {
	program *Program
	lets    map[string]*namedLet
}

func (t *tracer) leaves(out []Lineage, leaves []*leaf, conditions trail) []Lineage {
	for _, l := range leaves {
		line := Lineage{Target: l.field.Path, Place: t.program.ruleOf(l), Expr: l.text, Constant: l.constant != nil, Sources: []string{}}
		line.Conditions, line.Sensitivity, line.Printed = conditions.sources, l.field.Sensitivity, t.program.printedLine(l.field.Path)
		if l.expression != nil {
			way := t.expression(l.expression)
			line.Expr, line.Functions, line.Lists = l.expression.text(), way.functions, way.lists
			line.Sources = append(line.Sources, way.sources...)
			line.Lets = t.inFileOrder(way.lets)
		}
		out = append(out, line)
	}
	return out
}

func (t *tracer) lists(out []Lineage, lists []*target, outer trail) []Lineage {
	for _, target := range lists {
		for _, b := range target.blocks {
			conditions := trail{sources: slices.Clone(outer.sources)}
			for _, over := range b.overs() {
				conditions.join(t.expression(over.each))
			}
			if b.when != nil {
				conditions.join(t.expression(b.when))
			}
			out = t.lists(t.leaves(out, b.leaves, conditions), b.nested, conditions)
		}
	}
	return out
}

func (t *tracer) inFileOrder(names []string) []string {
	var out []string
	for _, l := range t.program.lets {
		if slices.Contains(names, l.name) {
			out = append(out, l.name)
		}
	}
	return out
}

// ruleOf is the place of an assignment, in the file that it stands in.
func (p *Program) ruleOf(l *leaf) Rule {
	file := p.file
	if l.by != nil {
		file = l.by.file
	}
	return Rule{file, l.at.line, l.at.column}
}

// trail is what an expression is made of.
type trail struct{ sources, lets, functions, lists []string }

// join adds another trail, each name once.
func (t *trail) join(other trail) {
	addNew(&t.sources, other.sources...)
	addNew(&t.lets, other.lets...)
	addNew(&t.functions, other.functions...)
	addNew(&t.lists, other.lists...)
}

func addNew(list *[]string, names ...string) {
	for _, name := range names {
		if !slices.Contains(*list, name) {
			*list = append(*list, name)
		}
	}
}

func (t *tracer) expression(e *expression) trail {
	var out trail
	t.walk(e, e.ast.Expr(), &out)
	slices.Sort(out.functions)
	slices.Sort(out.lists)
	return out
}

// walk adds what a node and those below it read, in the order of writing.
func (t *tracer) walk(e *expression, x celast.Expr, out *trail) {
	switch x.Kind() {
	case celast.IdentKind:
		if let := t.lets[e.prefix+x.AsIdent()]; let != nil {
			out.join(t.expression(let.expression))
			addNew(&out.lets, let.name)
		}
	case celast.SelectKind:
		t.selection(e, x, out)
	case celast.ListKind:
		t.walkAll(e, x.AsList().Elements(), out)
	case celast.MapKind:
		for _, entry := range x.AsMap().Entries() {
			t.walkAll(e, []celast.Expr{entry.AsMapEntry().Key(), entry.AsMapEntry().Value()}, out)
		}
	case celast.ComprehensionKind:
		loop := x.AsComprehension()
		t.walkAll(e, []celast.Expr{loop.IterRange(), loop.AccuInit(), loop.LoopStep(), loop.Result()}, out)
	case celast.CallKind:
		t.call(e, x, out)
	}
}

func (t *tracer) walkAll(e *expression, list []celast.Expr, out *trail) {
	for _, x := range list {
		t.walk(e, x, out)
	}
}

func (t *tracer) call(e *expression, x celast.Expr, out *trail) {
	c := x.AsCall()
	if c.IsMemberFunction() {
		t.walk(e, c.Target(), out)
	}
	if name := c.FunctionName(); libraryByName[name] != nil || name == coalesce {
		addNew(&out.functions, name)
	}
	if bound := e.calls[x.ID()]; bound != nil && bound.op.gives != nil {
		addNew(&out.lists, bound.op.gives.name)
	}
	if c.FunctionName() == "_?._" {
		t.field(e, c.Args()[0], literalText(c.Args()[1]), out)
		return
	}
	t.walkAll(e, c.Args(), out)
}

// selection adds the field that a chain of names reads, not the records on the way to it.
func (t *tracer) selection(e *expression, x celast.Expr, out *trail) {
	s := x.AsSelect()
	t.field(e, s.Operand(), s.FieldName(), out)
}

func (t *tracer) field(e *expression, operand celast.Expr, name string, out *trail) {
	r := t.program.types.byName[plainType(e.ast.GetType(operand.ID())).TypeName()]
	if r == nil || r.byName[name] == nil {
		t.walk(e, operand, out)
		return
	}
	addNew(&out.sources, r.byName[name].path)
	for operand.Kind() == celast.SelectKind {
		operand = operand.AsSelect().Operand()
	}
	t.walk(e, operand, out)
}
