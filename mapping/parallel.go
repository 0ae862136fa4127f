package mapping

import (
	"go.yaml.in/yaml/v4"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/traits"
)

// CodeLengths is the code of a record whose parallel lists differ in length: which value belongs to which is
// then not known.
const CodeLengths = "list_lengths"

// parallel is one of the lists that a block goes over, with the name of its items.
type parallel struct {
	variable string
	each     *expression
}

// overs are the lists that a block goes over: none for a single item.
func (b *block) overs() []parallel {
	switch {
	case b.each == nil:
		return nil
	case b.parallels == nil:
		return []parallel{{b.variable, b.each}}
	}
	return b.parallels
}

// parallels declares the names of several lists that a block goes over side by side:
// each: {number: src.numbers, issued: src.days}.
func (c *compiler) parallels(b *block, n, as *yaml.Node, outer, inner *scope) bool {
	if as != nil {
		c.problem(as, "each.as", "as names the items of one list; here each list has a name", "remove as")
		return false
	}
	if len(n.Content) < 4 {
		c.problem(n, "each.parallel", "side by side there are two lists or more", "write each: src.images and as: i for one list")
		return false
	}
	before := len(c.problems)
	c.pairs(n, func(key, value *yaml.Node) {
		e := c.expression(value, outer)
		if e == nil || !c.isList(e) || !c.nameable(key, inner) {
			return
		}
		v := c.itemOf(e, key.Value)
		if err := inner.declare(key.Value, v); err != nil {
			c.problem(key, "name", "the name cannot be declared: "+err.Error(), "choose another name")
			return
		}
		b.parallels = append(b.parallels, parallel{key.Value, e})
	})
	if len(c.problems) > before {
		return false
	}
	b.each, b.variable = b.parallels[0].each, b.parallels[0].variable
	at, _ := b.each.scalar.span(0, 1)
	b.lengths = c.site(CodeLengths, at, b.each.reach)
	return true
}

// isList says whether an expression that a block goes over is a list.
func (c *compiler) isList(e *expression) bool {
	list := plainType(e.typ)
	if list.Kind() != types.ListKind {
		c.expressionProblem(e, 0, len(e.scalar.value), "type", "each goes over a list, not over "+typeName(list), "name a list of the source")
		return false
	}
	return true
}

// itemOf is a name for the items of a list. Those that are no records of the source report the list.
func (c *compiler) itemOf(e *expression, name string) *variable {
	item := plainType(e.typ).Parameters()[0]
	v := &variable{typ: item, record: c.types.byName[plainType(item).TypeName()], reach: reach{root: name}}
	if v.record == nil || isOptional(item) {
		v.reach = e.reach
	}
	return v
}

// parallelItems adds the items of one row that stand side by side in the block's lists.
func (r *run) parallelItems(d *domain, i int, o *listOutcome) {
	a := d.activation(i)
	lists, length := make([]traits.Lister, len(o.block.parallels)), 0
	for k, p := range o.block.parallels {
		v := p.each.eval(a)
		if s, ok := isFault(v); ok {
			o.states[i] = s
			return
		}
		list, n := items(v)
		if k > 0 && n != length {
			o.states[i] = refusedAt(o.block.lengths)
			return
		}
		lists[k], length = list, n
	}
	if length == 0 {
		o.states[i] = absent
	}
	for n := range length {
		item := a
		for k, p := range o.block.parallels {
			item = &activation{program: d.program, outer: item, name: p.variable, item: lists[k].Get(types.Int(n))}
		}
		if !r.item(d, i, o, item) {
			return
		}
	}
}
