package mapping

import (
	"slices"

	"github.com/apache/arrow-go/v18/arrow"

	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
)

// How a source field takes part in a canonical one, from the loosest to the closest.
const (
	ByPresence = iota // that there is a value counts, or the day on which a code list is asked
	ByChoice          // it is compared or tested, and decides between values that others give
	ByValue           // the value is made of it
)

// Influence is one source field that takes part in one canonical field, with what lies on the way between
// them.
type Influence struct {
	Target, Source string // "person.sex" and "pol"; of lists "images[].position"
	Item           int    // of a list of texts the item that is read, -1 for all of it
	How            int    // ByPresence, ByChoice or ByValue: the closest
	Functions      []string
	Formats        []string  // in which it is read as a date or an instant
	Rows           []ListRow // of the code lists in which it is looked up
	Words          []string  // literal texts with which it is compared
}

// Influences lists, for each assigned field in file order, the source fields that take part in it.
func (p *Program) Influences() []Influence {
	t := &influences{program: p, lets: map[string]*namedLet{}}
	for _, l := range p.lets {
		t.lets[l.name] = l
	}
	t.leaves(p.leaves, nil)
	t.lists(p.lists, nil)
	return t.out
}

// Given is the made-up record of a test that the mapping accepts: a batch of one row.
type Given struct {
	Test  string
	Batch arrow.RecordBatch
}

// Accepted are the records of those tests that expect a canonical record, in file order.
func (p *Program) Accepted() []Given {
	var out []Given
	for _, t := range p.tests {
		if t.reject == nil && t.skip == "" {
			out = append(out, Given{t.name, t.given})
		}
	}
	return out
}

// Interpret maps a batch as Run does, by CEL's interpreter alone. It is the reference, and slow.
func (p *Program) Interpret(batch arrow.RecordBatch) Result { return p.run(batch, false) }

// influences follows expressions back to the source, and notes the way.
type influences struct {
	program *Program
	lets    map[string]*namedLet
	out     []Influence
}

// leaves follows assignments. Conditions decide whether the list around them has the item.
func (t *influences) leaves(leaves []*leaf, conditions []*expression) {
	for _, l := range leaves {
		if l.expression == nil {
			continue
		}
		walk := &influenceWalk{influences: t, target: l.field.Path, from: len(t.out)}
		walk.expr(l.expression, l.expression.ast.Expr(), Influence{How: ByValue, Item: -1})
		for _, c := range conditions {
			walk.expr(c, c.ast.Expr(), Influence{How: ByChoice, Item: -1})
		}
	}
}

func (t *influences) lists(lists []*target, outer []*expression) {
	for _, target := range lists {
		for _, b := range target.blocks {
			conditions := slices.Clone(outer)
			if b.when != nil {
				conditions = append(conditions, b.when)
			}
			t.leaves(b.leaves, conditions)
			t.lists(b.nested, conditions)
		}
	}
}

// influenceWalk goes through the expressions of one target. The influence that it hands down is what lies
// between the target and the node.
type influenceWalk struct {
	*influences
	target string
	from   int // of its influences
}

func (w *influenceWalk) expr(e *expression, x celast.Expr, way Influence) {
	switch x.Kind() {
	case celast.IdentKind:
		if let := w.lets[e.prefix+x.AsIdent()]; let != nil {
			w.expr(let.expression, let.expression.ast.Expr(), way)
		}
	case celast.SelectKind:
		s := x.AsSelect()
		w.field(e, s.Operand(), s.FieldName(), way)
	case celast.ListKind:
		w.all(e, x.AsList().Elements(), way)
	case celast.ComprehensionKind:
		loop := x.AsComprehension()
		w.all(e, []celast.Expr{loop.IterRange(), loop.AccuInit(), loop.LoopStep(), loop.Result()}, way)
	case celast.CallKind:
		w.call(e, x, way)
	}
}

func (w *influenceWalk) all(e *expression, list []celast.Expr, way Influence) {
	for _, x := range list {
		w.expr(e, x, way)
	}
}

// call follows the arguments of a call, each in its part.
func (w *influenceWalk) call(e *expression, x celast.Expr, way Influence) {
	c := x.AsCall()
	args := c.Args()
	if c.IsMemberFunction() {
		args = append([]celast.Expr{c.Target()}, args...)
	}
	name := c.FunctionName()
	if libraryByName[name] != nil {
		way.Functions = append(slices.Clone(way.Functions), name)
	}
	switch {
	case name == "_?._":
		w.field(e, args[0], literalText(args[1]), way)
	case (name == "_[?_]" || name == "_[_]") && args[1].Kind() == celast.LiteralKind:
		if at, ok := args[1].AsLiteral().(types.Int); ok {
			way.Item = int(at)
		}
		w.expr(e, args[0], way)
	case name == "hasValue":
		w.all(e, args, way.atMost(ByPresence))
	case name == "_?_:_":
		w.expr(e, args[0], way.atMost(ByChoice))
		w.all(e, args[1:], way)
	case e.calls[x.ID()] != nil && e.calls[x.ID()].op.gives != nil:
		w.lookup(e, e.calls[x.ID()].op.gives, args, way)
	case plainType(e.ast.GetType(x.ID())).Kind() == types.BoolKind:
		w.all(e, args, way.atMost(ByChoice).comparedWith(args))
	default:
		w.all(e, args, way.readAs(name, args))
	}
}

// lookup follows the value that is looked up; the day only decides which rows hold.
func (w *influenceWalk) lookup(e *expression, list *codeList, args []celast.Expr, way Influence) {
	way.Rows = slices.Clone(way.Rows)
	for _, row := range list.rows {
		way.Rows = append(way.Rows, ListRow{row.line, row.code, row.value})
	}
	w.expr(e, args[1], way)
	w.all(e, args[2:], Influence{How: ByPresence, Item: -1})
}

func (i Influence) atMost(how int) Influence {
	i.How = min(i.How, how)
	return i
}

// comparedWith adds the literals among the arguments of a comparison.
func (i Influence) comparedWith(args []celast.Expr) Influence {
	i.Words = slices.Clone(i.Words)
	for _, x := range args {
		if word := literalText(x); word != "" {
			i.Words = append(i.Words, word)
		}
	}
	return i
}

// readAs adds the format of a date or an instant.
func (i Influence) readAs(name string, args []celast.Expr) Influence {
	if (name == "date" || name == "partialDate" || name == "timestamp") && len(args) > 1 {
		i.Formats = append(slices.Clone(i.Formats), literalText(args[1]))
	}
	return i
}

// field notes a field of the source, or goes on to what the field is read from.
func (w *influenceWalk) field(e *expression, operand celast.Expr, name string, way Influence) {
	r := w.program.types.byName[plainType(e.ast.GetType(operand.ID())).TypeName()]
	if r == nil || r.byName[name] == nil {
		w.expr(e, operand, way)
		return
	}
	way.Target, way.Source = w.target, r.byName[name].path
	w.note(way)
}

// note adds an influence, or joins it to the one of the same field.
func (w *influenceWalk) note(way Influence) {
	for at := w.from; at < len(w.out); at++ {
		known := &w.out[at]
		if known.Source == way.Source {
			known.How = max(known.How, way.How)
			if known.Item != way.Item {
				known.Item = -1
			}
			known.Rows = append(known.Rows, way.Rows...)
			addNew(&known.Functions, way.Functions...)
			addNew(&known.Formats, way.Formats...)
			addNew(&known.Words, way.Words...)
			return
		}
	}
	w.out = append(w.out, way)
}
