package mapping

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"go.yaml.in/yaml/v4"

	"bilgate/mapping/canon"
)

// tests reads the tests. What a test names must exist.
func (c *compiler) tests(n *yaml.Node) {
	if n == nil {
		return
	}
	if n.Kind != yaml.SequenceNode {
		c.problem(n, "yaml.kind", "tests is a list", "begin each test with - given:")
		return
	}
	named := map[string]int{}
	for i, item := range n.Content {
		if t := c.test(item, i, named); t != nil {
			c.program.tests = append(c.program.tests, t)
		}
	}
}

// test reads one test; named holds the lines of the names before it.
func (c *compiler) test(n *yaml.Node, i int, named map[string]int) *testCase {
	m := c.members(n, "name", "given", "expect", "reject", "skip")
	if m == nil {
		return nil
	}
	t := &testCase{name: fmt.Sprintf("test %d", i+1), line: n.Line}
	if m["name"] != nil {
		t.name = m["name"].Value
		c.testName(m["name"], named)
	}
	if !c.outcome(n, m) {
		return nil
	}
	before := len(c.problems)
	t.given = c.given(m["given"])
	if m["expect"] != nil {
		t.expect = c.expected(nil, m["expect"], "", c.kind.Fields)
		if len(t.expect) == 0 && len(c.problems) == before {
			c.problem(keyOf(n, "expect"), "test.idle", "the test compares nothing", "name under expect the canonical fields that the record must have, null for none")
		}
	} else if m["reject"] != nil {
		t.reject = c.rejected(m["reject"])
	} else {
		t.skip = c.skipped(m["skip"])
	}
	if len(c.problems) > before {
		return nil
	}
	return t
}

// testName notes a name that an earlier test has: reports tell tests apart by their names.
func (c *compiler) testName(n *yaml.Node, named map[string]int) {
	if line := named[n.Value]; line > 0 {
		c.problem(n, "name.duplicate", fmt.Sprintf("the test in line %d has this name", line), "say in the name what this record is about")
		return
	}
	named[n.Value] = n.Line
}

// outcome says whether a test has a record and one outcome: without one it can never fail.
func (c *compiler) outcome(n *yaml.Node, m map[string]*yaml.Node) bool {
	at := keyOf(n, "given")
	switch {
	case m["given"] == nil:
		c.problem(at, "test", "the test gives no record", "write given: {field: value, …}")
	case m["expect"] == nil && m["reject"] == nil && m["skip"] == nil:
		c.problem(at, "test.idle", "the test can never fail: it has none of expect, reject and skip", "add expect: {…} with canonical fields, reject: {code: …}, or skip: with a reason of when")
	case m["expect"] != nil && m["reject"] != nil:
		c.problem(keyOf(n, "reject"), "test", "a record is either accepted or rejected", "keep expect or reject")
	case m["skip"] != nil && (m["expect"] != nil || m["reject"] != nil):
		c.problem(keyOf(n, "skip"), "test", "a record that is skipped is neither accepted nor rejected", "keep skip, or keep the other")
	default:
		return true
	}
	return false
}

// given makes a batch of one row.
func (c *compiler) given(n *yaml.Node) arrow.RecordBatch {
	b := array.NewRecordBuilder(memory.DefaultAllocator, c.schema)
	defer b.Release()
	values := map[string]*yaml.Node{}
	c.pairs(n, func(key, value *yaml.Node) { values[key.Value] = c.known(key, value, c.types.root) })
	for i, m := range c.types.root.fields {
		c.give(b.Field(i), m, values[m.name])
	}
	return b.NewRecordBatch()
}

// known is the value of a key that names a field of the source, nil with a problem if it names none.
func (c *compiler) known(key, value *yaml.Node, r *record) *yaml.Node {
	if r.byName[key.Value] != nil {
		return value
	}
	fix := "its fields are " + strings.Join(r.names(), ", ")
	if near := nearest(key.Value, r.names()); near != "" {
		fix = "write " + near
	}
	c.problem(key, "source.unknown", fmt.Sprintf("the source has no field %q%s", join(r.path, key.Value), didYouMean(key.Value, r.names())), fix)
	return nil
}

// give appends a value to a column. A field that the test does not give is null, or empty if it is never null.
func (c *compiler) give(b array.Builder, m *member, n *yaml.Node) {
	switch {
	case n != nil && n.Tag != "!!null":
		c.giveValue(b, m, n)
	case m.nullable:
		b.AppendNull()
	default:
		b.AppendEmptyValue()
	}
}

func (c *compiler) giveValue(b array.Builder, m *member, n *yaml.Node) {
	switch b := b.(type) {
	case *array.StructBuilder:
		c.giveRecord(b, m, n)
	case *array.ListBuilder:
		c.giveList(b, m, n)
	default:
		c.giveAtom(b, m, n)
	}
}

func (c *compiler) giveRecord(b *array.StructBuilder, m *member, n *yaml.Node) {
	values := map[string]*yaml.Node{}
	c.pairs(n, func(key, value *yaml.Node) { values[key.Value] = c.known(key, value, m.record) })
	b.Append(true)
	for i, inner := range m.record.fields {
		c.give(b.FieldBuilder(i), inner, values[inner.name])
	}
}

func (c *compiler) giveList(b *array.ListBuilder, m *member, n *yaml.Node) {
	if n.Kind != yaml.SequenceNode {
		c.problem(n, "test", m.path+" is a list", "write [a, b]")
		b.AppendNull()
		return
	}
	b.Append(true)
	for _, item := range n.Content {
		c.give(b.ValueBuilder(), &member{path: m.path + "[]", record: m.record, nullable: true}, item)
	}
}

func (c *compiler) giveAtom(b array.Builder, m *member, n *yaml.Node) {
	text, isText := b.(*array.StringBuilder)
	switch {
	case n.Kind != yaml.ScalarNode:
		c.problem(n, "test", m.path+" is a single value", "write the value alone")
	case isText:
		text.Append(n.Value)
		return
	default:
		before := b.Len()
		if err := b.AppendValueFromString(n.Value); err == nil {
			return
		}
		c.problem(n, "test", fmt.Sprintf("%s does not hold this value", m.path), "write a value of its type: "+fmt.Sprint(b.Type()))
		if b.Len() > before {
			return // a builder may append a null in place of what it cannot read
		}
	}
	b.AppendEmptyValue()
}

// expected flattens what a test expects into cells.
func (c *compiler) expected(out []Cell, n *yaml.Node, prefix string, fields []*canon.Field) []Cell {
	c.pairs(n, func(key, value *yaml.Node) {
		f := canonField(fields, key.Value)
		if f == nil {
			c.problem(key, "target.unknown", fmt.Sprintf("%s has no field %q", c.kind.Name, prefix+key.Value), targetFix(key.Value, fieldNames(fields, "")))
			return
		}
		out = c.expectedValue(out, value, prefix+key.Value, f, strings.HasSuffix(key.Value, "]"))
	})
	return out
}

func (c *compiler) expectedValue(out []Cell, n *yaml.Node, path string, f *canon.Field, item bool) []Cell {
	switch n.Kind {
	case yaml.MappingNode:
		return c.expected(out, n, path+".", f.Fields)
	case yaml.SequenceNode:
		if f.Type != canon.List || item {
			c.problem(n, "test", path+" is no list", "write one value")
			return out
		}
		out = append(out, Cell{Path: path, Want: strconv.Itoa(len(n.Content)) + " items"})
		for i, v := range n.Content {
			out = c.expectedValue(out, v, fmt.Sprintf("%s[%d]", path, i), f, true)
		}
		return out
	}
	want := n.Value
	if n.Tag == "!!null" {
		want = nothing
	}
	return append(out, Cell{Path: path, Want: want})
}

// canonField finds a field by a path of names and indices below some fields.
func canonField(fields []*canon.Field, path string) *canon.Field {
	name, rest := firstStep(path)
	at := slices.IndexFunc(fields, func(f *canon.Field) bool { return f.Name == name })
	if at < 0 {
		return nil
	}
	if _, after, ok := indexStep(rest); ok {
		if fields[at].Type != canon.List {
			return nil
		}
		rest = after
	}
	if rest == "" {
		return fields[at]
	}
	return canonField(fields[at].Fields, rest)
}

func fieldNames(fields []*canon.Field, prefix string) []string {
	var out []string
	for _, f := range fields {
		out = append(out, prefix+f.Name)
		if f.Type == canon.Struct {
			out = append(out, fieldNames(f.Fields, prefix+f.Name+".")...)
		}
	}
	return out
}

// rejected reads the reject that a test expects. The field, if given, must be one of the source.
func (c *compiler) rejected(n *yaml.Node) *wantedReject {
	m := c.members(n, "code", "field")
	if m == nil {
		return nil
	}
	if m["code"] == nil {
		c.problem(n, "key.missing", `the key "code" is missing`, "write reject: {code: birth_date, field: dob}")
		return nil
	}
	w := &wantedReject{code: m["code"].Value}
	if field := m["field"]; field != nil {
		w.field = field.Value
		if !c.types.root.has(w.field) {
			leaves := c.types.root.leaves()
			c.problem(field, "source.unknown", fmt.Sprintf("the source has no field %q%s", w.field, didYouMean(w.field, leaves)), "name a field of the source")
		}
	}
	return w
}

// has says whether a path such as images[3].position names a field.
func (r *record) has(path string) bool {
	name, rest := firstStep(path)
	m := r.byName[name]
	if _, after, ok := indexStep(rest); ok {
		rest = after
	}
	return m != nil && (rest == "" || m.record != nil && m.record.has(rest))
}
