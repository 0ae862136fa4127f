package mapping

import (
	"fmt"
	"strconv"
	"time"

	"go.yaml.in/yaml/v4"

	celast "cel.dev/cel-go/common/ast"
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

func one[T any](v T) column { return &vector[T]{[]T{v}, []state{present}} }

// fields assigns what fields names.
func (c *compiler) fields(n, root *yaml.Node) {
	if n == nil {
		return
	}
	key := keyOf(root, "fields")
	c.program.at = place{key.Line, key.Column}
	c.assignments(n, c.rootGroup())
	c.unassigned(key, c.program.tree)
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
	t.failed = true
	e := c.expression(value, g.scope)
	if e == nil || !c.fits(t.field, e, optionalWithin(g.tree, key.Value)) {
		return
	}
	t.leaf = c.leaf(key, t, g)
	t.leaf.expression = e
	t.leaf.codeSite, t.leaf.missing = c.site(CodeList, t.leaf.at, e.reach), c.site(CodeRequired, t.leaf.at, e.reach)
	t.leaf.proved = c.reachable(t.field, e, g.scope)
	t.failed = false
}

// leaf makes an assignment and enters it in file order.
func (c *compiler) leaf(key *yaml.Node, t *target, g group) *leaf {
	l := &leaf{field: t.field, at: place{key.Line, key.Column}, slot: c.program.slot()}
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

// reachable checks the values that an expression is known to give against the field's code list, and says
// whether those are all.
func (c *compiler) reachable(f *canon.Field, e *expression, in *scope) bool {
	if f.Codes == "" {
		return true
	}
	return c.gives(f, e, e.ast.Expr(), in)
}

func (c *compiler) gives(f *canon.Field, e *expression, x celast.Expr, in *scope) bool {
	switch x.Kind() {
	case celast.LiteralKind:
		return c.givesLiteral(f, e, x)
	case celast.IdentKind:
		if v := in.lookup(x.AsIdent()); v != nil && v.let != nil {
			return c.gives(f, v.let, v.let.ast.Expr(), c.root)
		}
		return false
	case celast.CallKind:
		return c.givesCall(f, e, x, in)
	}
	return false
}

func (c *compiler) givesLiteral(f *canon.Field, e *expression, x celast.Expr) bool {
	code := fmt.Sprint(x.AsLiteral().Value())
	if hasCode(f.Codes, code) {
		return true
	}
	from, to := c.spanOf(e, e.ast, x.ID())
	c.expressionProblem(e, from, to, "code.unreachable", fmt.Sprintf("%q is not in the code list %s of %s", code, f.Codes, f.Path), "write one of "+someCodes(f.Codes))
	return false
}

func (c *compiler) givesCall(f *canon.Field, e *expression, x celast.Expr, in *scope) bool {
	call := x.AsCall()
	switch name := call.FunctionName(); {
	case name == orReject:
		return c.gives(f, e, call.Target(), in)
	case name == orValue:
		first := c.gives(f, e, call.Target(), in)
		return c.gives(f, e, call.Args()[0], in) && first
	case name == "_?_:_":
		first := c.gives(f, e, call.Args()[1], in)
		return c.gives(f, e, call.Args()[2], in) && first
	case e.calls[x.ID()] != nil && e.calls[x.ID()].op.gives != nil:
		return c.givesList(f, e.calls[x.ID()].op.gives)
	}
	return false
}

func (c *compiler) givesList(f *canon.Field, list *codeList) bool {
	ok := true
	for _, row := range list.rows {
		if hasCode(f.Codes, row.code) {
			continue
		}
		ok = false
		text := ""
		if doc := newDocument(list.file, c.listTexts[list.name]); doc != nil {
			text = string(doc.line(row.line))
		}
		c.problems = append(c.problems, Problem{
			File: list.file, Line: row.line, Column: row.column, EndColumn: row.column + len([]rune(row.code)), Severity: SeverityError, Code: "code.unreachable",
			Message: fmt.Sprintf("%q is not in the code list %s of %s", row.code, f.Codes, f.Path), Fix: "write one of " + someCodes(f.Codes), text: text,
		})
	}
	return ok
}

func hasCode(list, code string) bool {
	l, ok := canon.Codes(list)
	return ok && l.Has(code, time.Time{})
}

// someCodes are the first codes of a list, for a message.
func someCodes(list string) string {
	l, ok := canon.Codes(list)
	if !ok {
		return "its codes"
	}
	out := ""
	for i, code := range l.Codes {
		if i == 8 {
			return out + ", …"
		}
		if i > 0 {
			out += ", "
		}
		out += code.Code
	}
	return out
}

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
