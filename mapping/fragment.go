package mapping

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"cel.dev/cel-go/common/types"
)

// fragmentAt compiles a fragment where it is used: at is the node that names it, with holds its arguments.
// False if its fields are not known.
func (c *compiler) fragmentAt(f *fragmentFile, at, with *yaml.Node, g group) (ok bool) {
	mapping, u := c.module, newModule(c.documentOf(at, f.text))
	f.uses++
	u.use = &use{place{at.Line, at.Column}, f.file}
	u.root = &scope{env: c.env, names: map[string]*variable{}}
	c.inside(u, func() {
		m := c.members(f.root, "fragment", "takes", "lookups", "let", "fields", "use")
		if ok = m != nil && c.fragmentHead(f, m); !ok {
			return
		}
		u.prefix = m["fragment"].Value + "."
		if f.uses > 1 {
			u.prefix = fmt.Sprintf("%s#%d.", m["fragment"].Value, f.uses)
		}
		c.takes(m["takes"], at, with, mapping)
		c.fragmentLists(f, m["lookups"], mapping)
		c.lets(m["let"])
		g.scope = c.root
		c.assignments(m["fields"], g)
		c.unusedLists()
		c.unusedLets()
		c.unusedTakes(m["takes"])
	})
	for name, used := range u.usedLists {
		if used && u.listNodes[name] == nil {
			mapping.usedLists[name] = true
		}
	}
	return ok
}

// fragmentHead checks the name of a fragment, and that it uses no other: fragments have no recursion.
func (c *compiler) fragmentHead(f *fragmentFile, m map[string]*yaml.Node) bool {
	for _, key := range []string{"fragment", "fields"} {
		if m[key] == nil {
			c.problem(&yaml.Node{Line: f.root.Line, Column: f.root.Column}, "key.missing", fmt.Sprintf("the key %q is missing", key), "a fragment has fragment, takes and fields")
		}
	}
	if m["use"] != nil {
		c.problem(keyOf(f.root, "use"), "use.nested", "a fragment uses no other fragment", "use both in the mapping, and hand over what they share under with")
	}
	n := m["fragment"]
	if n != nil && !mappingName.MatchString(n.Value) {
		c.problem(n, "name", "a fragment's name is a word in small letters", "write a name such as names")
	}
	return n != nil && m["fields"] != nil
}

// takes declares what a fragment is given. The arguments are expressions of the mapping.
func (c *compiler) takes(n, at, with *yaml.Node, mapping *module) {
	given := map[string]*yaml.Node{}
	if with != nil {
		c.inside(mapping, func() { c.pairs(with, func(key, value *yaml.Node) { given[key.Value] = key }) })
	}
	var known []string
	if n != nil {
		c.pairs(n, func(key, value *yaml.Node) {
			known = append(known, key.Value)
			c.take(key, value, at, with, mapping)
		})
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if !slices.Contains(known, name) {
			c.inside(mapping, func() {
				c.problem(given[name], "use.unknown", fmt.Sprintf("the fragment takes no %q%s", name, didYouMean(name, known)), "it takes "+orNothing(known))
			})
		}
	}
}

func orNothing(names []string) string {
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}

// take declares one name with the argument that stands under with.
func (c *compiler) take(key, value, at, with *yaml.Node, mapping *module) {
	if key.Value == sourceRoot {
		c.problem(key, "name", "a fragment sees what it takes, not the source", "name the values that it needs, such as fio")
		return
	}
	want, ok := takenType(value)
	if !ok {
		c.problem(value, "take.type", fmt.Sprintf("%q is no type that a fragment takes", value.Value), "write one of "+strings.Join(takenWords(), ", ")+"; before it optional, if it may be missing")
		want = dynamicType
	}
	if !c.nameable(key, c.root) {
		return
	}
	v := &variable{typ: want}
	if let := c.argument(key.Value, want, at, with, mapping); let != nil {
		let.name = c.prefix + key.Value
		v.let, v.reach = let.expression, let.expression.reach
		c.program.lets = append(c.program.lets, let)
	}
	if err := c.root.declare(key.Value, v); err != nil {
		c.problem(key, "name", "the name cannot be declared: "+err.Error(), "choose another name")
	}
}

// argument compiles what a use gives for a name, as an expression of the mapping; nil with a problem if it
// does not fit.
func (c *compiler) argument(name string, want *types.Type, at, with *yaml.Node, mapping *module) (let *namedLet) {
	c.inside(mapping, func() {
		value := valueOf(with, name)
		if value == nil {
			if with != nil {
				at = with
			}
			c.problem(&yaml.Node{Line: at.Line, Column: at.Column}, "use.missing", fmt.Sprintf("the fragment takes %q, and nothing is given for it", name),
				fmt.Sprintf("add under with: %s: and an expression (%s)", name, takenName(want)))
			return
		}
		e := c.expression(value, c.root)
		switch {
		case e == nil:
		case want == dynamicType, e.typ.IsExactType(want):
			let = &namedLet{expression: e}
		case isOptional(want) && e.typ.IsExactType(plainType(want)):
			let = &namedLet{expression: e, wrap: true}
		default:
			c.expressionProblem(e, 0, len(e.scalar.value), "use.type", fmt.Sprintf("the fragment takes %q as %s, but the expression gives %s", name, takenName(want), typeName(e.typ)), argumentFix(want, e.typ))
		}
	})
	return let
}

func argumentFix(want, given *types.Type) string {
	if isOptional(given) && plainType(given).IsExactType(want) {
		return `answer it with .orReject("code") or .orValue(…), or let the fragment take it as optional`
	}
	return "give what the fragment takes, or change the type in its takes"
}

// valueOf is the value of a key in a mapping, nil if there is none.
func valueOf(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// fragmentLists makes the mapping's code lists and the fragment's own known to it; of two with one name the
// fragment means its own.
func (c *compiler) fragmentLists(f *fragmentFile, n *yaml.Node, mapping *module) {
	for name, list := range mapping.binding.lists {
		c.binding.lists[name], c.usedLists[name] = list, false
	}
	if n == nil {
		return
	}
	first := f.lists == nil
	if first {
		f.lists = map[string]*codeList{}
	}
	c.pairs(n, func(key, value *yaml.Node) {
		c.listNodes[key.Value], c.usedLists[key.Value] = key, false
		switch {
		case !first:
			c.binding.lists[key.Value] = f.lists[key.Value]
			return
		case value.Kind != yaml.ScalarNode || !fs.ValidPath(value.Value) || value.Value == ".":
			c.problem(value, "use.path", "a fragment's code list stands beside the fragment", "write name: file.csv")
		default:
			c.loadList(key.Value, value, path.Join(path.Dir(f.file), value.Value))
		}
		f.lists[key.Value] = c.binding.lists[key.Value]
	})
}

// unusedTakes warns of what a fragment takes and never names.
func (c *compiler) unusedTakes(n *yaml.Node) {
	if n == nil {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if v := c.root.names[key.Value]; v != nil && v.let != nil && !v.used {
			c.warning(key, "take.unused", fmt.Sprintf("the fragment takes %q and never uses it", key.Value), "remove it here and under with")
		}
	}
}

// taken are the types of what a fragment takes.
var taken = map[string]*types.Type{
	"text": types.StringType, "whole number": types.IntType, "number": types.DoubleType, "true or false": types.BoolType,
	"date": dateType, "partial date": partialType, "timestamp": types.TimestampType, "list of text": textsType,
}

func takenWords() []string { return slices.Sorted(maps.Keys(taken)) }

// takenName is a type as takes writes it.
func takenName(t *types.Type) string {
	if isOptional(t) {
		return "optional " + typeName(plainType(t))
	}
	return typeName(t)
}

// takenType reads a type such as "optional text".
func takenType(n *yaml.Node) (*types.Type, bool) {
	word, optional := strings.CutPrefix(n.Value, "optional ")
	t, ok := taken[word]
	if ok && optional {
		t = types.NewOptionalType(t)
	}
	return t, ok
}
