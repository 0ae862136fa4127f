package mapping

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// maxUses bounds the uses of fragments in one mapping.
const maxUses = 64

// sharedFolder is the folder of a source in which fragments stand that several mappings use.
const sharedFolder = "shared"

// use is one use of a fragment.
type use struct {
	at   place // in the mapping file
	file string
}

// uses compiles the fragments that the mapping uses, one after the other.
func (c *compiler) uses(n *yaml.Node) {
	switch {
	case n == nil:
		return
	case n.Kind != yaml.SequenceNode:
		c.unsure = true
		c.problem(n, "yaml.kind", "use is a list", "begin each use with - fragment: and the name of a file")
	case len(n.Content) > maxUses:
		c.unsure = true
		c.problem(n.Content[maxUses], "bound", fmt.Sprintf("more than %d fragments are used", maxUses), "write out what is used once, or join fragments")
	default:
		for _, item := range n.Content {
			c.unsure = !c.fragmentUse(item) || c.unsure
		}
	}
}

// fragmentUse compiles one use; false if its fields are not known. Where the fragment or its place is wrong,
// its arguments are still checked.
func (c *compiler) fragmentUse(n *yaml.Node) bool {
	m := c.members(n, "fragment", "at", "with")
	if m == nil {
		return false
	}
	if m["fragment"] == nil {
		c.problem(n, "key.missing", `the key "fragment" is missing`, "write fragment: and the name of a file beside the mapping or in the folder "+sharedFolder)
		return false
	}
	f := c.fragment(m["fragment"])
	g, ok := c.under(m["at"])
	if f == nil || !ok {
		c.lostArguments(m["with"])
		return false
	}
	return c.fragmentAt(f, m["fragment"], m["with"], g)
}

func (c *compiler) lostArguments(n *yaml.Node) {
	if n != nil {
		c.pairs(n, func(_, value *yaml.Node) { c.expression(value, c.root) })
	}
}

// under is the group of the fields below a struct of the record, or of the record itself.
func (c *compiler) under(at *yaml.Node) (group, bool) {
	g := c.rootGroup()
	if at == nil || at.Value == "" && at.Kind == yaml.ScalarNode {
		return g, true
	}
	t := findTarget(g.tree, at.Value)
	if t == nil || t.children == nil {
		known := structs(g.tree, "")
		c.problem(at, "use.at", fmt.Sprintf("%s has no record %q in it%s", c.kind.Name, at.Value, didYouMean(at.Value, known)),
			"write one of "+strings.Join(known, ", ")+", or leave at out: the record itself")
		return g, false
	}
	g.within = !t.field.Required || optionalWithin(g.tree, at.Value)
	g.tree, g.prefix = t.children, at.Value+"."
	return g, true
}

// structs are the paths of a tree that have parts.
func structs(tree []*target, prefix string) []string {
	var out []string
	for _, t := range tree {
		if t.children != nil {
			out = append(out, prefix+t.field.Name)
			out = append(out, structs(t.children, prefix+t.field.Name+".")...)
		}
	}
	return out
}

// fragmentFile is a fragment as it stands in its file.
type fragmentFile struct {
	file  string
	text  []byte
	root  *yaml.Node
	lists map[string]*codeList // of its own
	uses  int
}

// fragment reads a fragment once; nil with a problem if it cannot be read.
func (c *compiler) fragment(n *yaml.Node) *fragmentFile {
	if f, known := c.fragments[n.Value]; known {
		return f
	}
	c.fragments[n.Value] = nil
	dir := path.Dir(n.Value)
	if n.Kind != yaml.ScalarNode || !fs.ValidPath(n.Value) || dir != "." && dir != sharedFolder {
		c.problem(n, "use.path", "a fragment stands beside the mapping or in the folder "+sharedFolder, "write a name such as "+sharedFolder+"/names.yaml")
		return nil
	}
	text, err := c.src.read(n.Value, maxFileBytes)
	if err != nil {
		p := unreadable(n.Value, err)
		c.problem(n, p.Code, fmt.Sprintf("the fragment %q cannot be used: %s", n.Value, p.Message), strings.Replace(p.Fix, "the mapping: one feed, one file", "the fragment", 1))
		return nil
	}
	var root *yaml.Node
	c.inside(newModule(c.documentOf(n, text)), func() { root = c.parse(text, "begin with fragment: and a name") })
	if root == nil {
		return nil
	}
	c.fragments[n.Value] = &fragmentFile{file: n.Value, text: text, root: root}
	return c.fragments[n.Value]
}

// documentOf is the text of the fragment that a node names; its problems say where it is used.
func (c *compiler) documentOf(n *yaml.Node, text []byte) *document {
	d := newDocument(n.Value, text)
	d.used = &Rule{c.doc.file, n.Line, n.Column}
	return d
}

// Files are the files that the mapping was compiled from, apart from its own: code lists and fragments.
func (p *Program) Files() []string { return slices.Clone(p.files) }
