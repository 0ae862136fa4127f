package mapping

import (
	"strings"
	"unicode/utf8"
)

// write gives each line of the file the lines that stand for it.
func (f *formatter) write() [][]string {
	out := make([][]string, len(f.doc.lines))
	widths := f.widths()
	for n, line := range f.doc.lines {
		text := strings.TrimSpace(string(line))
		indent, begins := f.begin[n]
		switch e := f.pairs[n]; {
		case f.kept[n]:
			out[n] = []string{f.moved(line, f.shift[n])}
		case text == "":
			out[n] = []string{""}
		case e != nil:
			out[n] = e.lines(indent, widths[n])
		case begins:
			out[n] = []string{strings.Repeat(" ", indent) + begun(text)}
		default: // a comment
			out[n] = []string{strings.Repeat(" ", f.indentBelow(n)) + text}
		}
	}
	return out
}

// begun is a line with a key or a dash, with one blank after each.
func begun(text string) string {
	if rest, dashed := strings.CutPrefix(text, "- "); dashed {
		return "- " + begun(strings.TrimSpace(rest))
	}
	return text
}

// moved is a line inside a value, further in or out. Blank lines stay blank.
func (f *formatter) moved(line []rune, by int) string {
	if blank(line) {
		return ""
	}
	text := strings.TrimRight(string(line[leading(line):]), " \t\r")
	return strings.Repeat(" ", max(0, leading(line)+by)) + text
}

// indentBelow is the indentation of a comment: that of the line which it is about. A comment that stands
// further in than that is the last one of what is above it, and keeps to that.
func (f *formatter) indentBelow(n int) int {
	own := leading(f.doc.lines[n])
	for below := n + 1; below < len(f.doc.lines); below++ {
		if indent, begins := f.begin[below]; begins {
			if own > leading(f.doc.lines[below]) {
				break
			}
			return indent
		}
	}
	for above := n - 1; above >= 0 && own > 0; above-- {
		if indent, begins := f.begin[above]; begins && leading(f.doc.lines[above]) <= own {
			return indent
		}
	}
	return 0
}

// widths are the columns of aligned values, by line: those of neighbours are alike.
func (f *formatter) widths() map[int]int {
	out := map[int]int{}
	for n := 0; n < len(f.doc.lines); n++ {
		end, width := n, 0
		for end < len(f.doc.lines) && f.alignedWith(n, end) {
			width = max(width, f.pairs[end].width())
			end++
		}
		for k := n; k < end; k++ {
			out[k] = width
		}
		n = max(n, end-1)
	}
	return out
}

// alignedWith says whether two lines are entries of the same mapping whose values stand in one column.
func (f *formatter) alignedWith(a, b int) bool {
	x, y := f.pairs[a], f.pairs[b]
	return x != nil && y != nil && x.aligned && y.aligned && x.column == y.column && y.block == "" && (a == b || y.dash == "")
}

func (e *entry) width() int { return utf8.RuneCountInString(e.key) }

// lines are what an entry is written as, its value from a width on after its key.
func (e *entry) lines(indent, width int) []string {
	if e.value == "" {
		return []string{strings.Repeat(" ", indent) + e.dash + e.key}
	}
	pad := strings.Repeat(" ", max(0, width-e.width())+1)
	out := []string{strings.Repeat(" ", indent) + e.dash + e.key + pad + e.value}
	if e.block != "" {
		out[0] = strings.Repeat(" ", indent) + e.dash + e.key + " " + e.value
		out = append(out, strings.Repeat(" ", e.column+2)+e.block)
	}
	return out
}
