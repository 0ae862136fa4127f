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
	c, problems := compileFile(src, in, out, decoder)
	if problems.Failed() {
		return nil, problems
	}
	return c.program, problems
}

// compileFile is Compile with what was found out on the way, as far as it went; nil if the file cannot be read.
func compileFile(src Source, in *arrow.Schema, out *canon.Kind, decoder string) (*compiler, Problems) {
	text, err := src.read(src.File, maxFileBytes)
	if err != nil {
		return nil, Problems{unreadable(src.File, err)}
	}
	c := newCompiler(src, in, out, text)
	c.file(text)
	all := append(c.problems, c.warnings...).once().sorted(src.File).first()
	if !all.Failed() {
		c.program.finish(c, text, decoder)
	}
	return c, all
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
	*module  // the file that is being compiled
	src      Source
	types    *sourceTypes
	schema   *arrow.Schema
	kind     *canon.Kind
	program  *Program
	problems Problems // errors only: what has one is left out of the program
	warnings Problems

	env        *cel.Env
	unsure     bool                     // a fragment cannot be used: what is not assigned may be assigned there
	fragments  map[string]*fragmentFile // by file; nil for one that cannot be used
	listTexts  map[string][]byte        // as read, for the hash: of the mapping's lists by name, of a fragment's by file
	reasons    map[string]bool          // of the file's when
	used       map[string]bool          // paths of source fields
	provedLets map[letOf]bool           // whether a let gives codes of the field only

	growth    growth
	checked   []*expression   // those without a problem
	unchecked []string        // the texts of those with one
	meant     map[string]bool // the words in those
}

func newCompiler(src Source, in *arrow.Schema, out *canon.Kind, text []byte) *compiler {
	c := &compiler{
		src: src, module: newModule(newDocument(src.File, text)), types: newSourceTypes(in), schema: in, kind: out,
		fragments: map[string]*fragmentFile{}, listTexts: map[string][]byte{}, reasons: map[string]bool{}, used: map[string]bool{}, provedLets: map[letOf]bool{},
	}
	c.growth.lets, c.meant = map[*expression]float64{}, map[string]bool{}
	c.program = &Program{kind: out, types: c.types, file: src.File}
	return c
}

var yamlLine = regexp.MustCompile(`line (\d+)`)

// file compiles the whole file.
func (c *compiler) file(text []byte) {
	if root := c.parse(text, "begin with mapping: <agency>.<feed>"); root != nil {
		c.sections(root)
	}
}

// parse reads a file's YAML; nil with a problem if it is none. begin says how such a file begins.
func (c *compiler) parse(text []byte, begin string) *yaml.Node {
	if encoding, line := foreign(text); encoding != "" {
		message, fix := notUTF8(encoding, c.doc.file)
		c.add(place{line, 1}, 2, SeverityError, "encoding", message, fix)
		return nil
	}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		c.notYAML(err)
		return nil
	}
	if len(document.Content) == 0 {
		c.add(place{1, 1}, 2, SeverityError, "yaml", "the file is empty", begin)
		return nil
	}
	return document.Content[0]
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
	m := c.members(root, "mapping", "version", "to", "lookups", "let", "when", "const", "use", "fields", "tests")
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
	c.env = env
	c.root = &scope{env: env, names: map[string]*variable{}}
	record := &variable{typ: c.types.root.typ, record: c.types.root, reach: reach{root: sourceRoot}}
	if err := c.root.declare(sourceRoot, record); err != nil {
		c.problem(root, "expression", err.Error(), "report this: the language itself is broken")
		return
	}
	c.lets(m["let"])
	c.conditions(m["when"])
	c.program.tree = newTargets(c.kind.Fields)
	c.constants(m["const"])
	c.uses(m["use"])
	c.fields(m["fields"], root)
	c.tests(m["tests"])
	c.unusedLists()
	c.unusedLets()
	c.whole(m["tests"])
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
		if i == 2*maxKeys {
			c.problem(key, "bound", fmt.Sprintf("more than %d keys stand here", maxKeys), "what translates words belongs into a code list")
			break
		}
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
