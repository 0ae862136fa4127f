package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"bilgate/gateway/store"
)

var tables = fstest.MapFS{
	"001_things.sql": {Data: []byte(`-- +goose Up
CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT NOT NULL, body {{blob}});
CREATE TABLE events (seq {{autoid}}, thing BIGINT NOT NULL REFERENCES things (id), at BIGINT NOT NULL);
-- +goose Down
DROP TABLE events;
DROP TABLE things;
`)},
}

// on runs a test against both databases.
func on(t *testing.T, test func(t *testing.T, db *store.DB)) {
	t.Run("sqlite", func(t *testing.T) { test(t, open(t, t.TempDir()+"/test.db")) })
	t.Run("postgres", func(t *testing.T) { test(t, open(t, postgres(t))) })
}

func open(t *testing.T, url string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), url, tables)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func do(t *testing.T, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.Do(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

func exec(ctx context.Context, query string, args ...any) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, query, args...)
		return err
	}
}

func count(t *testing.T, db *store.DB, from string, args ...any) (n int) {
	t.Helper()
	err := db.View(context.Background(), func(tx *store.Tx) error {
		return tx.QueryRow(context.Background(), "SELECT COUNT(*) FROM "+from, args...).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestDoCommitsWhatItWrote(t *testing.T) {
	on(t, func(t *testing.T, db *store.DB) {
		do(t, db, func(tx *store.Tx) error {
			n, err := tx.Exec(t.Context(), `INSERT INTO things (id, name, body) VALUES (?, 'what?', ?), (?, ?, NULL)`, 1, []byte{0, 255}, 2, "Ұлытау")
			if n != 2 {
				t.Errorf("touched %d rows, want 2", n)
			}
			return err
		})
		err := db.View(t.Context(), func(tx *store.Tx) error {
			rows, err := tx.Query(t.Context(), `SELECT name, body FROM things WHERE id IN `+tx.In(2)+` ORDER BY id`, 1, 2)
			if err != nil {
				return err
			}
			defer rows.Close()
			var got []string
			for rows.Next() {
				var name string
				var body []byte
				if err := rows.Scan(&name, &body); err != nil {
					return err
				}
				got = append(got, fmt.Sprintf("%s %x", name, body))
			}
			if s := strings.Join(got, "|"); s != "what? 00ff|Ұлытау " {
				t.Errorf("read back %q", s)
			}
			return rows.Err()
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestDoRollsBack(t *testing.T) {
	on(t, func(t *testing.T, db *store.DB) {
		failed := errors.New("failed")
		insert := exec(t.Context(), `INSERT INTO things (id, name) VALUES (1, 'a')`)
		err := db.Do(t.Context(), func(tx *store.Tx) error { return errors.Join(insert(tx), failed) })
		if !errors.Is(err, failed) {
			t.Errorf("got %v, want the function's own error", err)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic did not come through")
				}
			}()
			db.Do(t.Context(), func(tx *store.Tx) error {
				insert(tx)
				panic("stop")
			})
		}()
		if n := count(t, db, "things"); n != 0 {
			t.Errorf("%d rows after an error and a panic, want none", n)
		}
		do(t, db, insert) // the writer is free again
	})
}

func TestDoRollsBackWhenItsContextEnds(t *testing.T) {
	on(t, func(t *testing.T, db *store.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		err := db.Do(ctx, func(tx *store.Tx) error {
			err := exec(ctx, `INSERT INTO things (id, name) VALUES (1, 'a')`)(tx)
			cancel()
			return err
		})
		if !errors.Is(err, context.Canceled) || store.Temporary(err) {
			t.Errorf("got %v, want a cancelled context that is not temporary", err)
		}
		if n := count(t, db, "things"); n != 0 {
			t.Errorf("%d rows, want none", n)
		}
	})
}

func TestViewIsOneSnapshot(t *testing.T) {
	on(t, func(t *testing.T, db *store.DB) {
		do(t, db, exec(t.Context(), `INSERT INTO things (id, name) VALUES (1, 'a')`))
		err := db.View(t.Context(), func(tx *store.Tx) error {
			before := rowsIn(t, tx)
			do(t, db, exec(t.Context(), `INSERT INTO things (id, name) VALUES (2, 'b')`))
			if after := rowsIn(t, tx); after != before {
				t.Errorf("%d rows, then %d in one view", before, after)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		if n := count(t, db, "things"); n != 2 {
			t.Errorf("%d rows in the next view, want 2", n)
		}
	})
}

func TestViewCannotWrite(t *testing.T) {
	on(t, func(t *testing.T, db *store.DB) {
		if db.View(t.Context(), exec(t.Context(), `INSERT INTO things (id, name) VALUES (1, 'a')`)) == nil {
			t.Error("a view wrote")
		}
		if n := count(t, db, "things"); n != 0 {
			t.Errorf("%d rows, want none", n)
		}
	})
}

func rowsIn(t *testing.T, tx *store.Tx) (n int) {
	t.Helper()
	if err := tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM things`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWritersDoNotLoseUpdates(t *testing.T) {
	on(t, func(t *testing.T, db *store.DB) {
		do(t, db, exec(t.Context(), `INSERT INTO things (id, name) VALUES (1, '')`))
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				for range 20 {
					if err := db.Do(t.Context(), func(tx *store.Tx) error { return lengthen(t.Context(), tx) }); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		if n := count(t, db, "things WHERE name = ?", strings.Repeat("x", 160)); n != 1 {
			t.Error("an update was lost")
		}
	})
}

// lengthen reads a name and writes it back longer, which goes wrong if another writer comes between.
func lengthen(ctx context.Context, tx *store.Tx) error {
	var name string
	if err := tx.QueryRow(ctx, `SELECT name FROM things WHERE id = ?`+tx.ForUpdate(), 1).Scan(&name); err != nil {
		return err
	}
	return exec(ctx, `UPDATE things SET name = ? WHERE id = ?`, name+"x", 1)(tx)
}

func TestWorkersAtOnceTakeDifferentRows(t *testing.T) {
	on(t, func(t *testing.T, db *store.DB) {
		do(t, db, exec(t.Context(), `INSERT INTO things (id, name) VALUES (1, ''), (2, ''), (3, ''), (4, '')`))
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				err := db.Do(t.Context(), func(tx *store.Tx) error {
					_, err := take(t.Context(), tx)
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := count(t, db, "things WHERE name = 'taken'"); n != 4 {
			t.Errorf("%d rows taken once, want 4", n)
		}
	})
}

func TestARowThatAnotherWorkerHoldsIsSkipped(t *testing.T) {
	db := open(t, postgres(t))
	do(t, db, exec(t.Context(), `INSERT INTO things (id, name) VALUES (1, ''), (2, '')`))
	do(t, db, func(holding *store.Tx) error {
		first, err := take(t.Context(), holding)
		do(t, db, func(tx *store.Tx) error {
			if second, err := take(t.Context(), tx); err != nil || second == first {
				t.Errorf("took %d, then %d, %v", first, second, err)
			}
			return nil
		})
		return err
	})
}

// take claims a row as a worker does.
func take(ctx context.Context, tx *store.Tx) (id int64, err error) {
	err = tx.QueryRow(ctx, `SELECT id FROM things WHERE name = '' ORDER BY id LIMIT 1`+tx.ForUpdateSkipLocked()).Scan(&id)
	if err == nil {
		err = exec(ctx, `UPDATE things SET name = name || 'taken' WHERE id = ?`, id)(tx)
	}
	return id, err
}

func TestForeignKeysHold(t *testing.T) {
	on(t, func(t *testing.T, db *store.DB) {
		err := db.Do(t.Context(), exec(t.Context(), `INSERT INTO events (thing, at) VALUES (77, 0)`))
		if err == nil || store.Temporary(err) {
			t.Errorf("got %v, want an error that is not temporary", err)
		}
	})
}

func TestQueryRowWithoutRow(t *testing.T) {
	on(t, func(t *testing.T, db *store.DB) {
		err := db.View(t.Context(), func(tx *store.Tx) error {
			var name string
			return tx.QueryRow(t.Context(), `SELECT name FROM things WHERE id = ?`, 1).Scan(&name)
		})
		if !errors.Is(err, sql.ErrNoRows) {
			t.Errorf("got %v, want sql.ErrNoRows", err)
		}
	})
}
