package mapping

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// formatter knows for each line of a file what begins on it.
type formatter struct {
	doc   *document
	begin map[int]int    // by line from 0: the new indentation of the key or the dash that begins it
	shift map[int]int    // of the lines inside a value: how far they move
	kept  map[int]bool   // lines inside a value: no comments, no blank lines to tidy
	pairs map[int]*entry // of keys whose value ends on their line
}

// entry is one line key: value.
type entry struct {
	dash, key, value string
	column           int // of the key, in the new file
	aligned          bool
	block            string // the expression, where it goes into a block scalar
}

// where is the part of a file that a node stands in.
type where int

const (
	inSections    where = iota // the top level
	inWords                    // names and files: values are aligned, and no expressions
	inFields                   // expressions, or blocks of a list
	inBlock                    // each, as, when and fields of a list
	inExpressions              // let, when, with: names and expressions
	inUse                      // fragment, at and with
	inTests                    // records as they are
)

// below is where the value of a key stands.
func (w where) below(key string) where {
	switch {
	case w == inSections && (key == "const" || key == "lookups" || key == "takes"):
		return inWords
	case w == inSections && (key == "let" || key == "when"), w == inUse && key == "with", w == inBlock && key == "each":
		return inExpressions
	case (w == inSections || w == inBlock) && key == "fields":
		return inFields
	case w == inFields:
		return inBlock
	case w == inSections && key == "use":
		return inUse
	}
	return inTests
}

// holdsExpression says whether a key's single value is an expression.
func (w where) holdsExpression(key string) bool {
	return w == inExpressions || w == inFields || w == inBlock && (key == "each" || key == "when")
}

func newFormatter(d *document, root *yaml.Node) *formatter {
	return &formatter{doc: d, begin: map[int]int{}, shift: map[int]int{}, kept: map[int]bool{}, pairs: map[int]*entry{}}
}

func isFlow(n *yaml.Node) bool { return n.Style&yaml.FlowStyle != 0 || len(n.Content) == 0 }

// mapping places the keys of a mapping, and what is below them.
func (f *formatter) mapping(n *yaml.Node, indent int, in where) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if _, dashed := f.begin[key.Line-1]; !dashed {
			f.begin[key.Line-1] = indent
		}
		f.value(key, value, indent, in)
	}
}

// value places what a key has: below it, or beside it.
func (f *formatter) value(key, value *yaml.Node, indent int, in where) {
	switch {
	case value.Kind == yaml.MappingNode && !isFlow(value):
		f.mapping(value, indent+2, in.below(key.Value))
	case value.Kind == yaml.SequenceNode && !isFlow(value):
		f.sequence(value, indent+2, in.below(key.Value))
	default:
		f.beside(key, value, indent, in)
	}
}

func (f *formatter) sequence(n *yaml.Node, indent int, in where) {
	for _, item := range n.Content {
		f.begin[item.Line-1] = indent
		switch {
		case item.Kind == yaml.MappingNode && !isFlow(item):
			f.mapping(item, indent+2, in)
		case item.Kind == yaml.SequenceNode && !isFlow(item):
			f.sequence(item, indent+2, in)
		default:
			f.keep(item, item.Line-1, f.last(item))
		}
	}
}

// keep moves the lines of a value after its first one along with that one.
func (f *formatter) keep(n *yaml.Node, first, last int) {
	by := f.begin[first] - leading(f.doc.lines[first])
	for line := first + 1; line <= last; line++ {
		f.kept[line], f.shift[line] = true, by
	}
}

// last is the line, from 0, on which a value ends.
func (f *formatter) last(n *yaml.Node) int {
	if n.Kind == yaml.ScalarNode {
		s := f.doc.scalar(n)
		if len(s.value) == 0 {
			return n.Line - 1
		}
		return s.places[len(s.value)-1].line - 1
	}
	last := n.Line - 1
	for _, inner := range n.Content {
		last = max(last, f.last(inner))
	}
	for last+1 < len(f.doc.lines) { // a closing bracket on a line of its own
		if next := strings.TrimSpace(string(f.doc.lines[last+1])); next == "" || !strings.ContainsRune("]},", rune(next[0])) {
			break
		}
		last++
	}
	return last
}

// beside places a value that begins on its key's line, and goes on below it if it is long.
func (f *formatter) beside(key, value *yaml.Node, indent int, in where) {
	first, last := key.Line-1, f.last(value)
	if value.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		content := f.content(first + 1)
		for line := first + 1; line <= last; line++ {
			f.kept[line], f.shift[line] = true, indent+2-content
		}
		return
	}
	if last > first || value.Line != key.Line {
		f.keep(value, first, max(last, value.Line-1))
		return
	}
	f.pairs[first] = f.entry(key, value, indent, in)
}

// content is the indentation of a block scalar's first line with content.
func (f *formatter) content(line int) int {
	for ; line < len(f.doc.lines); line++ {
		if !blank(f.doc.lines[line]) {
			return leading(f.doc.lines[line])
		}
	}
	return 0
}

// entry takes a line apart, and takes the quotes off its expression.
func (f *formatter) entry(key, value *yaml.Node, indent int, in where) *entry {
	line := f.doc.lines[key.Line-1]
	colon := f.doc.scalar(key).places[len([]rune(key.Value))]
	after := colon.column - 1
	for after < len(line) && line[after] != ':' {
		after++
	}
	after = min(after, len(line)-1)
	e := &entry{
		key: string(line[key.Column-1 : after+1]), value: strings.TrimSpace(string(line[after+1:])),
		column: indent, aligned: in == inWords || in == inFields || in == inExpressions,
	}
	if strings.HasPrefix(strings.TrimSpace(string(line)), "- ") {
		e.dash, e.column = "- ", indent
	}
	if quoted := value.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0; quoted && in.holdsExpression(key.Value) {
		f.unquote(e, value, line)
	}
	return e
}

// unquote writes a quoted expression plainly where YAML reads it as it is, else in a block scalar. An
// expression in several lines keeps its quotes.
func (f *formatter) unquote(e *entry, value *yaml.Node, line []rune) {
	end := f.doc.scalar(value).places[len([]rune(value.Value))].column
	comment := ""
	if end < len(line) {
		comment = strings.TrimSpace(string(line[end:]))
	}
	if comment != "" {
		comment = " " + comment
	}
	switch {
	case strings.Contains(value.Value, "\n") || strings.TrimSpace(value.Value) == "":
	case plain(value.Value):
		e.value = value.Value + comment
	default:
		e.value, e.block = "|"+comment, strings.TrimSpace(value.Value)
	}
}

// plain says whether YAML reads a text without quotes as it is.
func plain(text string) bool {
	var n yaml.Node
	if yaml.Unmarshal([]byte("key: "+text+"\n"), &n) != nil {
		return false
	}
	value := valueOf(n.Content[0], "key")
	return value != nil && len(n.Content[0].Content) == 2 && value.Kind == yaml.ScalarNode && value.Style == 0 && value.Value == text && value.Anchor == ""
}
