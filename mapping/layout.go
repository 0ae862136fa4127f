package mapping

import (
	"fmt"
	"slices"
	"strings"
)

// layout is a format such as DD.MM.YYYY HH:mm:ss, taken apart: what is read, and what stands between.
type layout struct {
	parts     []layoutPart
	firstYear int // of the hundred years that YY stands for; 0 where the format has YYYY
}

type layoutPart struct {
	unit  byte   // 'Y', 'M', 'D', 'H', 'm', 's', 'S' of milliseconds, 'Z' of an offset, or 0 for literal
	least int    // digits at least; 0 where it is no number
	most  int    // digits at most
	text  string // as the format writes it
	names map[string]int
}

var layoutUnits = []layoutPart{
	{unit: 'Y', least: 4, most: 4, text: "YYYY"}, {unit: 'Y', least: 2, most: 2, text: "YY"},
	{unit: 'M', text: "MMMM", names: monthNames}, {unit: 'M', text: "MMM", names: monthAbbreviations},
	{unit: 'M', least: 2, most: 2, text: "MM"}, {unit: 'M', least: 1, most: 2, text: "M"},
	{unit: 'D', least: 2, most: 2, text: "DD"}, {unit: 'D', least: 1, most: 2, text: "D"},
	{unit: 'H', least: 2, most: 2, text: "HH"}, {unit: 'H', least: 1, most: 2, text: "H"},
	{unit: 'm', least: 2, most: 2, text: "mm"}, {unit: 's', least: 2, most: 2, text: "ss"},
	{unit: 'S', least: 3, most: 3, text: "SSS"}, {unit: 'Z', text: "Z"},
}

// unitRule says how often a unit may stand in a format.
type unitRule struct {
	unit        byte
	least, most int
	shown       string
}

var (
	dateUnits    = []unitRule{{'Y', 1, 1, "YYYY or YY"}, {'M', 1, 1, "MM, M, MMMM or MMM"}, {'D', 1, 1, "DD or D"}, {'H', 0, 0, "HH"}, {'m', 0, 0, "mm"}, {'s', 0, 0, "ss"}, {'S', 0, 0, "SSS"}, {'Z', 0, 0, "Z"}}
	instantUnits = []unitRule{{'Y', 1, 1, "YYYY or YY"}, {'M', 1, 1, "MM, M, MMMM or MMM"}, {'D', 1, 1, "DD or D"}, {'H', 1, 1, "HH or H"}, {'m', 1, 1, "mm"}, {'s', 0, 1, "ss"}, {'S', 0, 1, "SSS"}, {'Z', 0, 1, "Z"}}
)

const formatFix = "write a format such as DD.MM.YYYY or D MMMM YYYY, and for an instant DD.MM.YYYY HH:mm:ss"

// newLayouts reads formats with | between them. YY needs the first year of its hundred years; 0 is none.
func newLayouts(formats string, rules []unitRule, firstYear int) ([]layout, error) {
	var out []layout
	for format := range strings.SplitSeq(formats, "|") {
		l, err := newLayout(format, rules)
		if err != nil {
			return nil, err
		}
		l.firstYear = firstYear
		if err := l.century(format); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	if firstYear != 0 && !slices.ContainsFunc(out, layout.shortYear) {
		return nil, &argumentError{fmt.Sprintf("the format %q has no YY, but a first year is given", formats), "leave the first year out"}
	}
	return out, nil
}

// century says whether a format with YY is told which years it means.
func (l layout) century(format string) error {
	switch {
	case l.shortYear() && l.firstYear == 0:
		return &argumentError{fmt.Sprintf("the format %q has YY, and nothing says in which hundred years", format),
			`add the first of them: date(text, "DD.MM.YY", 1927) reads 27 to 99 as 1927 to 1999 and 00 to 26 as 2000 to 2026`}
	case l.firstYear != 0 && (l.firstYear < 1000 || l.firstYear > 9900):
		return &argumentError{"the first year has four digits", "write a year such as 1927"}
	}
	return nil
}

func (l layout) shortYear() bool {
	return slices.ContainsFunc(l.parts, func(p layoutPart) bool { return p.text == "YY" && p.unit == 'Y' })
}

// newLayout reads a format and checks its units.
func newLayout(format string, rules []unitRule) (layout, error) {
	var l layout
	for rest := format; rest != ""; {
		part, ok := nextUnit(rest)
		switch {
		case ok:
		case isLetterOrDigit(rest[0]) && rest[0] != 'T':
			return l, &argumentError{fmt.Sprintf("the format %q has %q, which is none of YYYY, YY, MMMM, MMM, MM, M, DD, D, HH, H, mm, ss, SSS, Z", format, rest[:1]), formatFix}
		default:
			part = layoutPart{text: rest[:1]}
		}
		rest = rest[len(part.text):]
		l.add(part)
	}
	if err := l.runTogether(format); err != nil {
		return l, err
	}
	return l, l.complete(format, rules)
}

// add appends a part; literals join the one before.
func (l *layout) add(p layoutPart) {
	if last := len(l.parts) - 1; p.unit == 0 && last >= 0 && l.parts[last].unit == 0 {
		l.parts[last].text += p.text
		return
	}
	l.parts = append(l.parts, p)
}

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

// runTogether refuses a number of one or two digits with another number right behind it.
func (l layout) runTogether(format string) error {
	for i := 1; i < len(l.parts); i++ {
		if before := l.parts[i-1]; before.least < before.most && l.parts[i].most > 0 {
			return &argumentError{fmt.Sprintf("the format %q has a number right behind %s: where the one ends cannot be told", format, before.text), "write " + before.text + before.text + ", or what stands between"}
		}
	}
	return nil
}

func (l layout) complete(format string, rules []unitRule) error {
	for _, r := range rules {
		have := 0
		for _, p := range l.parts {
			if p.unit == r.unit {
				have++
			}
		}
		switch {
		case have > r.most && r.most == 0:
			return &argumentError{fmt.Sprintf("the format %q must have %s nowhere", format, r.shown), formatFix}
		case have > r.most || have < r.least:
			return &argumentError{fmt.Sprintf("the format %q must have %s exactly once", format, r.shown), formatFix}
		}
	}
	return nil
}
