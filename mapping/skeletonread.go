package mapping

import (
	"strings"
	"unicode"
)

// skeletonReader reads a file line by line.
type skeletonReader struct {
	*skeleton
	open *branch // the last key or item
	line int
}

// next reads one line, or all lines of a value that goes on.
func (s *skeletonReader) next() {
	line := s.doc.line(s.line)
	col := leading(line)
	switch {
	case blank(line) || line[col] == '#' || strings.HasPrefix(string(line), "---"):
		s.line++
		return
	case s.continues(col):
		s.open.end = place{s.line, contentEnd(line, col) + 1}
		s.line++
		return
	}
	for dashAt(line, col) {
		s.add(itemKey, col, place{s.line, col + 1}, place{s.line, col + 2})
		col++
		for col < len(line) && line[col] == ' ' {
			col++
		}
		s.open.value = place{s.line, col + 1}
		s.open.end = s.open.value
	}
	if key, after, ok := keyAt(line, col); ok {
		s.add(key, col, place{s.line, col + 1}, place{s.line, after})
		s.read(s.open, line, after)
		return
	}
	if s.open.key == itemKey && s.open.from.line == s.line {
		s.read(s.open, line, col)
		return
	}
	s.line++
}

// continues says whether a line goes on with the plain value before it.
func (s *skeletonReader) continues(col int) bool {
	b := s.open
	return b.parent != nil && b.style == 0 && b.value != b.end && col > b.indent
}

// add adds a branch below the last one that is indented less.
func (s *skeletonReader) add(key string, indent int, from, to place) {
	parent := s.open
	for parent.flow || parent.indent > indent || parent.indent == indent && (key != itemKey || parent.key == itemKey) {
		parent = parent.parent
	}
	s.open = &branch{key: key, parent: parent, indent: indent, from: from, to: to, value: to, end: to}
	parent.children = append(parent.children, s.open)
	s.all = append(s.all, s.open)
}

// read reads a value that begins on the line, and goes to the line behind it.
func (s *skeletonReader) read(b *branch, line []rune, col int) {
	for col < len(line) && unicode.IsSpace(line[col]) {
		col++
	}
	b.value = place{s.line, col + 1}
	b.end, b.last = b.value, s.line
	if col >= len(line) || line[col] == '#' {
		s.line++
		return
	}
	switch line[col] {
	case '|', '>':
		b.style = line[col]
		s.block(b)
	case '{', '[':
		f := &flowReader{skeletonReader: s, at: b.value, indent: b.indent}
		f.collection(b, 0)
		b.last = f.at.line
		s.line = f.at.line + 1
	case '"', '\'':
		b.style = line[col]
		s.quoted(b, line, col)
	default:
		b.end.column = contentEnd(line, col) + 1
		s.line++
	}
}

// block takes in the lines of a block scalar.
func (s *skeletonReader) block(b *branch) {
	s.line++
	b.value = place{s.line, 1}
	b.end = b.value
	for ; s.line <= len(s.doc.lines); s.line++ {
		line := s.doc.line(s.line)
		if !blank(line) && leading(line) <= b.indent {
			return
		}
		if !blank(line) {
			b.end = place{s.line, len(line) + 1}
		}
		b.last = s.line
	}
}

// quoted takes in a text in quotes, up to its end or to a line that is indented less.
func (s *skeletonReader) quoted(b *branch, line []rune, col int) {
	from := col + 1
	for {
		for i := from; i < len(line); i++ {
			if line[i] == '\\' && b.style == '"' {
				i++
			} else if line[i] == b.style {
				b.end = place{s.line, i + 2}
				s.line++
				return
			}
		}
		b.end = place{s.line, len(line) + 1}
		s.line++
		line, from = s.doc.line(s.line), 0
		if s.line > len(s.doc.lines) || blank(line) || leading(line) <= b.indent {
			return
		}
	}
}

func dashAt(line []rune, col int) bool {
	return col < len(line) && line[col] == '-' && (col+1 == len(line) || line[col+1] == ' ')
}

// keyAt reads a key and the colon behind it; after is the index behind the colon.
func keyAt(line []rune, col int) (key string, after int, ok bool) {
	if col >= len(line) || strings.ContainsRune("{[|>#&*!%@", line[col]) {
		return "", 0, false
	}
	for i := col; i < len(line); i++ {
		switch {
		case line[i] == ':' && (i+1 == len(line) || line[i+1] == ' ' || line[i+1] == '\t'):
			return strings.Trim(strings.TrimSpace(string(line[col:i])), `"'`), i + 1, true
		case line[i] == '#' && i > 0 && line[i-1] == ' ':
			return "", 0, false
		}
	}
	return "", 0, false
}

// contentEnd is the index behind a plain value, before a comment and the blanks at the end.
func contentEnd(line []rune, col int) int {
	end := len(line)
	for i := col + 1; i < len(line); i++ {
		if line[i] == '#' && line[i-1] == ' ' {
			end = i
			break
		}
	}
	for end > col && unicode.IsSpace(line[end-1]) {
		end--
	}
	return end
}
