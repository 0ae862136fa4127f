package mapping

import (
	"go.yaml.in/yaml/v4"
)

// module is one file as it is compiled: the mapping, or a fragment in one of its uses. Each has its own names
// and code lists.
type module struct {
	doc    *document
	prefix string // of its lets in the program: "" for the mapping, "names." for a fragment
	use    *use   // nil for the mapping
	root   *scope

	binding   binding
	listNodes map[string]*yaml.Node
	usedLists map[string]bool
	letNodes  map[string]*yaml.Node
	values    map[string]*yaml.Node // the expressions of all lets
	later     map[string]*yaml.Node // those of lets that are not defined yet
}

func newModule(doc *document) *module {
	return &module{
		doc: doc, binding: binding{lists: map[string]*codeList{}}, listNodes: map[string]*yaml.Node{},
		usedLists: map[string]bool{}, letNodes: map[string]*yaml.Node{}, values: map[string]*yaml.Node{}, later: map[string]*yaml.Node{},
	}
}

// inside compiles something as a part of another.
func (c *compiler) inside(u *module, compile func()) {
	outer := c.module
	c.module = u
	compile()
	c.module = outer
}
