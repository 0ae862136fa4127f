package hostile

import (
	"fmt"
	"strings"
)

// day is what a text names: 0 where day or month are said to be unknown, and days that do not exist.
type day struct{ year, month, day int }

// exists says whether the calendar has the day; an unknown part always fits.
func (d day) exists() bool {
	if d.year < 1 || d.month > 12 || d.month == 0 && d.day != 0 {
		return false
	}
	return d.day <= d.last()
}

// last is the last day of the month in the Gregorian calendar.
func (d day) last() int {
	switch d.month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if d.year%4 == 0 && d.year%100 != 0 || d.year%400 == 0 {
			return 29
		}
		return 28
	}
	return 31
}

// canonical is how a canonical record writes the day, "1885-03" and "1885" where parts are unknown.
func (d day) canonical() string {
	switch {
	case d.month == 0:
		return fmt.Sprintf("%04d", d.year)
	case d.day == 0:
		return fmt.Sprintf("%04d-%02d", d.year, d.month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// days are days in a format, as texts: good ones that are rare, and some that no calendar has.
func days(format string) []sample {
	var out []sample
	for _, c := range []struct {
		name string
		day  day
	}{
		{"29 February of a leap year", day{1884, 2, 29}},
		{"29 February 1600", day{1600, 2, 29}},
		{"29 February of a common year", day{1885, 2, 29}},
		{"29 February 1900", day{1900, 2, 29}},
		{"30 February", day{1884, 2, 30}},
		{"31 April", day{1885, 4, 31}},
		{"31 November", day{1885, 11, 31}},
		{"31 December", day{1885, 12, 31}},
		{"32nd", day{1885, 1, 32}},
		{"month 13", day{1885, 13, 1}},
		{"year 0", day{0, 1, 1}},
		{"year 1", day{1, 1, 1}},
		{"year 9999", day{9999, 12, 31}},
		{"day unknown", day{1885, 3, 0}},
		{"day and month unknown", day{1885, 0, 0}},
		{"month unknown, day known", day{1885, 0, 7}},
		{"everything 0", day{0, 0, 0}},
		{"everything 9", day{9999, 99, 99}},
	} {
		if text, ok := written(format, c.day); ok {
			out = append(out, sample{c.name, text, &c.day})
		}
	}
	return append(out, notDays(format)...)
}

// notDays are texts that look like a day and name none.
func notDays(format string) []sample {
	none := &day{}
	text, ok := written(format, day{1885, 3, 7})
	if !ok {
		return nil
	}
	return []sample{
		{"date in Arabic-Indic digits", digitsOf(text, '٠'), none},
		{"date in full-width digits", digitsOf(text, '０'), none},
		{"date with letter O for 0", strings.ReplaceAll(text, "0", "О"), none},
		{"date with l for 1", strings.Replace(text, "1", "l", 1), none},
		{"date with signs", "+" + strings.Replace(text, "0", "-", 1), none},
		{"date with text behind", text + " г", none},
		{"date with a time behind", text + "T00:00:00Z", none},
		{"year of five digits", strings.Replace(text, "1885", "18850", 1), none},
		{"year of two digits", strings.Replace(text, "1885", "85", 1), none},
		{"date with blanks inside", strings.Join(strings.Split(text, ""), " "), none},
	}
}

// units are what days are written with here; a format with others gives no samples.
var units = []struct {
	name, verb string
	of         func(day) int
}{
	{"YYYY", "%04d", func(d day) int { return d.year }},
	{"MM", "%02d", func(d day) int { return d.month }},
	{"DD", "%02d", func(d day) int { return d.day }},
	{"M", "%d", func(d day) int { return d.month }},
	{"D", "%d", func(d day) int { return d.day }},
}

// written writes a day in a format of numbers.
func written(format string, d day) (string, bool) {
	if strings.Contains(format, "MMM") || strings.Contains(format, "H") || !strings.Contains(format, "YYYY") {
		return "", false
	}
	for _, u := range units {
		format = strings.Replace(format, u.name, fmt.Sprintf(u.verb, u.of(d)), 1)
	}
	return format, true
}
