package lsp

import (
	"context"
	"runtime/debug"
	"slices"

	"github.com/sourcegraph/jsonrpc2"

	"bilgate/mapping"
)

// reporter sends diagnostics behind the requests' back: whenever documents have changed it looks at each that
// is new to it, as it is then, so that of several changes in a row only the last is compiled.
type reporter struct {
	server *server
	woken  chan struct{}
	seen   map[string]*snapshot                      // by URI: what was reported last
	said   map[string]map[string][]diagnostic        // by the URI that they are about, then by the mapping's that found them
	send   func(uri string, list []diagnostic) error // to the client
}

func newReporter(s *server) *reporter {
	return &reporter{server: s, woken: make(chan struct{}, 1), seen: map[string]*snapshot{}, said: map[string]map[string][]diagnostic{}}
}

// wake says that documents have changed.
func (r *reporter) wake() {
	select {
	case r.woken <- struct{}{}:
	default:
	}
}

// run reports until the context ends.
func (r *reporter) run(ctx context.Context, conn *jsonrpc2.Conn) {
	r.send = func(uri string, list []diagnostic) error {
		params := object{"uri": uri, "diagnostics": list}
		if s := r.server.books.get(uri); s != nil {
			params["version"] = s.version
		}
		return conn.Notify(ctx, "textDocument/publishDiagnostics", params)
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.woken:
			r.report()
		}
	}
}

// report looks at the documents that are new, and forgets those that are closed.
func (r *reporter) report() {
	open := map[string]bool{}
	for _, s := range r.server.books.all() {
		open[s.uri] = true
		if r.seen[s.uri] == s {
			continue
		}
		found := r.find(s)
		if r.server.books.get(s.uri) != s {
			continue // it has changed meanwhile, and whoever changed it woke us
		}
		r.seen[s.uri] = s
		r.say(s.uri, found)
	}
	for uri := range r.seen {
		if !open[uri] {
			delete(r.seen, uri)
			r.say(uri, nil)
		}
	}
}

// find makes the diagnostics of a document, by the URIs that they are about.
func (r *reporter) find(s *snapshot) (found map[string][]diagnostic) {
	defer func() {
		if fault := recover(); fault != nil {
			r.server.around.Log.Printf("diagnostics: %v\n%s", fault, debug.Stack())
		}
	}()
	found = map[string][]diagnostic{s.uri: {}}
	known := s.editor()
	texts := map[string]*text{s.file(): s.text}
	for i, p := range slices.Concat(known.problems, known.advice) {
		uri := s.uri
		if p.File != s.file() {
			uri = r.server.books.uri(s.real(p.File))
		}
		if texts[p.File] == nil {
			texts[p.File] = known.textOf(p.File)
		}
		found[uri] = append(found[uri], diagnose(p, texts[p.File], i >= len(known.problems)))
	}
	return found
}

// diagnose is a problem on the wire; of advice for information.
func diagnose(p mapping.Problem, t *text, advice bool) diagnostic {
	d := diagnostic{Range: t.extent(p.Line, p.Column, p.EndColumn), Severity: severityWarning, Code: p.Code, Source: "bilgate", Message: p.Message}
	switch {
	case p.Severity == mapping.SeverityError:
		d.Severity = severityError
	case advice:
		d.Severity = severityInformation
	}
	if p.Fix != "" {
		d.Message += "\nfix: " + p.Fix
	}
	return d
}

// say sends what a mapping has found, together with what others found in the same files.
func (r *reporter) say(by string, found map[string][]diagnostic) {
	for uri, list := range found {
		if r.said[uri] == nil {
			r.said[uri] = map[string][]diagnostic{}
		}
		r.said[uri][by] = list
	}
	for uri, lists := range r.said {
		_, had := lists[by]
		if _, has := found[uri]; had && !has {
			delete(lists, by)
		}
		if had {
			r.sendAll(uri, lists)
		}
		if len(lists) == 0 {
			delete(r.said, uri)
		}
	}
}

// sendAll sends what all mappings have found in a file, each diagnostic once.
func (r *reporter) sendAll(uri string, lists map[string][]diagnostic) {
	all, seen := []diagnostic{}, map[diagnostic]bool{}
	for _, list := range lists {
		for _, d := range list {
			if !seen[d] {
				seen[d] = true
				all = append(all, d)
			}
		}
	}
	if err := r.send(uri, all); err != nil {
		r.server.around.Log.Printf("diagnostics: %v", err)
	}
}
