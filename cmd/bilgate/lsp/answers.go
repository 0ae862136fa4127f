package lsp

import (
	"bilgate/mapping"
)

// at is the document of a request with the place that it is about; the editor is nil where there is none.
func (s *server) at(p placed) (doc *snapshot, known edited, line, column int) {
	doc = s.books.get(p.TextDocument.URI)
	if doc == nil {
		return nil, edited{}, 0, 0
	}
	line, column = doc.text.place(p.Position)
	return doc, doc.editor(), line, column
}

func (s *server) hover(p placed) (any, error) {
	doc, known, line, column := s.at(p)
	if known.Editor == nil {
		return nil, nil
	}
	h, ok := known.Hover(line, column)
	if !ok {
		return nil, nil
	}
	return object{"contents": markup{"markdown", h.Text}, "range": doc.text.extent(h.Line, h.Column, h.EndColumn)}, nil
}

func (s *server) definition(p placed) (any, error) {
	doc, known, line, column := s.at(p)
	out := []location{}
	if known.Editor == nil {
		return out, nil
	}
	for _, rule := range known.Definition(line, column) {
		target, t := doc.uri, doc.text
		if rule.File != doc.file() {
			path := doc.real(rule.File)
			if path == "" {
				continue
			}
			target, t = s.books.uri(path), known.textOf(rule.File)
		}
		out = append(out, location{target, t.extent(rule.Line, rule.Column, rule.Column)})
	}
	return out, nil
}

// symbolKinds are the protocol's kinds for the entries of a section; of the rest, a field.
var symbolKinds = map[string]int{"let": 13, "lookups": 18, "tests": 12, "use": 2, "when": 17}

// The protocol's kinds of symbols that are used by themselves.
const (
	symbolNamespace = 3
	symbolField     = 8
)

func (s *server) symbols(p placed) (any, error) {
	doc, known, _, _ := s.at(p)
	if known.Editor == nil {
		return []object{}, nil
	}
	return symbolsOf(doc.text, known.Outline(), symbolNamespace, true), nil
}

func symbolsOf(t *text, list []mapping.Outlined, kind int, sections bool) []object {
	out := []object{}
	for _, o := range list {
		inner := symbolField
		if k, ok := symbolKinds[o.Name]; ok && sections {
			inner = k
		}
		name := t.extent(o.Line, o.Column, o.EndColumn)
		all := extent{name.Start, t.position(o.LastLine, o.LastEnd)}
		if all.End.before(name.End) {
			all.End = name.End
		}
		out = append(out, object{
			"name": o.Name, "detail": firstLine(o.Detail), "kind": kind, "range": all, "selectionRange": name,
			"children": symbolsOf(t, o.Children, inner, false),
		})
	}
	return out
}

// formatting puts the document into the one form; what is no YAML stays as it is.
func (s *server) formatting(p placed) (any, error) {
	doc, known, _, _ := s.at(p)
	if known.Editor == nil {
		return []textEdit{}, nil
	}
	out, problems := mapping.Format(doc.text.plain(), doc.file())
	if problems.Failed() {
		return []textEdit{}, nil
	}
	formatted := doc.text.withItsEnds(string(out))
	if formatted == doc.text.content {
		return []textEdit{}, nil
	}
	return []textEdit{{doc.text.whole(), formatted}}, nil
}
