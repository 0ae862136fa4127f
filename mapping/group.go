package mapping

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// group is where assignments go: the record's tree, or that of a list's items.
type group struct {
	tree   []*target
	prefix string // of the paths in messages: "", "images[].", "person."
	within bool   // a struct around the tree is optional
	scope  *scope
	leaves *[]*leaf
	lists  *[]*target
}

// target finds what a key names; nil with a problem if it names nothing that can be assigned.
func (c *compiler) target(key *yaml.Node, g group) *target {
	path, list := strings.CutSuffix(key.Value, "[]")
	t := findTarget(g.tree, path)
	switch {
	case t == nil:
		known := paths(g.tree, "")
		c.problem(key, "target.unknown", fmt.Sprintf("%s has no field %q%s", c.kind.Name, g.prefix+key.Value, didYouMean(key.Value, known)), targetFix(key.Value, known))
		return meantTarget(g, nearest(key.Value, known))
	case t.children != nil:
		c.problem(key, "target.struct", fmt.Sprintf("%s%s has parts", g.prefix, path), "assign the parts: "+strings.Join(paths(t.children, path+"."), ", "))
	case t.list() && !list:
		c.problem(key, "target.list", fmt.Sprintf("%s%s is a list of records", g.prefix, path), "write "+path+"[]: with each, as and fields")
	case !t.list() && list:
		c.problem(key, "target.list", fmt.Sprintf("%s%s is no list of records", g.prefix, path), "write "+path+": with an expression")
	case t.assigned():
		c.assignedTwice(key, t, g.prefix+path)
	default:
		return t
	}
	return nil
}

// assignedTwice notes a target that is assigned again, and says who else assigns it.
func (c *compiler) assignedTwice(key *yaml.Node, t *target, path string) {
	message, fix := path+" is assigned twice", "remove it from const or from fields"
	if t.by != nil {
		message = fmt.Sprintf("%s is assigned already, by the fragment %s in line %d", path, t.by.file, t.by.at.line)
		fix = "remove it here, or use another fragment"
	} else if c.use != nil {
		fix = "remove it from the mapping or from the fragment"
	}
	c.problem(key, "key.duplicate", message, fix)
}

// meantTarget is the target that a misspelt key means, so that the slip does not hide other faults.
func meantTarget(g group, name string) *target {
	if t := findTarget(g.tree, strings.TrimSuffix(name, "[]")); t != nil && !t.assigned() {
		return t
	}
	return nil
}

func targetFix(key string, known []string) string {
	if near := nearest(key, known); near != "" {
		return "write " + near
	}
	return "the fields are " + strings.Join(known, ", ")
}

// optionalWithin says whether a struct on the way to the path is optional.
func optionalWithin(tree []*target, path string) bool {
	name, rest, deeper := strings.Cut(path, ".")
	for _, t := range tree {
		if t.field.Name == name && deeper {
			return !t.field.Required || optionalWithin(t.children, rest)
		}
	}
	return false
}

// unassigned notes required fields that nothing is assigned to.
func (c *compiler) unassigned(at *yaml.Node, tree []*target) {
	for _, t := range tree {
		switch {
		case !t.field.Required && !t.assigned():
		case t.children != nil:
			c.unassigned(at, t.children)
		case t.field.Required && !t.assigned():
			c.problem(at, "required", fmt.Sprintf("the required field %s is not assigned", t.field.Path), "add "+t.key()+": with an expression here"+constHint(t.field.Path))
		}
	}
}
