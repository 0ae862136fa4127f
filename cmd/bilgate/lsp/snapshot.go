package lsp

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"bilgate/connectors"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// snapshot is a document with one text.
type snapshot struct {
	uri, path string // path is "" of a document that is no file
	version   int
	text      *text
	editor    func() edited
}

// edited is what is known of a snapshot. Of a file that is no mapping the editor is nil.
type edited struct {
	*mapping.Editor
	folder           fs.FS
	problems, advice mapping.Problems
}

// file is the document's name in its folder.
func (s *snapshot) file() string {
	if s.path == "" {
		return "untitled.yaml"
	}
	return filepath.Base(s.path)
}

var (
	mappingLine = regexp.MustCompile(`(?m)^(?:mapping|fragment)[ \t]*:`)
	feedLine    = regexp.MustCompile(`(?m)^(mapping[ \t]*:[ \t]*["']?)([^\s"'#]*)`)
	kindLine    = regexp.MustCompile(`(?m)^to[ \t]*:[ \t]*["']?(\w+)`)
)

// mapping says whether the document is a mapping file, by how it is called or by its text, or may become one.
func (s *snapshot) mapping(called string) bool {
	if ext := filepath.Ext(s.file()); ext != ".yaml" && ext != ".yml" {
		return false
	}
	return filepath.Base(s.path) == called || mappingLine.MatchString(s.text.content) || strings.TrimSpace(s.text.content) == ""
}

// edit makes what is known of a snapshot; texts are those of open documents, by the names that it has for them.
func edit(s *snapshot, texts map[string][]byte, around Surroundings) edited {
	if !s.mapping(around.File) {
		return edited{}
	}
	folder := fs.FS(nowhere{})
	if s.path != "" {
		folder = around.Folder(s.path)
	}
	folder = mapping.WithTexts(folder, texts)
	feed, known := s.feed(around.Feeds)
	kind, _ := canon.Lookup(feed.Kind)
	e := mapping.Edit(mapping.Source{FS: folder, File: s.file()}, feed.Schema, kind, feed.Decoder)
	out := edited{e, folder, e.Problems(), e.Advice()}
	if m := feedLine.FindStringSubmatchIndex(s.text.content); !known && m != nil {
		out.advice = nil
		out.problems = mapping.Problems{s.noFeed(s.text.content[m[4]:m[5]], m[4], around.Feeds)}
	}
	if strings.TrimSpace(s.text.content) == "" {
		out.problems = nil
	}
	return out
}

// feed is the feed that the document names; else one that makes its kind, or the first.
func (s *snapshot) feed(feeds []connectors.Feed) (connectors.Feed, bool) {
	name, kind := "", ""
	if m := feedLine.FindStringSubmatch(s.text.content); m != nil {
		name = m[2]
	}
	if m := kindLine.FindStringSubmatch(s.text.content); m != nil {
		kind = m[1]
	}
	out := feeds[0]
	for i := len(feeds) - 1; i >= 0; i-- {
		switch feeds[i].Name {
		case name:
			return feeds[i], true
		}
		if feeds[i].Kind == kind {
			out = feeds[i]
		}
	}
	return out, false
}

// noFeed is the problem of a document whose feed does not exist: without it, nothing can be checked.
func (s *snapshot) noFeed(name string, offset int, feeds []connectors.Feed) mapping.Problem {
	names := make([]string, len(feeds))
	for i, f := range feeds {
		names[i] = f.Name
	}
	line := strings.Count(s.text.content[:offset], "\n") + 1
	column := len([]rune(s.text.content[strings.LastIndex(s.text.content[:offset], "\n")+1:offset])) + 1
	return mapping.Problem{
		File: s.file(), Line: line, Column: column, EndColumn: column + max(1, len([]rune(name))), Severity: mapping.SeverityError, Code: "feed",
		Message: "which feed? " + cmp.Or(name, "nothing") + " is none", Fix: "write one of " + strings.Join(names, ", "),
	}
}

// real is the file that a name of the mapping stands for.
func (s *snapshot) real(name string) string {
	if s.path == "" || !fs.ValidPath(name) {
		return ""
	}
	dir := filepath.Dir(s.path)
	beside := filepath.Join(dir, filepath.FromSlash(name))
	if _, err := os.Stat(beside); err != nil && strings.HasPrefix(name, connectors.SharedFolder+"/") {
		return filepath.Join(dir, "..", filepath.FromSlash(name))
	}
	return beside
}

// textOf is the text of a file that a mapping names, empty if it is not there.
func (e edited) textOf(name string) *text {
	content, _ := fs.ReadFile(e.folder, name) // a file that is not there has no lines to convert
	return newText(string(content))
}

// nowhere is the folder of a document that is no file.
type nowhere struct{}

// Open implements fs.FS: there is nothing.
func (nowhere) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}
