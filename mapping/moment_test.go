package mapping

import (
	"math/rand/v2"
	"testing"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// TestMonthNames reads every name of every month, in capitals too.
func TestMonthNames(t *testing.T) {
	for names, unit := range map[*map[string]int]string{&monthNames: "MMMM", &monthAbbreviations: "MMM"} {
		op, err := bindDate(Date.exists)([]string{"D " + unit + " YYYY"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[int]bool{}
		for name, month := range *names {
			seen[month] = true
			for _, text := range []string{name, viewOf(appendUpper(nil, name))} {
				if day, ok := op.call([]ref.Val{types.String("7 " + text + " 1885")}); !ok || day != newDate(1885, month, 7) {
					t.Errorf("%s is read as %v", text, day)
				}
			}
		}
		if len(seen) != 12 {
			t.Errorf("%s knows %d months", unit, len(seen))
		}
	}
}

// TestAlmatyChange: the clocks went back at midnight after 29 February 2024, from UTC+6 to UTC+5.
func TestAlmatyChange(t *testing.T) {
	zone, err := time.LoadLocation(agencyZone)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		date         Date
		hour, minute int
		want         string // "" if there is no single such instant
	}{
		{20240229, 22, 59, "2024-02-29T16:59:00Z"}, {20240229, 23, 0, ""}, {20240229, 23, 59, ""}, {20240301, 0, 0, "2024-02-29T19:00:00Z"},
		{20240301, 1, 0, "2024-02-29T20:00:00Z"},
	} {
		at, ok := moment{date: c.date, hour: c.hour, minute: c.minute}.in(zone)
		if ok != (c.want != "") || ok && at.UTC().Format(time.RFC3339) != c.want {
			t.Errorf("%v %d:%d is %v, %v", c.date, c.hour, c.minute, at.UTC(), ok)
		}
	}
}

// TestInstants: what is read back from any instant is that instant, or is refused because it came twice.
func TestInstants(t *testing.T) {
	zone, _ := time.LoadLocation(agencyZone)
	for range 20000 {
		want := time.Unix(rand.Int64N(4e9)-1e9, 0).In(zone)
		m := moment{date: newDate(want.Year(), int(want.Month()), want.Day()), hour: want.Hour(), minute: want.Minute(), second: want.Second()}
		if got, ok := m.in(zone); ok && !got.Equal(want) {
			t.Fatalf("%v is read as %v", want, got)
		} else if !ok && !twice(want) {
			t.Fatalf("%v is refused", want)
		}
	}
}

// TestDaysAgree: ordinals and serial numbers are those of the standard library's calendar.
func TestDaysAgree(t *testing.T) {
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	for n := int64(61); n < 2958465; n += 37 {
		day := start.AddDate(0, 0, int(n))
		want := newDate(day.Year(), int(day.Month()), day.Day())
		if got, ok := excelDate(n); !ok || got != want {
			t.Fatalf("serial number %d is %v, not %v", n, got, want)
		}
		if got := want.ordinal() - Date(18991230).ordinal(); got != n {
			t.Fatalf("%v is %d days after 1899-12-30, not %d", want, got, n)
		}
	}
	if first, ok := excelDate(1); !ok || first != 19000101 {
		t.Errorf("serial number 1 is %v", first)
	}
	if last, ok := excelDate(59); !ok || last != 19000228 {
		t.Errorf("serial number 59 is %v", last)
	}
}

// TestOffsets reads the forms of an offset.
func TestOffsets(t *testing.T) {
	for text, want := range map[string]int{"Z": 0, "+05:00": 300, "+0500": 300, "+05": 300, "-03:30": -210, "+14:00": 840} {
		if got, rest, ok := offset(text); !ok || got != want || rest != "" {
			t.Errorf("%s is %d, %q, %v", text, got, rest, ok)
		}
	}
	for _, text := range []string{"", "+", "+5", "05:00", "+05:", "+05:60", "+15:00", "z"} {
		if _, rest, ok := offset(text); ok && rest == "" {
			t.Errorf("%q is an offset", text)
		}
	}
}
