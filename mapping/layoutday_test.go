package mapping

import (
	"math/rand/v2"
	"testing"
)

// TestDayLayout reads the same texts by both readers of layouts.
func TestDayLayout(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for _, format := range []string{"DD.MM.YYYY", "YYYYMMDD", "YYYY-MM-DD", "/MM/DDәYYYY"} {
		l, err := newLayout(format, dateUnits)
		if err != nil {
			t.Fatal(err)
		}
		days, good := l.days(), 0
		for range 5000 {
			text := []byte(format)
			for i, c := range text {
				if c == 'D' || c == 'M' || c == 'Y' {
					text[i] = "0123456789x"[rng.IntN(10+boolInt(rng.IntN(40) == 0))]
				}
			}
			s := string(text[:len(text)-boolInt(rng.IntN(9) == 0)])
			want, wantOK := l.read(s)
			got, ok := days.read(s)
			if ok != wantOK || ok && got != want.date {
				t.Fatalf("%s: %q gives %v %t, want %v %t", format, s, got, ok, want.date, wantOK)
			}
			good += boolInt(ok)
		}
		if loose, _ := newLayout("D.MM.YYYY", dateUnits); loose.days() != nil {
			t.Error("a day of one digit or two has no fixed place")
		}
		if good < 1000 {
			t.Errorf("%s: only %d texts were dates", format, good)
		}
	}
}
