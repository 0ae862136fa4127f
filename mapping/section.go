package mapping

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v4"
)

var mappingName = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$`)

func (c *compiler) head(root *yaml.Node, m map[string]*yaml.Node) {
	for _, key := range []string{"mapping", "version", "to", "fields"} {
		if m[key] == nil {
			c.problem(&yaml.Node{Line: root.Line, Column: root.Column}, "key.missing", fmt.Sprintf("the key %q is missing", key), "a mapping has mapping, version, to and fields")
		}
	}
	if n := m["mapping"]; n != nil {
		if !mappingName.MatchString(n.Value) {
			c.problem(n, "name", "a mapping's name is <agency>.<feed> in small letters", "write a name such as penitentiary.inmate")
		}
		c.program.name = n.Value
	}
	if n := m["version"]; n != nil {
		v, err := strconv.Atoi(n.Value)
		if err != nil || v < 1 {
			c.problem(n, "version", "the version is a whole number from 1", "count versions 1, 2, 3, …")
		}
		c.program.version = v
	}
	if n := m["to"]; n != nil && n.Value != c.kind.Name {
		c.problem(n, "to", fmt.Sprintf("this feed is mapped to the kind %q, not %q", c.kind.Name, n.Value), "write to: "+c.kind.Name)
	}
}

// lookups loads the code lists.
func (c *compiler) lookups(n *yaml.Node) {
	if n == nil {
		return
	}
	c.pairs(n, func(key, value *yaml.Node) {
		c.listNodes[key.Value] = key
		c.usedLists[key.Value] = false
		if value.Kind != yaml.ScalarNode || value.Value == "" {
			c.problem(value, "yaml.kind", "the name of a CSV file is expected here", "write name: file.csv")
			return
		}
		c.loadList(key.Value, value, value.Value)
	})
}

// loadList loads the code list that a node names from a file of the source.
func (c *compiler) loadList(name string, at *yaml.Node, file string) {
	c.binding.lists[name] = &codeList{name: name, file: file, byValue: map[string]codes{}}
	text, err := c.src.read(file, maxListBytes)
	switch {
	case errors.Is(err, errTooLong):
		c.problem(at, "bound", "the code list is too long: "+err.Error(), "a list of this size belongs to the source, not to a mapping")
		return
	case err != nil:
		c.listUnread(at, file, err)
		return
	}
	c.program.files = append(c.program.files, file)
	if c.use == nil {
		c.listTexts[name] = text
	} else {
		c.listTexts[file] = text
	}
	list, problems := loadCodeList(name, file, text)
	c.problems = append(c.problems, problems...)
	if list != nil {
		c.binding.lists[name] = list
	}
}

var variableName = regexp.MustCompile(`^[a-z][A-Za-z0-9_]*$`)

// lets checks the named expressions, each of which sees those before it.
func (c *compiler) lets(n *yaml.Node) {
	if n == nil {
		return
	}
	type let struct{ key, value *yaml.Node }
	var list []let
	c.pairs(n, func(key, value *yaml.Node) {
		list = append(list, let{key, value})
		c.values[key.Value], c.later[key.Value] = value, value
	})
	for _, l := range list {
		e := c.expression(l.value, c.root)
		delete(c.later, l.key.Value)
		if !c.nameable(l.key, c.root) {
			continue
		}
		v := &variable{typ: dynamicType, let: e}
		if e != nil {
			v.typ, v.reach = e.typ, e.reach
			c.program.lets = append(c.program.lets, &namedLet{name: c.prefix + l.key.Value, expression: e})
		}
		if err := c.root.declare(l.key.Value, v); err != nil {
			c.problem(l.key, "name", "the name cannot be declared: "+err.Error(), "choose another name")
			continue
		}
		c.letNodes[l.key.Value] = l.key
	}
}

// nameable says whether a variable may have a name.
func (c *compiler) nameable(key *yaml.Node, in *scope) bool {
	switch {
	case !variableName.MatchString(key.Value):
		c.problem(key, "name", "a name is letters, digits and _, with a small letter first", "choose a name such as born")
	case in.lookup(key.Value) != nil:
		c.problem(key, "name.shadow", fmt.Sprintf("%q is already a name here", key.Value), "choose another name")
	case slices.Contains(reservedWords, key.Value):
		c.problem(key, "name", fmt.Sprintf("%q is a word of the language", key.Value), "choose another name")
	default:
		return true
	}
	return false
}

var reservedWords = []string{"as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in", "let", "loop",
	"namespace", "null", "package", "return", "true", "var", "void", "while", "optional"}
