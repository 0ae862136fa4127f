package lsp

import (
	"net/url"
	"path/filepath"
	"strings"
	"sync"

	"bilgate/connectors"
)

// books holds the open documents. A snapshot does not change: another text is another snapshot.
type books struct {
	around Surroundings
	mu     sync.Mutex
	open   map[string]*snapshot // by URI
}

func newBooks(around Surroundings) *books {
	return &books{around: around, open: map[string]*snapshot{}}
}

// get is the document as it is now, nil if it is not open.
func (b *books) get(uri string) *snapshot {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.open[uri]
}

// put opens a document or gives it another text.
func (b *books) put(uri string, version int, t *text) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open[uri] = &snapshot{uri: uri, path: pathOf(uri), version: version, text: t}
	b.renewNaming(uri)
}

func (b *books) remove(uri string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.open, uri)
	b.renewNaming(uri)
}

// renew makes what is known of the documents anew: files on disk have changed.
func (b *books) renew() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for uri, s := range b.open {
		b.open[uri] = b.snapshot(s)
	}
}

// renewNaming makes what is known of a document anew, and of those that may name it.
func (b *books) renewNaming(changed string) {
	for uri, s := range b.open {
		if _, named := s.names(pathOf(changed)); uri == changed || named {
			b.open[uri] = b.snapshot(s)
		}
	}
}

// snapshot is a document with what is known of the open ones around it.
func (b *books) snapshot(s *snapshot) *snapshot {
	out := &snapshot{uri: s.uri, path: s.path, version: s.version, text: s.text}
	texts := map[string][]byte{s.file(): s.text.plain()}
	for _, other := range b.open {
		if name, ok := s.names(other.path); ok {
			texts[name] = other.text.plain()
		}
	}
	out.editor = sync.OnceValue(func() edited { return edit(out, texts, b.around) })
	return out
}

// all are the open documents as they are now.
func (b *books) all() []*snapshot {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := make([]*snapshot, 0, len(b.open))
	for _, s := range b.open {
		out = append(out, s)
	}
	return out
}

// uri is the address of a file, as the client writes it if the file is open.
func (b *books) uri(path string) string {
	for _, s := range b.all() {
		if s.path == path {
			return s.uri
		}
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
}

// pathOf is the file of an address, "" if it is none of a file.
func pathOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" {
		return ""
	}
	return filepath.Clean(filepath.FromSlash(u.Path))
}

// names says how a mapping file would name another file: "sex.csv", "shared/names.yaml"; false if it cannot.
func (s *snapshot) names(path string) (string, bool) {
	if s.path == "" || path == "" || path == s.path {
		return "", false
	}
	rel, err := filepath.Rel(filepath.Dir(s.path), path)
	if err != nil {
		return "", false
	}
	rel = filepath.ToSlash(rel)
	if shared, ok := strings.CutPrefix(rel, "../"+connectors.SharedFolder+"/"); ok {
		return connectors.SharedFolder + "/" + shared, true
	}
	return rel, !strings.HasPrefix(rel, "../")
}
