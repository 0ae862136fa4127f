package schedules

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func at(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func TestSlots(t *testing.T) {
	for _, c := range []struct {
		when           Timetable
		at, last, next string
	}{
		{Daily(2, 0), "2026-03-01T12:00:00Z", "2026-02-28T21:00:00Z", "2026-03-01T21:00:00Z"},
		{Daily(2, 0), "2026-02-28T21:00:00Z", "2026-02-28T21:00:00Z", "2026-03-01T21:00:00Z"}, // on a slot
		{Daily(2, 0), "2026-02-28T20:59:59Z", "2026-02-27T21:00:00Z", "2026-02-28T21:00:00Z"},
		{Daily(2, 0), "2024-02-29T12:00:00Z", "2024-02-28T20:00:00Z", "2024-02-29T21:00:00Z"}, // UTC+6 until 1 March 2024
		{Daily(23, 59), "2027-12-31T18:59:00Z", "2027-12-31T18:59:00Z", "2028-01-01T18:59:00Z"},
		{Every(10 * time.Minute), "2026-03-01T12:04:59Z", "2026-03-01T12:00:00Z", "2026-03-01T12:10:00Z"},
		{Every(10 * time.Minute), "2026-03-01T12:10:00Z", "2026-03-01T12:10:00Z", "2026-03-01T12:20:00Z"},
		{Every(time.Hour), "1969-12-31T23:30:00Z", "1969-12-31T23:00:00Z", "1970-01-01T00:00:00Z"},
	} {
		if got := c.when.Last(at(c.at)); got != at(c.last) {
			t.Errorf("%s at %s: last %s, want %s", c.when, c.at, got, c.last)
		}
		if got := c.when.Next(at(c.at)); got != at(c.next) {
			t.Errorf("%s at %s: next %s, want %s", c.when, c.at, got, c.next)
		}
	}
}

// TestSlotsAreOneRow: from wherever one looks, last ≤ t < next, and nothing lies between them.
func TestSlotsAreOneRow(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		from := time.Unix(random.Int64N(2_000_000_000), random.Int64N(1_000_000_000)).UTC()
		for _, when := range []Timetable{Daily(random.IntN(24), random.IntN(60)), Every(time.Duration(1+random.IntN(100_000)) * time.Second)} {
			last, next := when.Last(from), when.Next(from)
			if last.After(from) || !next.After(from) || when.Next(last) != next || when.Last(next) != next || when.Last(next.Add(-1)) != last {
				t.Fatalf("%s at %s: last %s, next %s", when, from, last, next)
			}
		}
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]Timetable{
		"daily 02:00":             Daily(2, 0),
		"daily 23:59 Asia/Almaty": Daily(23, 59),
		"every 10m":               Every(10 * time.Minute),
	} {
		got, err := Parse(text)
		if err != nil || got != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
		if again, err := Parse(want.String()); err != nil || again != want {
			t.Errorf("%q as shown, %q: %v, %v", text, want, again, err)
		}
	}
	for _, text := range []string{"", "daily", "daily 24:00", "daily 02:00 UTC", "every", "every 0s", "every -1m", "every 1500ms", "hourly 3"} {
		if got, err := Parse(text); err == nil || !strings.Contains(err.Error(), "write \"daily HH:MM\"") {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}
