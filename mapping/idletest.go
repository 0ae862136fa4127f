package mapping

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// idleTests finds the tests whose outcome says nothing of the mapping: their record has no field that an
// expression reads, or the code that they expect is given by no rule.
func (c *compiler) idleTests(n *yaml.Node) {
	if n == nil || n.Kind != yaml.SequenceNode {
		return
	}
	known := c.givenCodes()
	for _, test := range n.Content {
		if test.Kind != yaml.MappingNode {
			continue
		}
		if given := valueOf(test, "given"); given != nil {
			c.idleRecord(given)
		}
		if reject := valueOf(test, "reject"); reject != nil {
			if code := valueOf(reject, "code"); code != nil {
				c.idleCode(code, known)
			}
		}
	}
}

// idleRecord notes a record with fields, none of which is read. A record without fields is the test of what
// happens when nothing is sent.
func (c *compiler) idleRecord(given *yaml.Node) {
	if given.Kind != yaml.MappingNode || len(given.Content) == 0 {
		return
	}
	for i := 0; i+1 < len(given.Content); i += 2 {
		m := c.types.root.byName[given.Content[i].Value]
		if m == nil || c.reads(m) {
			return
		}
	}
	c.problem(given.Content[0], "test.idle", "no expression reads any field that this test gives", "give the fields that the mapping reads: "+strings.Join(c.readFields(), ", "))
}

// reads says whether an expression names a field of the record; one with a problem may mean it.
func (c *compiler) reads(m *member) bool {
	return c.used[m.path] || slices.ContainsFunc(c.unchecked, func(text string) bool { return strings.Contains(text, m.name) })
}

func (c *compiler) readFields() []string {
	var out []string
	for _, m := range c.types.root.fields {
		if c.reads(m) {
			out = append(out, m.name)
		}
	}
	return out
}

// givenCodes are the codes with which the mapping can reject a record.
func (c *compiler) givenCodes() map[string]bool {
	out := map[string]bool{CodeRequired: true, CodeList: true, CodeBasis: true}
	for _, s := range c.program.sites {
		out[s.code] = true
	}
	return out
}

func (c *compiler) idleCode(code *yaml.Node, known map[string]bool) {
	word := code.Value
	if known[word] || slices.ContainsFunc(c.unchecked, func(text string) bool { return strings.Contains(text, word) }) {
		return
	}
	shown := slices.DeleteFunc(slices.Sorted(maps.Keys(known)), func(code string) bool { return strings.HasPrefix(code, "runtime.") })
	fix := "the codes of this mapping are " + strings.Join(shown, ", ")
	if near := nearest(word, shown); near != "" {
		fix = "write " + near
	}
	c.problem(code, "test.code", fmt.Sprintf("no rule rejects a record with the code %q%s", word, didYouMean(word, shown)), fix)
}
