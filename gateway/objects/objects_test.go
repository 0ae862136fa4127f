package objects_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"bilgate/gateway/objects"
)

const ref = "abcdefghijklmnopqrstuvwx"

func open(t *testing.T) (*objects.Store, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "objects")
	s, err := objects.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s, dir
}

func put(t *testing.T, s *objects.Store, ref, content string) {
	t.Helper()
	if err := s.Put(t.Context(), ref, []byte(content)); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, s *objects.Store, ref string) string {
	t.Helper()
	b, err := s.Get(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAnObjectIsReadBackFromItsTwoFolders(t *testing.T) {
	s, dir := open(t)
	put(t, s, ref, "sealed")
	if got := get(t, s, ref); got != "sealed" {
		t.Errorf("read back %q", got)
	}
	info, err := os.Stat(filepath.Join(dir, "ab", "cd", ref))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("file: %v, %v; want mode 0600", info, err)
	}
}

func TestTheFirstContentStays(t *testing.T) {
	s, _ := open(t)
	put(t, s, ref, "first")
	put(t, s, ref, "second")
	if got := get(t, s, ref); got != "first" {
		t.Errorf("read %q, want the first content", got)
	}
}

func TestOfWritersAtOnceOneWins(t *testing.T) {
	s, dir := open(t)
	other, err := objects.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	stores := []*objects.Store{s, other}
	for round := range 20 {
		ref := ref + string(rune('a'+round))
		var all sync.WaitGroup
		var seen [8]string // what each writer finds when it is done
		for i := range seen {
			all.Go(func() {
				store := stores[i%2]
				err := store.Put(t.Context(), ref, bytes.Repeat([]byte{byte(i)}, 64<<10))
				b, err2 := store.Get(t.Context(), ref)
				if err != nil || err2 != nil {
					t.Error(err, err2)
				}
				seen[i] = string(b)
			})
		}
		all.Wait()
		for _, got := range seen {
			if got != seen[0] || len(got) != 64<<10 || strings.Count(got, got[:1]) != len(got) {
				t.Fatal("the object changed after a writer was done, or is of no single writer")
			}
		}
	}
	if left := files(t, dir); len(left) != 21 { // the objects and the marker
		t.Errorf("left in the directory: %v", left)
	}
}

func files(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestMissing(t *testing.T) {
	s, _ := open(t)
	if _, err := s.Get(t.Context(), ref); !errors.Is(err, objects.ErrMissing) || errors.Is(err, objects.ErrAway) {
		t.Errorf("got %v, want ErrMissing", err)
	}
}

func TestOnlyReferencesOfTheVaultAreTaken(t *testing.T) {
	s, _ := open(t)
	for _, bad := range []string{"", "abcd", "../../../etc/passwd", "ABCDEFGH", "abcdefg1", "ab/cdefg", "abcdefg\n"} {
		_, err := s.Get(t.Context(), bad)
		for _, err := range []error{err, s.Put(t.Context(), bad, nil)} {
			if err == nil || errors.Is(err, objects.ErrAway) || errors.Is(err, objects.ErrMissing) {
				t.Errorf("%q: got %v, want a refusal", bad, err)
			}
		}
	}
}

func TestListFindsWhatWasPutAndNothingElse(t *testing.T) {
	s, dir := open(t)
	var want, got []string
	for _, r := range []string{"abcdefgh", "abcdzzzz", "zzzzzzzz"} {
		put(t, s, r, "seven b")
		want = append(want, r)
	}
	for _, stray := range []string{"ab/cd/.new-left", "ab/cd/zzzzzz", "ab/README", "ab/x"} {
		if err := os.WriteFile(filepath.Join(dir, stray), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	err := s.List(t.Context(), func(o objects.Object) error {
		if o.Size != 7 || o.Written.IsZero() {
			t.Errorf("object %+v, want 7 bytes and a time", o)
		}
		got = append(got, o.Ref)
		return nil
	})
	slices.Sort(got)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("listed %v, %v; want %v", got, err, want)
	}
}

func TestListEndsWithItsCaller(t *testing.T) {
	s, _ := open(t)
	put(t, s, ref, "")
	enough := errors.New("enough")
	if err := s.List(t.Context(), func(objects.Object) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("got %v, want the function's error", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.List(ctx, func(objects.Object) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want a cancelled context", err)
	}
}

func TestAStoreThatIsAwayIsFoundWhenItIsBack(t *testing.T) {
	s, dir := open(t)
	put(t, s, ref, "sealed")
	if err := os.Rename(dir, dir+".moved"); err != nil {
		t.Fatal(err)
	}
	wantAway(t, s, "the directory is missing")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	wantAway(t, s, "the disk is not mounted over the directory")
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(dir+".moved", dir); err != nil {
		t.Fatal(err)
	}
	if got := get(t, s, ref); got != "sealed" {
		t.Errorf("read %q after the store came back", got)
	}
}

func wantAway(t *testing.T, s *objects.Store, when string) {
	t.Helper()
	_, err := s.Get(t.Context(), ref)
	list := s.List(t.Context(), func(objects.Object) error { return nil })
	for i, err := range []error{err, s.Put(t.Context(), ref, nil), list} {
		if !errors.Is(err, objects.ErrAway) {
			t.Errorf("%s, call %d: got %v, want ErrAway", when, i, err)
		}
	}
}

func TestAPutThatCannotWriteIsAway(t *testing.T) {
	s, dir := open(t)
	if err := os.WriteFile(filepath.Join(dir, "ab"), nil, 0o600); err != nil { // where the folder should be
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), ref, nil); !errors.Is(err, objects.ErrAway) {
		t.Errorf("got %v, want ErrAway", err)
	}
}

func TestOpenRefusesADirectoryOfOtherFiles(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "letter.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := objects.Open(dir); err == nil || errors.Is(err, objects.ErrAway) {
		t.Errorf("got %v, want a refusal", err)
	}
}

func BenchmarkPut(b *testing.B) {
	s, err := objects.Open(filepath.Join(b.TempDir(), "objects"))
	if err != nil {
		b.Fatal(err)
	}
	image := make([]byte, 12<<10)
	for i := 0; b.Loop(); i++ {
		name := []byte(fmt.Sprintf("%024b", i*2654435761&0xffffff))
		for j := range name {
			name[j] += 'a' - '0'
		}
		if err := s.Put(b.Context(), string(name), image); err != nil {
			b.Fatal(err)
		}
	}
}
