package mapping

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// moment is what a layout reads from a text, before the calendar has been asked.
type moment struct {
	date                        Date
	hour, minute, second, milli int
	offset                      int // minutes east of UTC, where the text says so
	zoned                       bool
}

// read takes a text apart. Every digit that the format asks for must be there, and nothing else.
func (l *layout) read(s string) (moment, bool) {
	var year, month, day int
	var m moment
	for i := range l.parts {
		p := &l.parts[i]
		n, rest, ok := 0, "", false
		switch {
		case p.unit == 0:
			rest, ok = strings.CutPrefix(s, p.text)
		case p.names != nil:
			n, rest, ok = l.name(s, i)
		case p.unit == 'Z':
			n, rest, ok = offset(s)
		default:
			n, rest, ok = number(s, p.least, p.most)
		}
		if !ok {
			return m, false
		}
		s = rest
		switch p.unit {
		case 'Y':
			year = n
			if p.most == 2 {
				year = l.fullYear(n)
			}
		case 'M':
			month = n
		case 'D':
			day = n
		case 'H':
			m.hour = n
		case 'm':
			m.minute = n
		case 's':
			m.second = n
		case 'S':
			m.milli = n
		case 'Z':
			m.offset, m.zoned = n, true
		}
	}
	m.date = newDate(year, month, day)
	return m, s == ""
}

// fullYear is the year of the layout's hundred years that ends in two digits.
func (l *layout) fullYear(digits int) int {
	year := l.firstYear - l.firstYear%100 + digits
	if year < l.firstYear {
		year += 100
	}
	return year
}

// number reads as many digits as there are, least to most.
func number(s string, least, most int) (n int, rest string, ok bool) {
	i := 0
	for ; i < most && i < len(s); i++ {
		c := s[i] - '0'
		if c > 9 {
			break
		}
		n = n*10 + int(c)
	}
	return n, s[i:], i >= least
}

// name reads the month's name that part i stands for, in any case, an abbreviation with or without its dot.
func (l *layout) name(s string, i int) (month int, rest string, ok bool) {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(s)
	}
	if end > 40 || !utf8.ValidString(s[:end]) {
		return 0, "", false
	}
	var room [48]byte
	month, ok = l.parts[i].names[string(appendLower(room[:0], s[:end]))]
	rest = s[end:]
	if dotted := i+1 < len(l.parts) && strings.HasPrefix(l.parts[i+1].text, "."); l.parts[i].text == "MMM" && !dotted {
		rest = strings.TrimPrefix(rest, ".")
	}
	return month, rest, ok
}

// offset reads Z, +hh:mm, +hhmm or +hh, or the same with a minus: minutes east of UTC, at most 14 hours.
func offset(s string) (minutes int, rest string, ok bool) {
	if rest, ok = strings.CutPrefix(s, "Z"); ok {
		return 0, rest, true
	}
	if s == "" || s[0] != '+' && s[0] != '-' {
		return 0, "", false
	}
	hours, rest, ok := number(s[1:], 2, 2)
	if !ok {
		return 0, "", false
	}
	if tail, colon := strings.CutPrefix(rest, ":"); colon || rest != "" && rest[0]-'0' <= 9 {
		if minutes, rest, ok = number(tail, 2, 2); !ok || minutes > 59 {
			return 0, "", false
		}
	}
	minutes += hours * 60
	if s[0] == '-' {
		minutes = -minutes
	}
	return minutes, rest, minutes <= 14*60 && minutes >= -14*60
}

// in is the moment in a zone; false where the day or the hour does not exist there, or the hour came twice
// because the clocks went back.
func (m moment) in(zone *time.Location) (time.Time, bool) {
	if !m.date.exists() || m.hour > 23 || m.minute > 59 || m.second > 59 {
		return time.Time{}, false
	}
	year, month, day := m.date.parts()
	if m.zoned {
		t := time.Date(year, time.Month(month), day, m.hour, m.minute-m.offset, m.second, m.milli*1e6, time.UTC)
		return t, true
	}
	t := time.Date(year, time.Month(month), day, m.hour, m.minute, m.second, m.milli*1e6, zone)
	return t, t.Hour() == m.hour && t.Minute() == m.minute && !twice(t)
}

// twice says whether the clocks of t's zone showed the same time at another instant.
func twice(t time.Time) bool {
	_, here := t.Zone()
	start, end := t.ZoneBounds()
	if !start.IsZero() {
		_, before := start.Add(-time.Second).Zone()
		if back := time.Duration(before-here) * time.Second; back > 0 && t.Sub(start) < back {
			return true
		}
	}
	if end.IsZero() {
		return false
	}
	_, after := end.Zone()
	back := time.Duration(here-after) * time.Second
	return back > 0 && end.Sub(t) <= back
}
