package mapping

import (
	"go.yaml.in/yaml/v4"

	celast "cel.dev/cel-go/common/ast"
)

// blocks compiles the sources of a list's items.
func (c *compiler) blocks(t *target, key, value *yaml.Node, g group) {
	t.failed, t.at, t.by = true, place{key.Line, key.Column}, c.use
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

// each declares the names of a block's items. A block without each makes one item.
func (c *compiler) each(b *block, n *yaml.Node, m map[string]*yaml.Node, outer, inner *scope) bool {
	if m["each"] != nil && m["each"].Kind == yaml.MappingNode {
		return c.parallels(b, m["each"], m["as"], outer, inner)
	}
	if (m["each"] == nil) != (m["as"] == nil) {
		c.problem(n, "key.missing", "each and as belong together", "write each: src.images and as: i; without both the list gets one item")
		return false
	}
	if m["each"] == nil {
		return true
	}
	if b.each = c.expression(m["each"], outer); b.each == nil || !c.nameable(m["as"], outer) || !c.isList(b.each) {
		return false
	}
	b.variable = m["as"].Value
	if s := b.each.ast.Expr(); m["when"] == nil && s.Kind() == celast.SelectKind && s.AsSelect().Operand().Kind() == celast.IdentKind {
		from := s.AsSelect().Operand().AsIdent()
		if v := outer.lookup(from); v != nil && v.record != nil && outer.names[from] == v {
			b.from, b.list = from, v.record.byName[s.AsSelect().FieldName()]
		}
	}
	v := c.itemOf(b.each, b.variable)
	if v.record == nil || v.reach.root != b.variable {
		b.list = nil
	}
	if err := inner.declare(b.variable, v); err != nil {
		c.problem(m["as"], "name", "the name cannot be declared: "+err.Error(), "choose another name")
		return false
	}
	return true
}
