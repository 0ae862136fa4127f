package mrz

import (
	"fmt"
	"time"
)

// Date is a day of the calendar. Parts that the document leaves unknown are 0;
// the zero Date is a date that is unknown or cannot be read.
type Date struct{ Year, Month, Day int }

// String gives "2031-07-09", with X for unknown digits (ISO 8601-2 clause 8), and
// "" for the zero Date.
func (d Date) String() string {
	if d == (Date{}) {
		return ""
	}
	return part(d.Year, 4) + "-" + part(d.Month, 2) + "-" + part(d.Day, 2)
}

// MarshalText writes the date as [Date.String] does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

func part(n, width int) string {
	if n == 0 {
		return "XXXX"[:width]
	}
	return fmt.Sprintf("%0*d", width, n)
}

// unknown is the value of a part that fillers stand for.
const unknown = -1

// readBirth reads the date of birth, parts of which may be fillers (Doc 9303-3
// clause 4.7). The century is the latest that does not lie after today.
func (z *zone) readBirth(today time.Time) Date {
	return z.readDate(FieldBirth, z.birth, true, func(yy, month, day int) int {
		if later(yy, max(month, 1), max(day, 1), today) {
			return 1900 + yy
		}
		return 2000 + yy
	})
}

// later says whether a day of 20yy lies after today.
func later(yy, month, day int, today time.Time) bool {
	year, m, d := today.Date()
	return 2000+yy > year || 2000+yy == year && (month > int(m) || month == int(m) && day > d)
}

// readExpiry reads the date of expiry, which is whole and of the years 2000–2099.
func (z *zone) readExpiry() Date {
	return z.readDate(FieldExpiry, z.expiry, false, func(yy, _, _ int) int { return 2000 + yy })
}

// readDate reads YYMMDD; what is no date becomes a finding and the zero Date.
func (z *zone) readDate(field string, at span, partial bool, year func(yy, month, day int) int) Date {
	if !z.dateCharacters(field, at, partial) {
		return Date{}
	}
	text := z.text(at)
	var parts [3]int
	for i := range parts {
		pair := text[2*i : 2*i+2]
		if pair == "<<" {
			parts[i] = unknown
			continue
		}
		if pair[0] == '<' || pair[1] == '<' {
			z.add(GradeConsistency, RuleDatePart, field, shift(at, 2*i), "half a part", "two digits or two fillers", "half a year, month or day of the date is a filler")
			return Date{}
		}
		parts[i] = int(pair[0]-'0')*10 + int(pair[1]-'0')
	}
	if parts[0] != unknown {
		parts[0] = year(parts[0], parts[1], parts[2])
	}
	if bad := offCalendar(parts[0], parts[1], parts[2]); bad > 0 {
		z.add(GradeConsistency, RuleDateCalendar, field, shift(at, 2*bad), "no date", "date", "the date is not in the calendar")
		return Date{}
	}
	return Date{max(parts[0], 0), max(parts[1], 0), max(parts[2], 0)}
}

// dateCharacters says whether a date consists of digits, and fillers where it may be partial.
func (z *zone) dateCharacters(field string, at span, partial bool) bool {
	expected := "digit"
	if partial {
		expected = "digit or filler"
	}
	for i, c := range z.text(at) {
		if c >= '0' && c <= '9' || partial && c == '<' {
			continue
		}
		z.add(GradeConsistency, RuleDateDigits, field, shift(at, i), class(c), expected, "a date must be digits")
		return false
	}
	return true
}

// offCalendar gives the index of the part that no calendar has, 1 for the month
// and 2 for the day, or 0. Unknown parts fit whatever stands beside them.
func offCalendar(year, month, day int) int {
	if month == 0 || month > 12 {
		return 1
	}
	if year == unknown {
		year = 2000
	}
	if month == unknown {
		month = 1
	}
	if day == 0 || day > time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day() {
		return 2
	}
	return 0
}

// shift is the single position i characters into a span.
func shift(s span, i int) span { return span{s.line, s.from + i, s.from + i} }
