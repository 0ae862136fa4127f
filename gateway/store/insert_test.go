package store_test

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"bilgate/gateway/store"
)

func TestInsertWritesEveryRow(t *testing.T) {
	for _, n := range []int{0, 1, 2, 255, 256, 257, 5_003} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			on(t, func(t *testing.T, db *store.DB) {
				insert := func(tx *store.Tx) error {
					return tx.Insert(t.Context(), "things (id, name, body)", "", things(n))
				}
				do(t, db, insert)
				if got := count(t, db, "things WHERE name = 'n' || CAST(id AS TEXT)"); got != n {
					t.Errorf("%d rows, want %d", got, n)
				}
			})
		})
	}
}

func things(n int) [][]any {
	rows := make([][]any, n)
	for i := range rows {
		rows[i] = []any{i, fmt.Sprintf("n%d", i), []byte{byte(i)}}
	}
	return rows
}

func TestInsertPassesItsSuffixOn(t *testing.T) {
	on(t, func(t *testing.T, db *store.DB) {
		for range 2 {
			do(t, db, func(tx *store.Tx) error {
				return tx.Insert(t.Context(), "things (id, name, body)",
					"ON CONFLICT (id) DO UPDATE SET name = things.name || excluded.name", things(300))
			})
		}
		if n := count(t, db, "things WHERE name = 'n7n7'"); n != 1 {
			t.Error("the conflict was not resolved by the suffix")
		}
	})
}

func TestInsertKeepsBelowTheLimitOfValues(t *testing.T) {
	var columns []string
	for i := range 700 { // 256 rows of which would be 179,200 values
		columns = append(columns, fmt.Sprintf("c%d", i))
	}
	on(t, func(t *testing.T, db *store.DB) {
		do(t, db, exec(t.Context(), "CREATE TABLE wide ("+strings.Join(columns, " BIGINT, ")+" BIGINT)"))
		rows := make([][]any, 300)
		for i := range rows {
			rows[i] = make([]any, len(columns))
			rows[i][699] = i
		}
		do(t, db, func(tx *store.Tx) error {
			return tx.Insert(t.Context(), "wide ("+strings.Join(columns, ", ")+")", "", rows)
		})
		if n := count(t, db, "(SELECT DISTINCT c699 FROM wide WHERE c0 IS NULL) AS w"); n != 300 {
			t.Errorf("%d rows, want 300", n)
		}
	})
}

func TestInsertRefusesUnevenRows(t *testing.T) {
	on(t, func(t *testing.T, db *store.DB) {
		err := db.Do(t.Context(), func(tx *store.Tx) error {
			return tx.Insert(t.Context(), "things (id, name)", "", [][]any{{1, "secret"}, {2}})
		})
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("got %v, want an error without values", err)
		}
	})
}

func BenchmarkInsert(b *testing.B) {
	bench := func(b *testing.B, url string) {
		db, err := store.Open(b.Context(), url, tables)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { db.Close() })
		const batch = 1000
		next := 0
		for b.Loop() {
			rows := things(batch)
			for i := range rows {
				rows[i][0] = next
				next++
			}
			err := db.Do(b.Context(), func(tx *store.Tx) error {
				return tx.Insert(b.Context(), "things (id, name, body)", "", rows)
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N*batch)/b.Elapsed().Seconds(), "rows/s")
	}
	b.Run("sqlite", func(b *testing.B) { bench(b, b.TempDir()+"/test.db") })
	b.Run("postgres", func(b *testing.B) { bench(b, postgres(b)) })
}

type word string

// A value is stored alike whether few rows go in or many, which take another way on PostgreSQL.
func TestInsertStoresEveryTypeAlike(t *testing.T) {
	on(t, func(t *testing.T, db *store.DB) {
		do(t, db, exec(t.Context(), `CREATE TABLE kinds (big BIGINT, small INTEGER, text TEXT)`))
		n, s := int64(7), "seven"
		kinds := [][]any{
			{n, int32(7), s}, {7, 7, word(s)}, {uint8(7), int16(7), &s}, {&n, uint16(7), s},
			{sql.NullInt64{Int64: 7, Valid: true}, 7, sql.NullString{String: s, Valid: true}},
		}
		for _, repeat := range []int{1, 60} {
			do(t, db, func(tx *store.Tx) error {
				return tx.Insert(t.Context(), "kinds (big,\n\tsmall, text)", "", slices.Repeat(kinds, repeat))
			})
		}
		if got := count(t, db, "kinds WHERE big = 7 AND small = 7 AND text = 'seven'"); got != 61*len(kinds) {
			t.Errorf("%d rows as they went in, want %d", got, 61*len(kinds))
		}
	})
}

func TestInsertOfManyRowsStandsOrFallsWithItsTransaction(t *testing.T) {
	on(t, func(t *testing.T, db *store.DB) {
		rows := append(things(300), []any{7, "again", nil})
		err := db.Do(t.Context(), func(tx *store.Tx) error {
			return tx.Insert(t.Context(), "things (id, name, body)", "", rows)
		})
		if err == nil || store.Temporary(err) || strings.Contains(err.Error(), "again") {
			t.Errorf("got %v, want an error that is not temporary and holds no value", err)
		}
		if n := count(t, db, "things"); n != 0 {
			t.Errorf("%d rows, want none", n)
		}
		do(t, db, func(tx *store.Tx) error { return tx.Insert(t.Context(), "things (id, name, body)", "", things(300)) })
	})
}
