package lsp

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text is the text of a document with its lines. It does not change.
type text struct {
	content string
	starts  []int // the first byte of each line
}

// newText cuts a text into lines: LF, CR LF and CR alone end one.
func newText(content string) *text {
	t := &text{content: content, starts: []int{0}}
	for i := 0; i < len(content); i++ {
		if content[i] == '\n' || content[i] == '\r' && (i+1 == len(content) || content[i+1] != '\n') {
			t.starts = append(t.starts, i+1)
		}
	}
	return t
}

// line is a line from 0 without its end, "" if there is none.
func (t *text) line(n int) string {
	if n < 0 || n >= len(t.starts) {
		return ""
	}
	end := len(t.content)
	if n+1 < len(t.starts) {
		end = t.starts[n+1]
	}
	return strings.TrimRight(t.content[t.starts[n]:end], "\r\n")
}

// offset is the byte of a position. A position behind the end of a line is the end, one inside a character
// its beginning.
func (t *text) offset(p position) int {
	switch {
	case p.Line < 0:
		return 0
	case p.Line >= len(t.starts):
		return len(t.content)
	}
	line := t.line(p.Line)
	bytes, _ := unitsToRunes(line, p.Character)
	return t.starts[p.Line] + bytes
}

// place is the line and the column of a position, from 1, in characters.
func (t *text) place(p position) (line, column int) {
	_, runes := unitsToRunes(t.line(p.Line), p.Character)
	return p.Line + 1, runes + 1
}

// position is the position of a line and a column from 1, in characters; of a line behind the last one the
// end. YAML knows line ends that the protocol does not know.
func (t *text) position(line, column int) position {
	if line > len(t.starts) {
		return t.whole().End
	}
	return position{max(0, line-1), runesToUnits(t.line(line-1), column-1)}
}

// extent is the range of columns of a line.
func (t *text) extent(line, from, to int) extent {
	return extent{t.position(line, from), t.position(line, max(from, to))}
}

// whole is the range of everything.
func (t *text) whole() extent {
	last := len(t.starts) - 1
	return extent{position{}, position{last, runesToUnits(t.line(last), len(t.content))}}
}

// replaced is the text with a range of it replaced.
func (t *text) replaced(e extent, by string) *text {
	from, to := t.offset(e.Start), t.offset(e.End)
	if to < from {
		from, to = to, from
	}
	return newText(t.content[:from] + by + t.content[to:])
}

// plain is the text with a line feed at the end of each line.
func (t *text) plain() []byte {
	if !strings.Contains(strings.ReplaceAll(t.content, "\r\n", ""), "\r") {
		return []byte(t.content)
	}
	return []byte(strings.ReplaceAll(strings.ReplaceAll(t.content, "\r\n", "\n"), "\r", "\n"))
}

// withItsEnds is another text with the line ends of this one.
func (t *text) withItsEnds(other string) string {
	if t.crlf() {
		return strings.ReplaceAll(other, "\n", "\r\n")
	}
	return other
}

// crlf says whether the lines end with CR LF.
func (t *text) crlf() bool { return strings.Contains(t.content, "\r\n") }

// unitsToRunes counts the bytes and the characters in the first units of a line.
func unitsToRunes(line string, units int) (bytes, runes int) {
	for bytes < len(line) {
		r, size := utf8.DecodeRuneInString(line[bytes:])
		if units -= max(1, utf16.RuneLen(r)); units < 0 {
			break
		}
		bytes += size
		runes++
	}
	return bytes, runes
}

// runesToUnits counts the UTF-16 units of the first characters of a line.
func runesToUnits(line string, runes int) int {
	units := 0
	for _, r := range line {
		if runes--; runes < 0 {
			break
		}
		units += max(1, utf16.RuneLen(r))
	}
	return units
}
