package mapping

import (
	"bytes"
	"io/fs"
	"path"
	"time"
)

// WithTexts is a folder in which some files have another text, such as one that is being written and not saved
// yet. Names are slash-separated, as fs.FS has them. Folders are listed as they are.
func WithTexts(folder fs.FS, texts map[string][]byte) fs.FS { return withTexts{folder, texts} }

type withTexts struct {
	fs.FS
	texts map[string][]byte
}

// Open implements fs.FS.
func (w withTexts) Open(name string) (fs.File, error) {
	text, ok := w.texts[name]
	if !ok {
		return w.FS.Open(name)
	}
	return &textFile{bytes.NewReader(text), textInfo{path.Base(name), int64(len(text))}}, nil
}

// ReadDir implements fs.ReadDirFS.
func (w withTexts) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(w.FS, name) }

type textFile struct {
	*bytes.Reader
	info textInfo
}

func (f *textFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *textFile) Close() error               { return nil }

type textInfo struct {
	name string
	size int64
}

func (i textInfo) Name() string       { return i.name }
func (i textInfo) Size() int64        { return i.size }
func (i textInfo) Mode() fs.FileMode  { return 0o444 }
func (i textInfo) ModTime() time.Time { return time.Time{} }
func (i textInfo) IsDir() bool        { return false }
func (i textInfo) Sys() any           { return nil }
