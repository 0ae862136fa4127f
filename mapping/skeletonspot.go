package mapping

import "slices"

// spot is what a place in the file is.
type spot struct {
	kind   spotKind
	branch *branch // whose key or value it is; of a new key the one above it
	at     place
}

type spotKind int

const (
	nowhere spotKind = iota // a comment
	onKey
	inValue
	newKey // where a key is missing, or being written
)

// spot finds out what stands at a place. A place behind the last character of a word belongs to the word.
func (s *skeleton) spot(at place) spot {
	line := s.doc.line(at.line)
	at.column = max(1, min(at.column, len(line)+1))
	found := spot{nowhere, nil, at}
	for _, b := range s.all {
		switch {
		case b.from.line > at.line:
		case b.key != itemKey && b.from.line == at.line && b.from.column <= at.column && b.to.line == at.line && at.column <= b.to.column:
			found = spot{onKey, b, at}
		case s.within(b, at):
			found = spot{inValue, b, at}
		}
	}
	switch b := found.branch; {
	case b == nil && commented(line, at.column):
		return found
	case b == nil:
		return spot{newKey, s.above(at, line), at}
	case found.kind == onKey && b.flow && b.value == b.to && b.end == b.to:
		return spot{newKey, b.parent, at} // no colon yet
	case found.kind == inValue && b.style == '{':
		return spot{newKey, b, at}
	case found.kind == inValue && b.key == itemKey && b.style == 0 && !b.flow:
		return spot{newKey, b, at}
	}
	return found
}

// within says whether a place is in a branch's value. The blanks behind a key are, and the empty lines at the
// end of a block scalar.
func (s *skeleton) within(b *branch, at place) bool {
	line := s.doc.line(at.line)
	switch {
	case b.style == '|' || b.style == '>':
		return at.line >= b.value.line && at.line <= b.last && at.column-1 > b.indent && (at.line <= b.end.line || !blank(line) || at.column > len(line))
	case b.style == '{' || b.style == '[':
		return at.compare(b.value) > 0 && (at.compare(b.end) < 0 || at == b.end && !closed(line, at))
	case b.flow && b.value == b.to:
		return at == b.to && b.key != itemKey && b.end != b.to
	case b.from.line == at.line && at.column > b.to.column && at.compare(b.value) <= 0:
		return b.value.line == at.line && !slices.ContainsFunc(b.children, func(c *branch) bool { return c.from.line == at.line })
	}
	return at.compare(b.value) >= 0 && at.compare(b.end) <= 0 && at.compare(b.to) > 0 && !(b.empty() && at.line != b.from.line)
}

// closed says whether a bracket closes before the place.
func closed(line []rune, at place) bool {
	return at.column >= 2 && at.column-2 < len(line) && (line[at.column-2] == '}' || line[at.column-2] == ']')
}

// above is the branch under which a key at the place would stand, by its indentation.
func (s *skeleton) above(at place, line []rune) *branch {
	indent := leading(line)
	if blank(line) {
		indent = at.column - 1
	}
	out := s.root
	for _, b := range s.all {
		if b.from.line > at.line || b.from.line == at.line && b.key != itemKey {
			break
		}
		if !b.flow {
			out = b
		}
	}
	for out.parent != nil && (out.indent >= indent || out.from.line != at.line && !out.opens()) {
		out = out.parent
	}
	return out
}

// opens says whether keys may stand below a branch.
func (b *branch) opens() bool { return b.style == 0 && b.value == b.end || b.key == itemKey }

// commented says whether a comment begins before a column.
func commented(line []rune, column int) bool {
	for i := 0; i < column-1 && i < len(line); i++ {
		if line[i] == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t') {
			return true
		}
	}
	return false
}
