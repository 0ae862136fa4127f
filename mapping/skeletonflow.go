package mapping

import (
	"strings"
	"unicode"
)

// flowReader reads what stands between brackets, as far as it goes: a bracket that is still missing ends
// where the indentation does.
type flowReader struct {
	*skeletonReader
	at     place
	indent int  // of the key before the first bracket
	over   bool // there is nothing more
}

// char is the character here: a line feed at the end of a line.
func (f *flowReader) char() rune {
	line := f.doc.line(f.at.line)
	if f.at.column > len(line) {
		return '\n'
	}
	return line[f.at.column-1]
}

// forward goes to the next character.
func (f *flowReader) forward() {
	if f.at.column <= len(f.doc.line(f.at.line)) {
		f.at.column++
		return
	}
	next := f.doc.line(f.at.line + 1)
	if f.at.line >= len(f.doc.lines) || !blank(next) && leading(next) <= f.indent && !strings.ContainsRune("]}", next[leading(next)]) {
		f.over = true
		return
	}
	f.at = place{f.at.line + 1, 1}
}

// skip goes over blanks, line ends, comments and the signs in between.
func (f *flowReader) skip(between string) {
	for !f.over {
		c := f.char()
		switch {
		case c == '#' && (f.at.column == 1 || f.doc.line(f.at.line)[f.at.column-2] == ' '):
			f.at.column = len(f.doc.line(f.at.line)) + 1
		case unicode.IsSpace(c) || strings.ContainsRune(between, c):
			f.forward()
		default:
			return
		}
	}
}

// collection reads a mapping or a list between brackets into a branch.
func (f *flowReader) collection(b *branch, depth int) {
	b.style = f.char()
	f.forward()
	for f.skip(","); !f.over; f.skip(",") {
		if c := f.char(); c == '}' || c == ']' || depth == maxBrackets {
			f.forward()
			break
		}
		if b.style == '{' {
			f.member(b, depth)
		} else {
			f.item(b, depth)
		}
	}
	b.end = f.at
}

func (f *flowReader) grow(b *branch, key string) *branch {
	child := &branch{key: key, parent: b, indent: f.indent, from: f.at, to: f.at, value: f.at, end: f.at, flow: true}
	b.children = append(b.children, child)
	f.all = append(f.all, child)
	return child
}

func (f *flowReader) item(b *branch, depth int) {
	f.value(f.grow(b, itemKey), depth)
}

// member reads key: value.
func (f *flowReader) member(b *branch, depth int) {
	child := f.grow(b, "")
	for !f.over && !f.colon() && !strings.ContainsRune(",}]\n", f.char()) {
		f.forward()
	}
	child.to = f.at
	child.key = strings.Trim(strings.TrimSpace(f.text(child.from, f.at)), `"'`)
	child.value, child.end = f.at, f.at
	if f.colon() {
		f.forward()
		f.skip("")
		child.value, child.end = f.at, f.at
		f.value(child, depth)
	}
}

// colon says whether a key ends here.
func (f *flowReader) colon() bool {
	line := f.doc.line(f.at.line)
	return f.char() == ':' && (f.at.column >= len(line) || strings.ContainsRune(" ,}]\t", line[f.at.column]))
}

func (f *flowReader) value(b *branch, depth int) {
	switch c := f.char(); c {
	case '{', '[':
		f.collection(b, depth+1)
		return
	case '"', '\'':
		b.style = c
		f.forward()
		for !f.over && f.char() != c && f.char() != '\n' {
			if f.char() == '\\' && c == '"' {
				f.forward()
			}
			f.forward()
		}
		if f.char() == c {
			f.forward()
		}
		b.end = f.at
	}
	for !f.over && !strings.ContainsRune(",}]\n", f.char()) {
		f.forward()
		b.end = f.at
	}
}
