package lsp

import (
	"fmt"
	"regexp"
	"strings"

	"bilgate/mapping"
)

// completionKinds are the protocol's kinds of what may be written.
var completionKinds = map[mapping.CompletionKind]int{
	mapping.CompleteKey: 14, mapping.CompleteTarget: 10, mapping.CompleteSource: 5, mapping.CompleteName: 6,
	mapping.CompleteFunction: 3, mapping.CompleteList: 18, mapping.CompleteCode: 20, mapping.CompleteFile: 17,
}

func (s *server) completion(p placed) (any, error) {
	doc, known, line, column := s.at(p)
	items := []object{}
	if known.Editor == nil {
		return items, nil
	}
	list := known.Complete(line, column)
	if list == nil {
		list = s.feeds(doc, line, column)
	}
	for i, c := range list {
		items = append(items, s.item(doc, line, i, c))
	}
	return items, nil
}

// item is one completion on the wire. Editors sort by sortText, which keeps the order.
func (s *server) item(doc *snapshot, line, i int, c mapping.Completion) object {
	out := object{
		"label": c.Label, "kind": completionKinds[c.Kind], "sortText": fmt.Sprintf("%04d", i), "filterText": c.Label,
		"insertTextFormat": 2, "insertTextMode": 2, "textEdit": textEdit{doc.text.extent(line, c.Column, c.EndColumn), c.Insert},
	}
	if !s.snippets {
		out["insertTextFormat"], out["textEdit"] = 1, textEdit{doc.text.extent(line, c.Column, c.EndColumn), withoutPlaces(c.Insert)}
	}
	if c.Detail != "" {
		out["detail"] = c.Detail
	}
	if c.Text != "" {
		out["documentation"] = markup{"markdown", c.Text}
	}
	return out
}

// feeds completes the feed that a mapping names.
func (s *server) feeds(doc *snapshot, line, column int) []mapping.Completion {
	m := feedLine.FindStringSubmatchIndex(doc.text.line(line - 1))
	if m == nil || column <= m[4] {
		return nil
	}
	var out []mapping.Completion
	for _, f := range s.around.Feeds {
		out = append(out, mapping.Completion{Label: f.Name, Kind: mapping.CompleteCode, Detail: f.Help, Insert: f.Name, Column: m[4] + 1, EndColumn: m[5] + 1})
	}
	return out
}

var snippetPlace = regexp.MustCompile(`\$\{\d+:([^}]*)\}|\$\d+|\\([\\$}])`)

// withoutPlaces is a snippet for an editor that takes none.
func withoutPlaces(snippet string) string { return snippetPlace.ReplaceAllString(snippet, "$1$2") }

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
