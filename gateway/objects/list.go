package objects

import (
	"context"
	"io/fs"
	"path"
	"time"
)

// Object is what List tells of an object.
type Object struct {
	Ref     string
	Size    int64 // bytes, sealed
	Written time.Time
}

// List hands every object to fn, in no promised order, until fn returns an error, which List returns.
// Objects put meanwhile may or may not be among them.
func (s *Store) List(ctx context.Context, fn func(Object) error) error {
	root, err := s.root(ctx)
	if err != nil {
		return err
	}
	defer root.Close()
	return fs.WalkDir(root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return away(err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		ref := path.Base(name)
		if entry.IsDir() || check(ref) != nil || place(ref) != name {
			return nil
		}
		info, err := entry.Info()
		if err != nil {
			return away(err)
		}
		return fn(Object{Ref: ref, Size: info.Size(), Written: info.ModTime().UTC()})
	})
}
