package objects

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
)

// Put stores sealed under ref and returns when it is on disk. If ref is there already, Put is done:
// the first content stays. It returns ErrAway if the store cannot be written to just now.
func (s *Store) Put(ctx context.Context, ref string, sealed []byte) error {
	if err := check(ref); err != nil {
		return err
	}
	root, err := s.root(ctx)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := put(root, ref, sealed); err != nil {
		return away(err)
	}
	return nil
}

// put links a complete, synced file to its name, which fails where the name is taken. The folders are
// synced in either case: whoever took the name may not have come that far.
func put(root *os.Root, ref string, sealed []byte) error {
	outer, inner := ref[:2], ref[:2]+"/"+ref[2:4]
	if _, err := root.Lstat(place(ref)); err == nil {
		return sync(root, inner, outer, ".")
	}
	if err := root.MkdirAll(inner, 0o700); err != nil {
		return err
	}
	temp := inner + "/.new-" + rand.Text()
	defer root.Remove(temp)
	if err := write(root, temp, sealed); err != nil {
		return err
	}
	if err := root.Link(temp, place(ref)); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return sync(root, inner, outer, ".")
}

func write(root *os.Root, name string, sealed []byte) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(sealed)
	if err == nil {
		err = f.Sync()
	}
	if err2 := f.Close(); err == nil {
		err = err2
	}
	return err
}

// sync puts the names in folders on disk.
func sync(root *os.Root, folders ...string) error {
	for _, name := range folders {
		d, err := root.Open(name)
		if err != nil {
			return err
		}
		err = d.Sync()
		d.Close()
		if err != nil {
			return err
		}
	}
	return nil
}
