package mapping

import (
	"strings"

	"cel.dev/cel-go/common/types"

	"bilgate/mapping/canon"
)

// dynamicType stands for the type of an expression that has a problem already, so that it causes no more.
var dynamicType = types.DynType

// target is one field of the canonical kind, with what the mapping assigns to it.
type target struct {
	field    *canon.Field
	leaf     *leaf     // of a field that is assigned as a whole; nil if it is not
	children []*target // of a struct
	blocks   []*block  // of a list of structs
	at       place     // of a list's name in the file
	missing  int       // the site of a required list without items
	failed   bool      // it is assigned something that does not compile
	by       *use      // of the fragment that assigns it; nil if the mapping does
}

// leaf is one assignment to a field without parts.
type leaf struct {
	field      *canon.Field
	at         place // of the target's name in the file
	by         *use  // of the fragment that it stands in; nil if it stands in the mapping
	expression *expression
	constant   column // of one row; nil if there is an expression
	text       string // the constant as written
	proved     bool   // every value it can give is in the field's code list
	codeSite   int    // of a value that is not
	missing    int    // the site of a required value that is not there
	kernel     node   // nil if the interpreter runs it
	why        string // why it has no kernel
	index      int    // among the assignments of its group
	slot       int    // of the states that the strict checks give
}

// block is one source of a list's items: for each item of a list, or one item; all or those that pass.
type block struct {
	variable  string      // of the loop, "" for a single item
	from      string      // the variable whose list it goes over as it is; "" if the list is computed
	list      *member     // that list
	each      *expression // nil for a single item; the first of several lists
	parallels []parallel  // several lists, side by side; nil for one
	lengths   int         // the site of lists that differ in length
	when      *expression // nil for all
	children  []*target
	leaves    []*leaf
	nested    []*target // lists among the children
}

func newTargets(fields []*canon.Field) []*target {
	out := make([]*target, len(fields))
	for i, f := range fields {
		out[i] = &target{field: f}
		if f.Type == canon.Struct {
			out[i].children = newTargets(f.Fields)
		}
	}
	return out
}

func (t *target) list() bool { return t.field.Type == canon.List && t.field.Fields != nil }

// key is how the mapping names the field in its group.
func (t *target) key() string {
	_, key, ok := cutLast(t.field.Path, "[].")
	if !ok {
		key = t.field.Path
	}
	if t.list() {
		key += "[]"
	}
	return key
}

func constHint(path string) string {
	if strings.Contains(path, "[]") {
		return ""
	}
	return ", or with a constant under const"
}

func cutLast(s, separator string) (before, after string, found bool) {
	if i := strings.LastIndex(s, separator); i >= 0 {
		return s[:i], s[i+len(separator):], true
	}
	return s, "", false
}

// assigned says whether the mapping assigns the field or a field below it.
func (t *target) assigned() bool {
	if t.leaf != nil || t.blocks != nil || t.failed {
		return true
	}
	for _, child := range t.children {
		if child.assigned() {
			return true
		}
	}
	return false
}

// findTarget goes down a dotted path. A list ends it: its items are another tree.
func findTarget(tree []*target, path string) *target {
	name, rest, deeper := strings.Cut(path, ".")
	for _, t := range tree {
		switch {
		case t.field.Name != name:
		case !deeper:
			return t
		default:
			return findTarget(t.children, rest)
		}
	}
	return nil
}

// paths are all paths of a tree that may be assigned, with [] after lists of structs.
func paths(tree []*target, prefix string) []string {
	var out []string
	for _, t := range tree {
		path := prefix + t.field.Name
		switch {
		case t.children != nil:
			out = append(out, paths(t.children, path+".")...)
		case t.list():
			out = append(out, path+"[]")
		default:
			out = append(out, path)
		}
	}
	return out
}
