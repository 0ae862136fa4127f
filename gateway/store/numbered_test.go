package store

import "testing"

func TestNumbered(t *testing.T) {
	for query, want := range map[string]string{
		"":                                   "",
		"SELECT 1":                           "SELECT 1",
		"a = ? AND b IN (?,?)":               "a = $1 AND b IN ($2,$3)",
		"a = '?' AND b = ?":                  "a = '?' AND b = $1",
		"a = 'it''s ?' AND b = ?":            "a = 'it''s ?' AND b = $1",
		`"what?" = ? AND "a""?" = ?`:         `"what?" = $1 AND "a""?" = $2`,
		"a = ? -- why?\nAND b = ?":           "a = $1 -- why?\nAND b = $2",
		"a /* '? */ = ? - ? / ?":             "a /* '? */ = $1 - $2 / $3",
		"ұ = ?":                              "ұ = $1",
		"? '?":                               "$1 '?",
		"(?,?,?,?,?,?,?,?,?,?)":              "($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)",
		"'a' || ? || 'b?' || ? || '' || '?'": "'a' || $1 || 'b?' || $2 || '' || '?'",
	} {
		if got := numbered(query); got != want {
			t.Errorf("%q: got %q, want %q", query, got, want)
		}
	}
}
