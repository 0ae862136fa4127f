package mapping

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"go.yaml.in/yaml/v4"

	"cel.dev/cel-go/cel"

	"bilgate/mapping/canon"
)

// Compile reads, checks and plans a mapping file. The source schema is that of the batches which Run will
// take, the kind is what it makes, decoder is the version of what fills the batches (part of the hash).
//
// It returns every problem at once. The program is nil if one of them is an error; warnings may come with
// a program.
func Compile(src Source, in *arrow.Schema, out *canon.Kind, decoder string) (*Program, Problems) {
	text, err := src.read(src.File, maxFileBytes)
	if err != nil {
		return nil, Problems{unreadable(src.File, err)}
	}
	c := newCompiler(src, in, out, text)
	c.file(text)
	if c.problems.Failed() {
		return nil, c.problems.sorted(src.File)
	}
	c.program.finish(c, text, decoder)
	return c.program, c.problems.sorted(src.File)
}

func unreadable(file string, err error) Problem {
	p := Problem{File: file, Line: 1, Column: 1, EndColumn: 2, Severity: SeverityError, Code: "file", Message: "the file cannot be read: " + err.Error()}
	switch {
	case errors.Is(err, errTooLong):
		p.Code, p.Message, p.Fix = "bound", err.Error(), "split the mapping: one feed, one file"
	case errors.Is(err, fs.ErrNotExist):
		p.Message, p.Fix = "there is no such file", "check the name"
	}
	return p
}

// compiler holds what is known while one file is compiled.
type compiler struct {
	src      Source
	doc      *document
	types    *sourceTypes
	schema   *arrow.Schema
	kind     *canon.Kind
	program  *Program
	problems Problems

	binding   binding
	listTexts map[string][]byte // as read, for the hash
	listNodes map[string]*yaml.Node
	usedLists map[string]bool
	used      map[string]bool // paths of source fields
	later     map[string]bool // lets that are not defined yet
	root      *scope
}

func newCompiler(src Source, in *arrow.Schema, out *canon.Kind, text []byte) *compiler {
	c := &compiler{
		src: src, doc: newDocument(src.File, text), types: newSourceTypes(in), schema: in, kind: out,
		binding: binding{lists: map[string]*codeList{}}, listTexts: map[string][]byte{}, listNodes: map[string]*yaml.Node{},
		usedLists: map[string]bool{}, used: map[string]bool{}, later: map[string]bool{},
	}
	c.program = &Program{kind: out, types: c.types, file: src.File}
	return c
}

var yamlLine = regexp.MustCompile(`line (\d+)`)

// file compiles the whole file.
func (c *compiler) file(text []byte) {
	if bad := firstInvalid(text); bad >= 0 {
		line := strings.Count(string(text[:bad]), "\n") + 1
		c.add(place{line, 1}, 2, SeverityError, "encoding", "the file is not UTF-8", "save the file as UTF-8")
		return
	}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		c.notYAML(err)
		return
	}
	if len(document.Content) == 0 {
		c.add(place{1, 1}, 2, SeverityError, "yaml", "the file is empty", "begin with mapping: <agency>.<feed>")
		return
	}
	c.sections(document.Content[0])
}

func (c *compiler) notYAML(err error) {
	at, message := place{1, 1}, strings.TrimPrefix(err.Error(), "yaml: ")
	if m := yamlLine.FindStringSubmatch(message); m != nil {
		at.line, _ = strconv.Atoi(m[1])
		message = strings.TrimPrefix(message, m[0]+": ")
	}
	line := c.doc.line(at.line)
	at.column = leading(line) + 1
	c.add(at, max(at.column, len(line))+1, SeverityError, "yaml", "the file is not YAML: "+message,
		"check the indentation and the quotes here; an expression with a colon, a # or quotes at its start goes into a block scalar: |")
}

// sections reads the parts of the file in the order in which they build on each other.
func (c *compiler) sections(root *yaml.Node) {
	m := c.members(root, "mapping", "version", "to", "lookups", "let", "const", "fields", "tests")
	if m == nil {
		return
	}
	c.head(root, m)
	c.lookups(m["lookups"])
	env, err := baseEnvironment()
	if err == nil {
		env, err = env.Extend(cel.CustomTypeProvider(c.types))
	}
	if err != nil {
		c.problem(root, "expression", err.Error(), "report this: the language itself is broken")
		return
	}
	c.root = &scope{env: env, names: map[string]*variable{}}
	record := &variable{typ: c.types.root.typ, record: c.types.root, reach: reach{root: sourceRoot}}
	if err := c.root.declare(sourceRoot, record); err != nil {
		c.problem(root, "expression", err.Error(), "report this: the language itself is broken")
		return
	}
	c.lets(m["let"])
	c.program.tree = newTargets(c.kind.Fields)
	c.constants(m["const"])
	c.fields(m["fields"], root)
	c.tests(m["tests"])
	c.unusedLists()
}

// members reads a mapping; an unknown or repeated key is a problem. Nil if it is no mapping.
func (c *compiler) members(n *yaml.Node, known ...string) map[string]*yaml.Node {
	out := map[string]*yaml.Node{}
	ok := c.pairs(n, func(key, value *yaml.Node) {
		if !slices.Contains(known, key.Value) {
			c.problem(key, "key.unknown", fmt.Sprintf("unknown key %q%s", key.Value, didYouMean(key.Value, known)), "the keys here are "+strings.Join(known, ", "))
			meant := nearest(key.Value, known)
			if out[meant] == nil {
				out[meant] = value // so that a slip does not hide the faults below it
			}
			return
		}
		out[key.Value] = value
	})
	if !ok {
		return nil
	}
	return out
}

// pairs walks a mapping with keys that are all different; false if the node is no mapping.
func (c *compiler) pairs(n *yaml.Node, each func(key, value *yaml.Node)) bool {
	if n.Kind != yaml.MappingNode {
		c.problem(n, "yaml.kind", "a mapping of key: value is expected here", "write key: value, one a line, indented")
		return false
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode:
			c.problem(key, "yaml.kind", "a key is a word", "write the key as a word")
		case value.Kind == yaml.AliasNode || key.Anchor != "" || value.Anchor != "":
			c.problem(value, "yaml.alias", "anchors and aliases are not part of the language", "write the value out, or name it with let")
			if value.Kind != yaml.AliasNode {
				each(key, value)
			}
		case seen[key.Value] > 0:
			c.problem(key, "key.duplicate", fmt.Sprintf("%q stands here twice, first in line %d", key.Value, seen[key.Value]), "remove one of the two")
		default:
			seen[key.Value] = key.Line
			each(key, value)
		}
	}
	return true
}

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
		c.loadList(key.Value, value)
	})
}

func (c *compiler) loadList(name string, file *yaml.Node) {
	c.binding.lists[name] = &codeList{name: name, file: file.Value, byValue: map[string]codes{}}
	text, err := c.src.read(file.Value, maxListBytes)
	switch {
	case errors.Is(err, errTooLong):
		c.problem(file, "bound", "the code list is too long: "+err.Error(), "a list of this size belongs to the source, not to a mapping")
		return
	case err != nil:
		c.problem(file, "lookup.file", fmt.Sprintf("the code list %q cannot be read", file.Value), "put the file beside the mapping, and check its name")
		return
	}
	c.listTexts[name] = text
	list, problems := loadCodeList(name, file.Value, text)
	c.problems = append(c.problems, problems...)
	if list != nil {
		c.binding.lists[name] = list
	}
}

func (c *compiler) unusedLists() {
	for name, used := range c.usedLists {
		if !used && c.listNodes[name] != nil {
			c.warning(c.listNodes[name], "lookup.unused", fmt.Sprintf("the code list %q is never used", name), "remove it, or look something up in it")
		}
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
		c.later[key.Value] = true
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
			c.program.lets = append(c.program.lets, &namedLet{name: l.key.Value, expression: e})
		}
		if err := c.root.declare(l.key.Value, v); err != nil {
			c.problem(l.key, "name", "the name cannot be declared: "+err.Error(), "choose another name")
		}
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
