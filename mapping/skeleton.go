package mapping

import (
	"slices"
	"strings"
)

// skeleton is the structure of a mapping file as an editor needs it: read line by line, so that a file which
// is no YAML while somebody types still has one. The compiler reads YAML itself and never this.
type skeleton struct {
	doc  *document
	root *branch
	all  []*branch // in file order
}

// branch is one key of the file with what stands below it, or one item of a list.
type branch struct {
	key      string // "" for the file itself, itemKey for an item
	parent   *branch
	children []*branch
	indent   int   // characters before the key
	from, to place // of the key, without the colon
	value    place // where its value begins
	end      place // behind the last character of its value
	last     int   // the last line that a block scalar or a broken-off collection takes in
	style    rune  // how the value begins: | > { [ " ' or 0
	flow     bool  // it stands between brackets
}

const itemKey = "-"

// maxBrackets bounds how deep brackets are followed.
const maxBrackets = 60

func newSkeleton(d *document) *skeleton {
	s := &skeleton{doc: d, root: &branch{indent: -1}}
	r := &skeletonReader{skeleton: s, open: s.root, line: 1}
	for r.line <= len(d.lines) {
		r.next()
	}
	return s
}

// path is the keys from the file down to the branch.
func (b *branch) path() []string {
	var out []string
	for ; b != nil && b.parent != nil; b = b.parent {
		out = append(out, b.key)
	}
	slices.Reverse(out)
	return out
}

// child is the branch of a key, nil if there is none.
func (b *branch) child(key string) *branch {
	for _, c := range b.children {
		if c.key == key {
			return c
		}
	}
	return nil
}

// section is the top-level key that a branch stands under, "" for the file itself.
func (b *branch) section() string {
	if path := b.path(); len(path) > 0 {
		return path[0]
	}
	return ""
}

// empty says whether nothing stands behind the key.
func (b *branch) empty() bool { return b.value == b.end && b.style == 0 && len(b.children) == 0 }

// text is what stands between two places.
func (s *skeleton) text(from, to place) string {
	var out []string
	for n := from.line; n <= to.line; n++ {
		line := s.doc.line(n)
		begin, end := 0, len(line)
		if n == from.line {
			begin = min(from.column-1, len(line))
		}
		if n == to.line {
			end = min(max(begin, to.column-1), len(line))
		}
		out = append(out, string(line[begin:end]))
	}
	return strings.Join(out, "\n")
}

// scalar is a branch's value without the quotes around it.
func (s *skeleton) scalar(b *branch) string {
	if b == nil {
		return ""
	}
	text := strings.TrimSpace(s.text(b.value, b.end))
	if b.style == '"' || b.style == '\'' {
		text = strings.Trim(text, string(b.style))
	}
	return text
}
