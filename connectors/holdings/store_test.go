package holdings

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"bilgate/connectors"
)

func open(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func put(t testing.TB, s *Store, id string, version int64, body string) connectors.Holding {
	t.Helper()
	h, err := s.Put(wish(id, version, body))
	if err != nil {
		t.Fatalf("put %s v%d: %v", id, version, err)
	}
	return h
}

func wish(id string, version int64, body string) Write {
	return Write{Transaction: fmt.Sprintf("tx-%s-%d", id, version), ID: id, Kind: "person", Subject: "s", Version: version, Body: []byte(body)}
}

func body(t *testing.T, s *Store, id string) string {
	t.Helper()
	held, err := s.Read("person", id)
	if err != nil {
		t.Fatalf("read %s: %v", id, err)
	}
	return string(held.Body)
}

// A crash cuts the last frame off; what was acknowledged before it stays, and the journal goes on.
func TestUnfinishedFrameIsCutOff(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	put(t, s, "a", 1, "first")
	put(t, s, "b", 1, "second")
	s.Close()
	path := filepath.Join(dir, "journal")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	begin := strings.LastIndex(string(whole), frameMagic)
	for cut := begin; cut < len(whole); cut++ {
		if err := os.WriteFile(path, whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		s := open(t, dir)
		if n := len(s.Holdings(0, 9)); n != 1 || body(t, s, "a") != "first" {
			t.Fatalf("cut at %d of %d: %d records", cut, len(whole), n)
		}
		if info, err := os.Stat(path); err != nil || info.Size() != int64(begin) {
			t.Fatalf("cut at %d: %d bytes are left, %v; want %d", cut, info.Size(), err, begin)
		}
		put(t, s, "c", 1, "third")
		s.Close()
		s = open(t, dir)
		if body(t, s, "c") != "third" {
			t.Fatal("what came after the cut is lost")
		}
		s.Close()
	}
}

// Damage in the middle is no crash: the store does not open and names the place.
func TestDamageIsNotTakenForACrash(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	put(t, s, "a", 1, "first")
	put(t, s, "b", 1, "second")
	s.Close()
	path := filepath.Join(dir, "journal")
	whole, _ := os.ReadFile(path)
	begin := strings.LastIndex(string(whole), frameMagic)
	for _, at := range []int{0, 5, 9, frameHeader + 2, begin - 1} {
		damaged := append([]byte{}, whole...)
		damaged[at] ^= 0x40
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if s, err := Open(dir); err == nil || !strings.Contains(err.Error(), "damaged at byte 0") {
			t.Fatalf("byte %d changed: %v, store %v", at, err, s)
		}
	}
}

func TestDirectoryOfAnotherProcess(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	_, err := Open(dir)
	want := "the data directory " + dir + " belongs to another running process: stop that one, or name another directory"
	if err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// After a failed write nothing is acknowledged any more, and nothing unwritten is shown.
func TestFailedDisk(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	put(t, s, "a", 1, "first")
	s.journal.file.Close()
	for _, id := range []string{"b", "c"} {
		if _, err := s.Put(wish(id, 1, "lost")); err == nil {
			t.Errorf("%s was acknowledged", id)
		}
	}
	if n := len(s.Holdings(0, 9)); n != 1 {
		t.Errorf("%d records are shown, want 1", n)
	}
}

func TestExpectations(t *testing.T) {
	s := open(t, t.TempDir())
	put(t, s, "held", 2, "x")
	if err := s.Remove(Write{Transaction: "r", ID: "gone", Version: 2}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		id      string
		version int64
		kind    string
		expect  Expectation
		code    string
	}{
		{"held", 1, "person", Anything, OlderVersion}, {"held", 1, "person", Absent, OlderVersion},
		{"held", 3, "other", Anything, OtherKind}, {"held", 3, "person", Absent, Exists},
		{"gone", 2, "person", Anything, OlderVersion}, {"gone", 3, "person", Present, Unknown}, {"new", 1, "person", Present, Unknown},
	} {
		w := wish(c.id, c.version, "y")
		w.Kind, w.Expect, w.Transaction = c.kind, c.expect, "another"
		var refused *Refusal
		if _, err := s.Put(w); !errors.As(err, &refused) || refused.Code != c.code {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// Writers at once share frames, and each body is found in its place, before and after a restart.
func TestManyWritersShareFrames(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	var wg sync.WaitGroup
	for i := range 32 {
		wg.Go(func() {
			for k := range 20 {
				id := fmt.Sprintf("%d-%d", i, k)
				if _, err := s.Put(wish(id, 1, "body of "+id)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	for range 2 {
		list := s.Holdings(0, 1000)
		if len(list) != 640 {
			t.Fatalf("%d records, want 640", len(list))
		}
		for _, h := range list {
			if got := body(t, s, h.ID); got != "body of "+h.ID {
				t.Fatalf("%s holds %q", h.ID, got)
			}
		}
		s.Close()
		s = open(t, dir)
	}
	journal, _ := os.ReadFile(filepath.Join(dir, "journal"))
	if frames := strings.Count(string(journal), frameMagic); frames == 640 {
		t.Error("every entry has its own frame and fsync")
	}
}

// Whatever order versions arrive in, the highest is held in the end, after a restart too.
func TestHighestVersionWins(t *testing.T) {
	const rounds, versions = 100, 6
	dir := t.TempDir()
	s := open(t, dir)
	for round := range rounds {
		var wg sync.WaitGroup
		for v := range int64(versions) {
			wg.Go(func() { s.Put(wish(fmt.Sprint(round), v+1, "x")) })
		}
		wg.Wait()
	}
	s.Close()
	for _, h := range open(t, dir).Holdings(0, rounds) {
		if h.Version != versions {
			t.Fatalf("%s is held at version %d, want %d", h.ID, h.Version, versions)
		}
	}
}

func TestListingFollowsWrites(t *testing.T) {
	s := open(t, t.TempDir())
	for n, id := range []string{"b", "a", "c"} {
		put(t, s, id, 1, "x")
		if list := s.Holdings(0, 9); len(list) != n+1 {
			t.Fatalf("after %d puts %d are listed", n+1, len(list))
		}
	}
	if err := s.Remove(Write{Transaction: "r", ID: "b", Version: 2}); err != nil {
		t.Fatal(err)
	}
	if list := s.Holdings(0, 9); len(list) != 2 || list[0].ID != "a" || list[1].ID != "c" {
		t.Fatalf("after the removal: %+v", list)
	}
	if list := s.Holdings(5, 9); list == nil || len(list) != 0 {
		t.Fatalf("behind the end: %#v", list)
	}
}

func TestClosedStoreTakesNothing(t *testing.T) {
	s := open(t, t.TempDir())
	s.Close()
	if _, err := s.Put(wish("a", 1, "x")); !errors.Is(err, os.ErrClosed) {
		t.Errorf("%v, want os.ErrClosed", err)
	}
}
