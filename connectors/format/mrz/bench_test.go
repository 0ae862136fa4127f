package mrz

import "testing"

// BenchmarkParse reads zones a second, one card and one passport a round.
func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(int64(len(card) + len(passport)))
	for b.Loop() {
		for _, text := range []string{card, passport} {
			if _, err := Parse(text, today); err != nil {
				b.Fatal(err)
			}
		}
	}
}
