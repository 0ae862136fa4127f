// Package objects keeps sealed images and bodies in a directory, each written once.
//
// Invariants
//   - What Put reported as done is on disk, with its name (I1).
//   - An object never changes and is never deleted: there is no way to (I6). The same reference again
//     is success and leaves the first content.
//   - Only sealed bytes and opaque references come here; both are made by gateway/vault (I7).
//
// An object lies under two levels of folders named after its reference: 200 million objects make 200
// files a folder. The stages of package gateway put objects before they write the records that refer
// to them, so an object without a record is harmless; List finds such.
package objects

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
)

// Errors of the store. What is neither of them, nor the context's, is a fault of the caller's.
var (
	ErrMissing = errors.New("no such object")
	ErrAway    = errors.New("the object store does not answer: see to its directory, the same call will succeed then")
)

// marker is a file that tells the store's directory from the empty folder over which it is mounted.
const marker = "bilgate-objects"

// Store is a store in a directory, which several processes may share. It is safe for concurrent use.
type Store struct{ dir string }

// Open opens the store in dir and makes it if dir is absent or empty. It returns ErrAway if dir cannot
// be reached, and refuses a directory of other files.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, away(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, away(err)
	}
	defer root.Close()
	if err := mark(root); err != nil {
		return nil, fmt.Errorf("object store %s: %w", dir, err)
	}
	return &Store{dir}, nil
}

// mark makes sure that the directory is a store.
func mark(root *os.Root) error {
	if _, err := root.Stat(marker); err == nil {
		return nil
	}
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return away(err)
	}
	for _, e := range entries {
		if e.Name() != marker { // another process may mark it at the same time
			return errors.New("holds other files: name an empty directory")
		}
	}
	if err := root.WriteFile(marker, []byte("Sealed objects of bilgate. Nothing here is ever changed or deleted.\n"), 0o600); err != nil {
		return away(err)
	}
	return sync(root, ".")
}

// root opens the directory anew for each call, so that a store that was away is found when it is back.
func (s *Store) root(ctx context.Context) (*os.Root, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return nil, away(err)
	}
	if _, err := root.Stat(marker); err != nil {
		root.Close()
		return nil, away(err)
	}
	return root, nil
}

// Get reads the object ref. It returns ErrMissing if there is none, and ErrAway if the store cannot be
// read just now.
func (s *Store) Get(ctx context.Context, ref string) ([]byte, error) {
	if err := check(ref); err != nil {
		return nil, err
	}
	root, err := s.root(ctx)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	sealed, err := root.ReadFile(place(ref))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, ErrMissing
	case err != nil:
		return nil, away(err)
	}
	return sealed, nil
}

var refs = regexp.MustCompile(`^[a-z2-7]{5,128}$`)

// check refuses a reference that is no name of vault's making.
func check(ref string) error {
	if !refs.MatchString(ref) {
		return errors.New("object reference is not 5 to 128 characters of a-z and 2-7")
	}
	return nil
}

// place is where an object lies: ab/cd/abcdef….
func place(ref string) string { return ref[:2] + "/" + ref[2:4] + "/" + ref }

func away(err error) error { return fmt.Errorf("%w (%w)", ErrAway, err) }
