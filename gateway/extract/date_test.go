package extract

import (
	"testing"
	"time"
)

func TestLongDate(t *testing.T) {
	for _, c := range []struct {
		at   time.Time
		want both
	}{
		{time.Date(2026, time.November, 24, 7, 0, 0, 0, time.UTC), both{"2026 жылғы 24 қараша", "24 ноября 2026 года"}},
		{time.Date(2026, time.December, 31, 18, 59, 59, 0, time.UTC), both{"2026 жылғы 31 желтоқсан", "31 декабря 2026 года"}},
		{time.Date(2026, time.December, 31, 19, 0, 0, 0, time.UTC), both{"2027 жылғы 1 қаңтар", "1 января 2027 года"}},
	} {
		if got := longDate(c.at.In(almaty)); got != c.want {
			t.Errorf("%v: %v; want %v", c.at, got, c.want)
		}
	}
}

func TestShortDateAndTime(t *testing.T) {
	for in, want := range map[string]string{
		"1876-08-24": "24.08.1876", "1876-08": "08.1876", "1876": "1876", "1876-02-30": "1876-02-30", "unknown": "unknown",
	} {
		if got := shortDate(in); got != want {
			t.Errorf("date %q: %q; want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"2026-11-20T19:15:00Z": "21.11.2026 00:15:00 (UTC+5)", "2026-11-20": "2026-11-20",
	} {
		if got := shortTime(in); got != want {
			t.Errorf("time %q: %q; want %q", in, got, want)
		}
	}
}
