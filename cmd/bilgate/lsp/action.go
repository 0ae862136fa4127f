package lsp

import (
	"regexp"
	"strings"
)

type acting struct {
	TextDocument identifier `json:"textDocument"`
	Range        extent     `json:"range"`
}

// meant is the word that a problem suggests in place of the one that it is on.
var meant = regexp.MustCompile(`; did you mean "([^"]+)"\?`)

// actions offers to write what was meant where a word is misspelt.
func (s *server) actions(p acting) (any, error) {
	out := []object{}
	doc := s.books.get(p.TextDocument.URI)
	if doc == nil {
		return out, nil
	}
	for _, problem := range doc.editor().problems {
		m := meant.FindStringSubmatch(problem.Message)
		d := diagnose(problem, doc.text, false)
		if m == nil || problem.File != doc.file() || !d.Range.touches(p.Range) || strings.Contains(problem.Fix, "/") {
			continue
		}
		out = append(out, object{
			"title": "Write " + m[1], "kind": "quickfix", "diagnostics": []diagnostic{d}, "isPreferred": true,
			"edit": object{"changes": map[string][]textEdit{doc.uri: {{d.Range, m[1]}}}},
		})
	}
	return out, nil
}
