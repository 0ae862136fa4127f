package mapping

import (
	"bytes"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// sectionOrder is the order of a file's sections: each builds on those before it. A mapping begins with its
// name, a fragment with its own.
var sectionOrder = []string{"mapping", "version", "to", "fragment", "takes", "lookups", "let", "when", "const", "use", "fields", "tests"}

// Format writes a mapping file or a fragment in the one way: sections in their order, two blanks a level,
// values in columns, expressions without quotes – in a block scalar where YAML would misread them. Comments
// and blank lines stay where they are, and so does everything that the mapping means: a file that cannot be
// written so comes back as it is. What is no YAML is a problem.
func Format(text []byte, file string) ([]byte, Problems) {
	c := &compiler{module: newModule(newDocument(file, text))}
	root := c.parse(text, "begin with mapping: <agency>.<feed>")
	if root == nil {
		return nil, c.problems
	}
	if root.Kind != yaml.MappingNode {
		c.problem(root, "yaml.kind", "this is no mapping file", "begin with mapping: <agency>.<feed>")
		return nil, c.problems
	}
	if root.Style&yaml.FlowStyle != 0 || endsLinesOtherwise(text) {
		return text, nil
	}
	f := newFormatter(c.doc, root)
	f.mapping(root, 0, inSections)
	out := f.file(root)
	if !sameFile(text, out) {
		return text, nil
	}
	return out, nil
}

// endsLinesOtherwise says whether YAML sees ends of lines where an editor sees none: then a node's place is
// not to be found in the text.
func endsLinesOtherwise(text []byte) bool {
	return bytes.ContainsAny(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), "\r\u0085\u2028\u2029")
}

// file puts the sections in order, each with the comments before it.
func (f *formatter) file(root *yaml.Node) []byte {
	lines := f.write()
	head, sections, tail := f.sections(root)
	slices.SortStableFunc(sections, func(a, b section) int { return a.rank - b.rank })
	out := slices.Clone(lines[head.from:head.to])
	for i, s := range sections {
		if s.apart && i > 0 || i == 0 && len(out) > 0 {
			out = append(out, []string{""})
		}
		out = append(out, lines[s.from:s.to]...)
	}
	if tail.apart {
		out = append(out, []string{""})
	}
	out = append(out, lines[tail.from:tail.to]...)
	return []byte(strings.Join(tidyBlanks(slices.Concat(out...)), "\n") + "\n")
}

// section is the lines of one top-level key, counted from 0, with the comments before it.
type section struct {
	from, to, rank int
	apart          bool // a blank line stands before it
}

// sections cuts the file before the comments of each key. The head is a comment about the file, which a
// blank line parts from the first key; the tail is what stands below the last section at its margin.
func (f *formatter) sections(root *yaml.Node) (head section, out []section, tail section) {
	to := len(f.doc.lines)
	last := root.Content[len(root.Content)-1]
	tail = section{from: to, to: to}
	for tail.from > last.Line && f.marginal(tail.from-1) {
		tail.from--
	}
	to = f.apart(&tail)
	for i := len(root.Content) - 2; i >= 0; i -= 2 {
		key := root.Content[i]
		s := section{from: f.commentsBefore(key.Line-1, i == 0), to: to, rank: slices.Index(sectionOrder, key.Value)}
		if s.rank < 0 {
			s.rank = len(sectionOrder)
		}
		to = f.apart(&s)
		s.apart = s.apart && i > 0
		out = append(out, s)
	}
	slices.Reverse(out)
	return section{to: to}, out, tail
}

// apart takes the blank lines before a section, and gives the end of the one before.
func (f *formatter) apart(s *section) int {
	for s.from < s.to && blank(f.doc.lines[s.from]) {
		s.from, s.apart = s.from+1, true
	}
	to := s.from
	for to > 0 && blank(f.doc.lines[to-1]) && !f.kept[to-1] {
		to, s.apart = to-1, true
	}
	return to
}

// commentsBefore is the first of the lines above a key that belong to it. The comment at the top of a file
// belongs to the file if a blank line follows it.
func (f *formatter) commentsBefore(key int, first bool) int {
	from := key
	for from > 0 && f.marginal(from-1) && !(first && blank(f.doc.lines[from-1])) {
		from--
	}
	return from
}

// marginal says whether a line is blank or a comment at the margin, outside all values.
func (f *formatter) marginal(n int) bool {
	line := f.doc.lines[n]
	return !f.kept[n] && (blank(line) || line[0] == '#')
}

// tidyBlanks leaves one blank line of several, and none at both ends.
func tidyBlanks(lines []string) []string {
	out := slices.CompactFunc(lines, func(a, b string) bool { return a == "" && b == "" })
	for len(out) > 0 && out[0] == "" {
		out = out[1:]
	}
	for len(out) > 0 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}

// sameFile says whether two files mean the same to the compiler, whatever the order of their sections and
// the quotes of their expressions.
func sameFile(a, b []byte) bool {
	var left, right yaml.Node
	if yaml.Unmarshal(a, &left) != nil || yaml.Unmarshal(b, &right) != nil || len(right.Content) == 0 {
		return false
	}
	x, y := left.Content[0], right.Content[0]
	if len(x.Content) != len(y.Content) || y.Kind != yaml.MappingNode {
		return false
	}
	for i := 0; i < len(x.Content); i += 2 {
		if !sameNode(x.Content[i+1], valueOf(y, x.Content[i].Value)) {
			return false
		}
	}
	return bytes.Count(a, []byte("#")) <= bytes.Count(b, []byte("#"))
}

func sameNode(a, b *yaml.Node) bool {
	if b == nil || a.Kind != b.Kind || len(a.Content) != len(b.Content) {
		return false
	}
	if a.Kind == yaml.ScalarNode {
		return a.Value == b.Value || strings.TrimRight(a.Value, "\n") == strings.TrimRight(b.Value, "\n") && b.Style&yaml.LiteralStyle != 0
	}
	for i := range a.Content {
		if !sameNode(a.Content[i], b.Content[i]) {
			return false
		}
	}
	return true
}
