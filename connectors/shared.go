package connectors

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// SharedFolder is the folder of a feed's mapping in which fragments stand that several feeds use.
const SharedFolder = "shared"

// WithShared is a feed's mapping folder with another folder in it as SharedFolder.
func WithShared(folder, shared fs.FS) fs.FS { return &withShared{folder, shared} }

type withShared struct{ folder, shared fs.FS }

// of is the folder that holds a name, and the name there.
func (w *withShared) of(name string) (fs.FS, string) {
	if name == SharedFolder {
		return w.shared, "."
	}
	if below, ok := strings.CutPrefix(name, SharedFolder+"/"); ok {
		return w.shared, below
	}
	return w.folder, name
}

// Open implements fs.FS.
func (w *withShared) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	folder, below := w.of(path.Clean(name))
	return folder.Open(below)
}

// ReadDir implements fs.ReadDirFS.
func (w *withShared) ReadDir(name string) ([]fs.DirEntry, error) {
	folder, below := w.of(name)
	entries, err := fs.ReadDir(folder, below)
	if err != nil || name != "." {
		return entries, err
	}
	info, err := fs.Stat(w.shared, ".")
	if err != nil {
		return entries, nil // nothing is shared
	}
	entries = append(entries, sharedEntry{fs.FileInfoToDirEntry(info)})
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// sharedEntry is the shared folder under the name that it has here.
type sharedEntry struct{ fs.DirEntry }

func (sharedEntry) Name() string { return SharedFolder }
