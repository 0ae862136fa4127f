package store_test

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"bilgate/gateway/store"
)

func TestASecondProcessIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	first := open(t, path)
	_, err := store.Open(t.Context(), "sqlite:"+path, tables)
	if !errors.Is(err, store.ErrInUse) || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v, want one sentence that is ErrInUse", err)
	}
	for range 2 {
		if err := first.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
	open(t, path)
}

func TestTheFilesAreTheOwnersAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a folder?#%41", "test.db")
	if err := os.Mkdir(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	open(t, path)
	for _, end := range []string{"", "-wal", ".lock"} {
		info, err := os.Stat(path + end)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("test.db%s: %v, %v; want mode 0600", end, info, err)
		}
	}
}

func TestSQLiteSyncsEveryCommit(t *testing.T) {
	db := open(t, t.TempDir()+"/test.db")
	do(t, db, func(tx *store.Tx) error {
		for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"} {
			var got string
			if err := tx.QueryRow(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s is %q (%v), want %q", pragma, got, err, want)
			}
		}
		return nil
	})
}

func TestMigrationsRunOnceAndOnwards(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { migrateOnwards(t, t.TempDir()+"/test.db") })
	t.Run("postgres", func(t *testing.T) { migrateOnwards(t, postgres(t)) })
}

func migrateOnwards(t *testing.T, url string) {
	db := open(t, url)
	do(t, db, exec(t.Context(), `INSERT INTO things (id, name) VALUES (1, 'a')`))
	db.Close()
	later := maps.Clone(tables)
	later["002_colour.sql"] = &fstest.MapFile{Data: []byte("-- +goose Up\nALTER TABLE things ADD colour TEXT;\n")}
	db, err := store.Open(t.Context(), url, later)
	if err != nil {
		t.Fatal(err)
	}
	if n := count(t, db, "things WHERE colour IS NULL"); n != 1 {
		t.Errorf("%d rows kept, want 1", n)
	}
	db.Close()
	if _, err := store.Open(t.Context(), url, tables); !errors.Is(err, store.ErrNewer) {
		t.Errorf("got %v, want ErrNewer", err)
	}
}

func TestProcessesThatStartTogetherMigrateOnce(t *testing.T) {
	url := postgres(t)
	slow := fstest.MapFS{"001_slow.sql": {Data: []byte("-- +goose Up\nSELECT pg_sleep(0.3);\nCREATE TABLE once (a BIGINT);\n")}}
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			db, err := store.Open(t.Context(), url, slow)
			if err != nil {
				t.Error(err)
				return
			}
			db.Close()
		})
	}
	all.Wait()
}

func TestAnUnknownPlaceholderIsAFault(t *testing.T) {
	broken := fstest.MapFS{"001_a.sql": {Data: []byte("-- +goose Up\nCREATE TABLE a (b {{bolb}});\n")}}
	if db, err := store.Open(t.Context(), t.TempDir()+"/test.db", broken); err == nil {
		db.Close()
		t.Error("the migration was taken")
	}
}

func TestSQLiteRunsInABubbleOfVirtualTime(t *testing.T) {
	path := t.TempDir() + "/test.db"
	synctest.Test(t, func(t *testing.T) {
		db := open(t, path)
		began := time.Now()
		var all sync.WaitGroup
		for worker := range 4 {
			all.Go(func() {
				for hour := range 24 {
					time.Sleep(time.Hour)
					err := db.Do(t.Context(), exec(t.Context(), `INSERT INTO things (id, name) VALUES (?, 'a')`, worker*100+hour))
					if err != nil {
						t.Error(err)
					}
					count(t, db, "things")
				}
			})
		}
		all.Wait()
		if n := count(t, db, "things"); n != 96 {
			t.Errorf("%d rows, want 96", n)
		}
		if d := time.Since(began); d != 24*time.Hour {
			t.Errorf("took %v of virtual time, want a day", d)
		}
		db.Close()
	})
}
