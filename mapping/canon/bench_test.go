package canon

import (
	"encoding/json"
	"testing"
)

func BenchmarkAppendJSON(b *testing.B) {
	for _, c := range []struct{ kind, row string }{
		{"person", personRow}, {"fingerprint_registration", cardRow}, {"genomic_registration", profileRow},
	} {
		k, batch := rows(b, c.kind, c.row)
		b.Run(c.kind, func(b *testing.B) {
			var dst []byte
			b.ReportAllocs()
			for b.Loop() {
				dst = k.AppendJSON(dst[:0], batch, 0, Writing{})
			}
			b.SetBytes(int64(len(dst)))
		})
	}
}

// The same record from a map by encoding/json, for comparison in the same run.
func BenchmarkEncodingJSON(b *testing.B) {
	var person map[string]any
	if err := json.Unmarshal([]byte(personRow), &person); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := json.Marshal(person); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkKeys(b *testing.B) {
	k, batch := rows(b, "person", personRow)
	b.ReportAllocs()
	for b.Loop() {
		k.Keys(batch, 0)
	}
}
