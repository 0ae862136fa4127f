package mapping

import (
	"fmt"
	"strings"
	"time"
)

// layout is a format such as DD.MM.YYYY HH:mm:ss, taken apart: runs of digits and what stands between.
type layout []layoutPart

type layoutPart struct {
	unit   byte // 'Y', 'M', 'D', 'H', 'm', 's', or 0 for literal
	digits int
	text   string
}

var layoutUnits = []layoutPart{
	{unit: 'Y', digits: 4, text: "YYYY"}, {unit: 'M', digits: 2, text: "MM"}, {unit: 'D', digits: 2, text: "DD"},
	{unit: 'H', digits: 2, text: "HH"}, {unit: 'm', digits: 2, text: "mm"}, {unit: 's', digits: 2, text: "ss"},
}

// newLayout reads a format; each of the units needed must stand in it exactly once, and no other.
func newLayout(format, needed string) (layout, error) {
	var l layout
	for rest := format; rest != ""; {
		part, ok := nextUnit(rest)
		switch {
		case ok:
		case isLetterOrDigit(rest[0]):
			return nil, &argumentError{fmt.Sprintf("the format %q has %q, which is none of YYYY, MM, DD, HH, mm, ss", format, rest[:1]), formatFix}
		default:
			part = layoutPart{text: rest[:1]}
		}
		l = append(l, part)
		rest = rest[len(part.text):]
	}
	return l, l.complete(format, needed)
}

const formatFix = "write a format such as DD.MM.YYYY, and for an instant DD.MM.YYYY HH:mm:ss"

func nextUnit(rest string) (layoutPart, bool) {
	for _, u := range layoutUnits {
		if strings.HasPrefix(rest, u.text) {
			return u, true
		}
	}
	return layoutPart{}, false
}

func isLetterOrDigit(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

func (l layout) complete(format, needed string) error {
	have := ""
	for _, p := range l {
		if p.unit != 0 {
			have += string(rune(p.unit))
		}
	}
	for _, u := range layoutUnits {
		unit := string(rune(u.unit))
		if want := strings.Count(needed, unit); strings.Count(have, unit) != want {
			return &argumentError{fmt.Sprintf("the format %q must have %s %s", format, u.text, []string{"nowhere", "exactly once"}[want]), formatFix}
		}
	}
	return nil
}

// moment is what a layout reads from a text, before the calendar has been asked.
type moment struct {
	date                 Date
	hour, minute, second int
}

// read takes a text apart. Every digit of every unit must be there, and nothing else.
func (l layout) read(s string) (moment, bool) {
	var year, month, day int
	var m moment
	for i := range l {
		p := &l[i]
		if p.unit == 0 {
			if !strings.HasPrefix(s, p.text) {
				return m, false
			}
			s = s[len(p.text):]
			continue
		}
		n, ok := number(s, p.digits)
		if !ok {
			return m, false
		}
		s = s[p.digits:]
		switch p.unit {
		case 'Y':
			year = n
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
		}
	}
	m.date = newDate(year, month, day)
	return m, s == ""
}

func number(s string, digits int) (int, bool) {
	if len(s) < digits {
		return 0, false
	}
	n := 0
	for i := range digits {
		c := s[i] - '0'
		if c > 9 {
			return 0, false
		}
		n = n*10 + int(c)
	}
	return n, true
}

// in is the moment in a zone; false where the day or the hour does not exist there.
func (m moment) in(zone *time.Location) (time.Time, bool) {
	if !m.date.exists() || m.hour > 23 || m.minute > 59 || m.second > 59 {
		return time.Time{}, false
	}
	year, month, day := m.date.parts()
	t := time.Date(year, time.Month(month), day, m.hour, m.minute, m.second, 0, zone)
	return t, t.Hour() == m.hour && t.Minute() == m.minute
}
