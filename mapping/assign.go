package mapping

import (
	"fmt"
	"strconv"
	"time"

	"go.yaml.in/yaml/v4"

	"cel.dev/cel-go/common/types"

	"bilgate/mapping/canon"
)

// constants assigns what const names.
func (c *compiler) constants(n *yaml.Node) {
	if n == nil {
		return
	}
	g := c.rootGroup()
	c.pairs(n, func(key, value *yaml.Node) {
		if t := c.target(key, g); t != nil {
			t.failed = true
			if column, ok := c.constant(t.field, value); ok {
				t.leaf = c.leaf(key, t, g)
				t.leaf.constant, t.leaf.text, t.leaf.proved = column, value.Value, true
				t.failed = false
			}
		}
	})
}

func (c *compiler) rootGroup() group {
	return group{tree: c.program.tree, scope: c.root, leaves: &c.program.leaves, lists: &c.program.lists}
}

// constant reads a constant of the field's type.
func (c *compiler) constant(f *canon.Field, n *yaml.Node) (column, bool) {
	column, ok := constantColumn(f, n)
	if !ok {
		c.problem(n, "type", fmt.Sprintf("%s is %s; this constant is not", f.Path, fieldType(f)), "write a constant of that type; dates as YYYY-MM-DD")
		return nil, false
	}
	if f.Codes != "" && !hasCode(f.Codes, n.Value) {
		c.problem(n, "code.unreachable", fmt.Sprintf("%q is not in the code list %s of %s", n.Value, f.Codes, f.Path), "write one of "+someCodes(f.Codes))
		return nil, false
	}
	return column, true
}

func constantColumn(f *canon.Field, n *yaml.Node) (column, bool) {
	if n.Kind != yaml.ScalarNode {
		return nil, false
	}
	switch f.Type {
	case canon.Text:
		return one(n.Value), n.Value != ""
	case canon.Integer:
		v, err := strconv.ParseInt(n.Value, 10, 64)
		return one(v), err == nil
	case canon.Boolean:
		v, err := strconv.ParseBool(n.Value)
		return one(v), err == nil
	case canon.Date:
		t, err := time.Parse(time.DateOnly, n.Value)
		return one(newDate(t.Year(), int(t.Month()), t.Day())), err == nil
	case canon.Timestamp:
		t, err := time.Parse(time.RFC3339, n.Value)
		return one(t), err == nil
	}
	return nil, false
}

func one[T any](v T) column { return &vector[T]{values: []T{v}, state: []state{present}} }

// fields assigns what fields names.
func (c *compiler) fields(n, root *yaml.Node) {
	if n == nil {
		return
	}
	key := keyOf(root, "fields")
	c.program.at = place{key.Line, key.Column}
	c.assignments(n, c.rootGroup())
	if !c.unsure {
		c.unassigned(key, c.program.tree)
	}
}

// keyOf is the node of a key in a mapping.
func keyOf(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i]
		}
	}
	return n
}

// assignments compiles the assignments of one group.
func (c *compiler) assignments(n *yaml.Node, g group) {
	c.pairs(n, func(key, value *yaml.Node) {
		t := c.target(key, g)
		switch {
		case t == nil:
			c.lost(value, g)
		case t.list():
			c.blocks(t, key, value, g)
		default:
			c.assign(t, key, value, g)
		}
	})
}

// lost checks the expression of an assignment whose target does not exist, for its own problems.
func (c *compiler) lost(value *yaml.Node, g group) {
	if value.Kind == yaml.ScalarNode && value.Value != "" {
		c.expression(value, g.scope)
	}
}

func (c *compiler) assign(t *target, key, value *yaml.Node, g group) {
	t.failed, t.by = true, c.use
	e := c.expression(value, g.scope)
	if e == nil || !c.fits(t.field, e, g.within || optionalWithin(g.tree, key.Value)) {
		return
	}
	t.leaf = c.leaf(key, t, g)
	t.leaf.expression = e
	t.leaf.codeSite, t.leaf.missing = c.site(CodeList, t.leaf.at, e.reach), c.site(CodeRequired, t.leaf.at, e.reach)
	t.leaf.proved = c.reachable(t.field, e, g.scope)
	c.hidden(t.field, e, g.scope)
	t.failed = false
}

// leaf makes an assignment and enters it in file order.
func (c *compiler) leaf(key *yaml.Node, t *target, g group) *leaf {
	l := &leaf{field: t.field, at: place{key.Line, key.Column}, by: c.use, index: len(*g.leaves), slot: c.program.slot()}
	*g.leaves = append(*g.leaves, l)
	return l
}

// fits checks an expression's type against a field. Where a struct around the field is optional, a
// required field may be missing together with all of the struct.
func (c *compiler) fits(f *canon.Field, e *expression, within bool) bool {
	if e.typ.Kind() == types.DynKind && c.problems.Failed() {
		return true
	}
	if !accepts(f, plainType(e.typ)) {
		c.expressionProblem(e, 0, len(e.scalar.value), "type",
			fmt.Sprintf("%s is %s, but the expression gives %s", f.Path, fieldType(f), typeName(plainType(e.typ))), typeFix(f, plainType(e.typ)))
		return false
	}
	if e.optional() && f.Required && !within {
		c.expressionProblem(e, 0, len(e.scalar.value), "optional", fmt.Sprintf("%s is required, but the expression may give nothing", f.Path),
			fmt.Sprintf(`answer it: .orReject("%s") rejects the record, .orValue(…) gives another value`, f.Name))
		return false
	}
	return true
}

func accepts(f *canon.Field, t *types.Type) bool {
	switch f.Type {
	case canon.Text:
		return t.Kind() == types.StringKind
	case canon.Integer:
		return t.Kind() == types.IntKind
	case canon.Boolean:
		return t.Kind() == types.BoolKind
	case canon.Date:
		return t.IsExactType(dateType) || f.Partial && t.IsExactType(partialType)
	case canon.Timestamp:
		return t.Kind() == types.TimestampKind
	case canon.List:
		return t.IsExactType(textsType)
	}
	return false
}

func fieldType(f *canon.Field) string {
	switch {
	case f.Type == canon.List:
		return "a list of text"
	case f.Type == canon.Integer:
		return "a whole number"
	case f.Type == canon.Boolean:
		return "true or false"
	case f.Type == canon.Date && f.Partial:
		return "a date or a partial date"
	}
	return "a " + string(f.Type)
}

func typeFix(f *canon.Field, given *types.Type) string {
	text := given.Kind() == types.StringKind
	switch {
	case given.IsExactType(keyType):
		return "store the value as it came: a match key is for == and for lookup only"
	case f.Type == canon.Date && given.IsExactType(partialType):
		return "use date: this field holds whole dates only"
	case f.Type == canon.Date && text:
		return `convert it: date(…, "DD.MM.YYYY")`
	case f.Type == canon.Timestamp && text:
		return `convert it: timestamp(…, "DD.MM.YYYY HH:mm:ss")`
	case f.Type == canon.Integer && text:
		return "convert it: integer(…)"
	case f.Type == canon.Text && given.Kind() == types.IntKind:
		return "convert it: string(…)"
	}
	return "write an expression that gives " + fieldType(f)
}
