package mapping

import (
	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
)

// planner turns the checked expressions of one group into nodes.
type planner struct {
	program *Program
	root    string // the variable whose columns the group's rows are
	record  *record
	lets    map[string]node
	columns map[*member]*sourceNode
}

func (p *Program) planner(root string, r *record) *planner {
	return &planner{program: p, root: root, record: r, lets: map[string]node{}, columns: map[*member]*sourceNode{}}
}

// plan gives every assignment a kernel, or the reason why it has none.
func (p *Program) plan() {
	pl := p.planner(sourceRoot, p.types.root)
	for _, l := range p.lets {
		if n, why := pl.node(l.expression, l.expression.ast.Expr()); why == "" {
			pl.lets[l.name] = &sharedNode{p.slot(), n}
		}
	}
	for _, c := range p.conditions {
		c.kernel, c.why = pl.node(c.expression, c.expression.ast.Expr())
		if c.why != "" {
			c.kernel = nil
		}
	}
	pl.leaves(p.leaves)
	p.planLists(p.lists)
}

func (pl *planner) leaves(list []*leaf) {
	for _, l := range list {
		if l.expression == nil {
			continue
		}
		n, why := pl.node(l.expression, l.expression.ast.Expr())
		if l.why = why; why == "" {
			l.kernel = n
		}
	}
}

// planLists plans the fields of lists that go over a list of the source as it is.
func (p *Program) planLists(lists []*target) {
	for _, t := range lists {
		for _, b := range t.blocks {
			if b.list != nil {
				p.planner(b.variable, b.list.record).leaves(b.leaves)
			}
			p.planLists(b.nested)
		}
	}
}

// sharedNode runs a let once a batch.
type sharedNode struct {
	slot int
	of   node
}

func (s *sharedNode) run(f *frame) column {
	return f.once(s.slot, func() column { return s.of.run(f) })
}

// node plans one expression; why says what has no kernel.
func (pl *planner) node(e *expression, x celast.Expr) (n node, why string) {
	switch x.Kind() {
	case celast.LiteralKind:
		return pl.literal(x)
	case celast.IdentKind:
		if let := pl.lets[e.prefix+x.AsIdent()]; let != nil {
			return let, ""
		}
		return nil, x.AsIdent() + " has none here"
	case celast.SelectKind:
		return pl.selection(e, x.AsSelect())
	case celast.CallKind:
		return pl.call(e, x)
	}
	return nil, "loops have none"
}

func (pl *planner) literal(x celast.Expr) (node, string) {
	switch v := x.AsLiteral().(type) {
	case types.String:
		return &literalNode[string]{pl.program.slot(), string(v)}, ""
	case types.Int:
		return &literalNode[int64]{pl.program.slot(), int64(v)}, ""
	case types.Bool:
		return &literalNode[bool]{pl.program.slot(), bool(v)}, ""
	case types.Double:
		return &literalNode[float64]{pl.program.slot(), float64(v)}, ""
	}
	return nil, "this literal has none"
}

func (pl *planner) selection(e *expression, s celast.SelectExpr) (node, string) {
	way, m := pl.way(s)
	if s.IsTestOnly() || m == nil {
		return nil, "has and the fields of computed records have none"
	}
	if m.record != nil || m.typ.Kind() == types.ListKind && !m.typ.IsExactType(textsType) || m.typ.IsExactType(unsupportedType) {
		return nil, "columns of this type have none"
	}
	if pl.columns[m] == nil {
		null := absent
		if !m.nullable {
			null = finalAt(e.runtime + 5)
		}
		n := &sourceNode{slot: pl.program.slot(), way: way, member: m, null: null}
		if !m.nullable {
			return n, "" // its fault belongs to this expression
		}
		pl.columns[m] = n
	}
	return pl.columns[m], ""
}

// way is the chain of structs from the source to a field; the field is nil if there is no such chain.
func (pl *planner) way(s celast.SelectExpr) (way []*member, m *member) {
	operand := s.Operand()
	switch operand.Kind() {
	case celast.IdentKind:
		if operand.AsIdent() == pl.root {
			return nil, pl.record.byName[s.FieldName()]
		}
	case celast.SelectKind:
		way, outer := pl.way(operand.AsSelect())
		if outer != nil && outer.record != nil {
			return append(way, outer), outer.record.byName[s.FieldName()]
		}
	}
	return nil, nil
}

func (pl *planner) call(e *expression, x celast.Expr) (node, string) {
	c := x.AsCall()
	args := c.Args()
	if c.IsMemberFunction() {
		args = append([]celast.Expr{c.Target()}, args...)
	}
	switch c.FunctionName() {
	case orReject:
		of, why := pl.node(e, args[0])
		return &rejectNode{pl.program.slot(), of, e.calls[x.ID()].site}, why
	case "optional.of":
		return pl.node(e, args[0])
	case "optional.none":
		return &nothingNode{e.ast.GetType(x.ID())}, ""
	case orValue, coalesce, "or":
		return pl.others(e, args)
	case "_[?_]":
		return pl.item(e, args)
	case "_+_":
		return pl.sum(e, x, args)
	case "_?_:_", "_&&_", "_||_", "!_", "hasValue", "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_":
		return pl.logic(e, c.FunctionName(), args)
	}
	if bound := e.calls[x.ID()]; bound != nil && bound.op.kernel != nil {
		return pl.bound(e, args, bound)
	}
	return nil, operatorName(c.FunctionName()) + " has none"
}

// bound plans a call of a library function.
func (pl *planner) bound(e *expression, args []celast.Expr, b *call) (node, string) {
	n := &callNode{slot: pl.program.slot(), site: b.site}
	for _, i := range b.live {
		arg, why := pl.node(e, args[i])
		if why != "" {
			return nil, why
		}
		n.args = append(n.args, arg)
	}
	return b.op.kernel(n), ""
}

func (pl *planner) others(e *expression, args []celast.Expr) (node, string) {
	first, why := pl.node(e, args[0])
	for _, x := range args[1:] {
		if why != "" {
			break
		}
		var other node
		other, why = pl.node(e, x)
		first = &otherNode{pl.program.slot(), first, other}
	}
	return first, why
}

func (pl *planner) item(e *expression, args []celast.Expr) (node, string) {
	index, ok := args[1].AsLiteral().(types.Int)
	if args[1].Kind() != celast.LiteralKind || !ok {
		return nil, "an index that is computed has none"
	}
	list, why := pl.node(e, args[0])
	if t := plainType(e.ast.GetType(args[0].ID())); why == "" && !t.IsExactType(textsType) {
		why = "lists of records have none"
	}
	return &itemNode{pl.program.slot(), list, int(index)}, why
}

// sum plans + of texts.
func (pl *planner) sum(e *expression, x celast.Expr, args []celast.Expr) (node, string) {
	if e.ast.GetType(x.ID()).Kind() != types.StringKind {
		return nil, "+ of anything but texts has none"
	}
	n := &callNode{slot: pl.program.slot()}
	for _, arg := range args {
		a, why := pl.node(e, arg)
		if why != "" {
			return nil, why
		}
		n.args = append(n.args, a)
	}
	return &sumNode{n}, ""
}
