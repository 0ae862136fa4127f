package mapping

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"bilgate/mapping/canon"
)

// word is the word of an expression at a place.
type word struct {
	text     string
	from, to int      // its columns
	chain    []string // the names up to it: src, images, position
	before   string   // the expression before the chain
	called   bool     // it is a function's name
	member   bool     // it stands behind a dot
	quote    string   // the function whose quoted argument it is; the word is the whole of the argument
}

var quoted = regexp.MustCompile(`(\w+)\(\s*(["'])([^"']*)$`)

// wordAt is the word that a place is on, or behind.
func (e *Editor) wordAt(at spot) word {
	line := e.skeleton.doc.line(at.at.line)
	col := min(at.at.column-1, len(line))
	before := e.skeleton.text(at.branch.value, at.at)
	if m := quoted.FindStringSubmatchIndex(before); m != nil {
		from := col - utf8.RuneCountInString(before[m[6]:])
		w := word{quote: before[m[2]:m[3]], from: from + 1, to: col + 1}
		for w.to <= len(line) && line[w.to-1] != rune(before[m[4]]) && w.to < len(line)+1 {
			w.to++
		}
		w.text = string(line[max(0, from):min(w.to-1, len(line))])
		return w
	}
	from, to := wordStart(line, col), wordEnd(line, col)
	w := word{text: string(line[from:to]), from: from + 1, to: to + 1}
	w.called = to < len(line) && line[to] == '('
	text := e.skeleton.text(at.branch.value, place{at.at.line, to + 1})
	if tail := chainTail.FindString(text); tail != "" && to > from {
		w.chain, w.before = chainOf(tail), strings.TrimSuffix(text, tail)
	}
	w.member = from > 0 && (line[from-1] == '.' || line[from-1] == '?' && from > 1 && line[from-2] == '.')
	return w
}

// expressionAt says whether a branch's value is an expression.
func (e *Editor) expressionAt(b *branch) bool {
	if len(b.children) > 0 && b.key != itemKey {
		return false
	}
	switch b.section() {
	case "let", "when":
		return len(b.path()) == 2
	case "use":
		return b.parent.key == "with"
	case "fields":
		return b.key != "as" || b.parent.key == "fields"
	}
	return false
}

// targetOf is the canonical field that a key names under const, fields or expect; nil if it names none.
func (e *Editor) targetOf(b *branch) *canon.Field {
	if e.kind == nil || b.key == itemKey {
		return nil
	}
	return canonField(e.fieldsAbove(b.parent), strings.TrimSuffix(b.key, "[]"))
}

// fieldsAbove are the canonical fields that keys below a branch name; none if they name something else.
func (e *Editor) fieldsAbove(b *branch) []*canon.Field {
	switch {
	case b == nil || b.parent == nil || e.kind == nil:
		return nil
	case b.parent.parent == nil && (b.key == "fields" || b.key == "const") && !e.fragment():
		return e.kind.Fields
	case b.key == "expect" && b.section() == "tests":
		return e.kind.Fields
	case b.section() == "tests":
		return e.expectedBelow(b)
	case b.key == "fields" && b.section() == "fields":
		return e.itemFields(b)
	}
	return nil
}

// itemFields are the fields of the items of the list whose block a branch belongs to.
func (e *Editor) itemFields(b *branch) []*canon.Field {
	list := b.parent
	for list != nil && list.key == itemKey {
		list = list.parent
	}
	if list == nil {
		return nil
	}
	f := e.targetOf(list)
	if f == nil {
		return nil
	}
	return f.Fields
}

// expectedBelow are the fields below a field that a test expects.
func (e *Editor) expectedBelow(b *branch) []*canon.Field {
	for b.key == itemKey && b.parent != nil {
		b = b.parent
	}
	if b.key == "tests" {
		return nil
	}
	f := e.targetOf(b)
	if f == nil {
		return nil
	}
	return f.Fields
}

// givenOf is the source field that a key under given names, nil if it names none.
func (e *Editor) givenOf(b *branch) *member {
	if r := e.givenAbove(b.parent); r != nil {
		return r.byName[b.key]
	}
	return nil
}

// givenAbove is the record whose fields keys below a branch name, nil if they name none.
func (e *Editor) givenAbove(b *branch) *record {
	switch {
	case b == nil || b.section() != "tests":
		return nil
	case b.key == "given":
		return e.types.root
	case b.key == itemKey:
		return e.givenAbove(b.parent)
	}
	if r := e.givenAbove(b.parent); r != nil && r.byName[b.key] != nil {
		return r.byName[b.key].record
	}
	return nil
}
