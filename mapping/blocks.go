package mapping

import (
	"go.yaml.in/yaml/v4"

	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
)

// blocks compiles the sources of a list's items.
func (c *compiler) blocks(t *target, key, value *yaml.Node, g group) {
	t.failed, t.at = true, place{key.Line, key.Column}
	nodes := []*yaml.Node{value}
	if value.Kind == yaml.SequenceNode {
		nodes = value.Content
	}
	before := len(c.problems)
	for _, n := range nodes {
		if b := c.block(t, n, g); b != nil {
			t.blocks = append(t.blocks, b)
		}
	}
	if len(c.problems) == before && len(t.blocks) > 0 {
		t.failed = false
		t.missing = c.site(CodeRequired, t.at, t.blocks[0].reach())
		*g.lists = append(*g.lists, t)
	}
}

// reach is the list of the source that a block goes over.
func (b *block) reach() reach {
	if b.each == nil {
		return reach{}
	}
	return b.each.reach
}

func (c *compiler) block(t *target, n *yaml.Node, g group) *block {
	m := c.members(n, "each", "as", "when", "fields")
	if m == nil {
		return nil
	}
	b := &block{children: newTargets(t.field.Fields)}
	inner := g.scope.inner()
	if !c.each(b, n, m, g.scope, inner) {
		return nil
	}
	if m["when"] != nil {
		b.when = c.condition(m["when"], inner)
	}
	if m["fields"] == nil {
		c.problem(n, "key.missing", `the key "fields" is missing`, "name under fields what each item of the list holds")
		return nil
	}
	c.assignments(m["fields"], group{tree: b.children, prefix: t.field.Path + "[].", scope: inner, leaves: &b.leaves, lists: &b.nested})
	c.unassigned(keyOf(n, "fields"), b.children)
	return b
}

// each declares the loop's variable. A block without each makes one item.
func (c *compiler) each(b *block, n *yaml.Node, m map[string]*yaml.Node, outer, inner *scope) bool {
	if (m["each"] == nil) != (m["as"] == nil) {
		c.problem(n, "key.missing", "each and as belong together", "write each: src.images and as: i; without both the list gets one item")
		return false
	}
	if m["each"] == nil {
		return true
	}
	if b.each = c.expression(m["each"], outer); b.each == nil || !c.nameable(m["as"], outer) {
		return false
	}
	list := plainType(b.each.typ)
	if list.Kind() != types.ListKind {
		c.expressionProblem(b.each, 0, len(b.each.scalar.value), "type", "each goes over a list, not over "+typeName(list), "name a list of the source")
		return false
	}
	b.variable = m["as"].Value
	if s := b.each.ast.Expr(); m["when"] == nil && s.Kind() == celast.SelectKind && s.AsSelect().Operand().Kind() == celast.IdentKind {
		from := s.AsSelect().Operand().AsIdent()
		if v := outer.lookup(from); v != nil && v.record != nil && outer.names[from] == v {
			b.from, b.list = from, v.record.byName[s.AsSelect().FieldName()]
		}
	}
	item := list.Parameters()[0]
	v := &variable{typ: item, record: c.types.byName[plainType(item).TypeName()], reach: reach{root: b.variable}}
	if v.record == nil || isOptional(item) {
		v.reach, b.list = b.each.reach, nil
	}
	if err := inner.declare(b.variable, v); err != nil {
		c.problem(m["as"], "name", "the name cannot be declared: "+err.Error(), "choose another name")
		return false
	}
	return true
}

func (c *compiler) condition(n *yaml.Node, in *scope) *expression {
	e := c.expression(n, in)
	if e != nil && e.typ.Kind() != types.BoolKind {
		c.expressionProblem(e, 0, len(e.scalar.value), "type", "when is true or false, not "+typeName(e.typ), `compare something: i.status == "captured"`)
		return nil
	}
	return e
}
