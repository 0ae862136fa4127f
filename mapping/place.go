package mapping

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// place is a point in a text: line and column from 1, in characters.
type place struct{ line, column int }

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.line, q.line), cmp.Compare(p.column, q.column))
}

// document is a text with its lines, in which places are looked up.
type document struct {
	file  string
	lines [][]rune
	used  *Rule // of a fragment: where the mapping names it
}

func newDocument(file string, text []byte) *document {
	d := &document{file: file}
	for line := range strings.SplitSeq(string(text), "\n") {
		d.lines = append(d.lines, []rune(strings.TrimSuffix(line, "\r")))
	}
	return d
}

func (d *document) line(n int) []rune {
	if n < 1 || n > len(d.lines) {
		return nil
	}
	return d.lines[n-1]
}

// scalar is a YAML scalar that knows where each of its characters stands in the file.
type scalar struct {
	value  []rune
	places []place // of each character, and of the end
}

// scalar finds the places of a node's characters, through quotes, escapes, folding and block scalars.
func (d *document) scalar(n *yaml.Node) scalar {
	s := scalar{value: []rune(n.Value)}
	w := walker{doc: d, at: place{n.Line, n.Column}, style: n.Style}
	w.start()
	for i := 0; i < len(s.value); {
		here := w.at
		used := w.step(s.value[i:])
		for range used {
			s.places = append(s.places, here)
		}
		i += used
	}
	s.places = append(s.places, w.end())
	return s
}

// span is the part of one line that the characters from..to stand on.
func (s scalar) span(from, to int) (place, int) {
	from = min(from, len(s.places)-1)
	start := s.places[from]
	end := start.column + 1
	for i := from; i < min(to, len(s.value)); i++ {
		if p := s.places[i]; p.line == start.line {
			end = p.column + 1
		}
	}
	return start, end
}

// walker follows the raw text of a scalar character by character of its value.
type walker struct {
	doc    *document
	at     place
	style  yaml.Style
	indent int // of a block scalar's content
}

func (w *walker) block() bool { return w.style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 }

func (w *walker) start() {
	switch {
	case w.block():
		w.indent = w.contentIndent()
		w.at = place{w.at.line + 1, w.indent + 1}
	case w.style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		w.at.column++
	}
}

// contentIndent is the indentation of a block scalar's first line with content.
func (w *walker) contentIndent() int {
	for n := w.at.line + 1; n <= len(w.doc.lines); n++ {
		if line := w.doc.line(n); !blank(line) {
			return leading(line)
		}
	}
	return 0
}

// step moves over the raw text of the first characters of rest and says how many those are.
func (w *walker) step(rest []rune) int {
	line := w.doc.line(w.at.line)
	tail := line[min(w.at.column-1, len(line)):]
	switch {
	case w.style&yaml.LiteralStyle != 0 && rest[0] == '\n':
		w.at = place{w.at.line + 1, w.indent + 1}
	case (rest[0] == ' ' || rest[0] == '\n') && blank(tail):
		return w.fold(rest)
	case len(tail) == 0:
		return 1
	case w.style&yaml.DoubleQuotedStyle != 0 && tail[0] == '\\':
		w.at.column += escapeLength(tail)
	case w.style&yaml.SingleQuotedStyle != 0 && tail[0] == '\'':
		w.at.column += 2
	default:
		w.at.column++
	}
	return 1
}

// fold moves over a line break and the blank lines after it, which the value holds as a space or as line feeds.
func (w *walker) fold(rest []rune) int {
	breaks, n := 1, w.at.line+1
	for n < len(w.doc.lines) && blank(w.doc.line(n)) {
		breaks++
		n++
	}
	w.at = place{n, leading(w.doc.line(n)) + 1}
	if w.block() {
		w.at.column = w.indent + 1
	}
	used := 1
	for used < breaks && used < len(rest) && rest[used] == '\n' && rest[0] == '\n' {
		used++
	}
	return used
}

func (w *walker) end() place { return w.at }

func escapeLength(tail []rune) int {
	if len(tail) < 2 {
		return 1
	}
	return map[rune]int{'x': 4, 'u': 6, 'U': 10}[tail[1]] + 2*boolInt(!strings.ContainsRune("xuU", tail[1]))
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func blank(line []rune) bool {
	return !slices.ContainsFunc(line, func(r rune) bool { return !unicode.IsSpace(r) })
}

func leading(line []rune) int {
	n := 0
	for n < len(line) && (line[n] == ' ' || line[n] == '\t') {
		n++
	}
	return n
}
