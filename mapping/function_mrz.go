package mapping

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"cel.dev/cel-go/common/types"
)

// Zones of a made-up person, born in 1890.
const (
	exampleCard     = `"IDKAZ0123456784900101100004<<<9001011M3405112KAZ<<<<<<<<<<<8OMAROV<<AIDOS<<<<<<<<<<<<<<<<<"`
	examplePassport = `"P<KAZOMAROV<<AIDOS<<<<<<<<<<<<<<<<<<<<<<<<<<\nN123456785KAZ9001011M3405112<<<<<<<<<<<<<<<8"`
)

var mrzFunction = function{
	name:    "mrz",
	help:    "One part of a machine readable zone (ICAO 9303: TD1, TD2 or TD3), which is one text with its lines joined, or with line breaks between them: code, state, number, nationality, sex (M, F, X), surname, given, optional, optional2. Names stand as printed, and may be cut off: they never replace a full name. A part that is empty is nothing.",
	refuses: "the zone has another length, another character, or a check digit that does not fit",
	examples: []Example{
		{`mrz(` + exampleCard + `, "number")`, "012345678"},
		{`mrz(` + exampleCard + `, "surname")`, "OMAROV"},
		{`mrz(` + examplePassport + `, "code")`, "P"},
		{`mrz(` + examplePassport + `, "optional")`, "nothing"},
		{`mrz(replace(` + exampleCard + `, "M3", "M4"), "state")`, "refused"},
	},
	shapes: []shape{{params: []param{textParam("zone"), literalParam("part")}, result: types.StringType, nothing: true, fallible: true, bind: bindZonePart}},
}

var mrzBirthFunction = function{
	name: "mrzBirth", help: "The birth date in a machine readable zone. It writes two digits of the year: the second argument is the first of the hundred years that they mean.",
	refuses: "the zone does not fit (see mrz), or the calendar has no such day, or a part of it is unknown",
	examples: []Example{
		{`mrzBirth(` + exampleCard + `, 1800)`, "1890-01-01"},
		{`mrzBirth("IDKAZ", 1800)`, "refused"},
	},
	shapes: []shape{{params: []param{textParam("zone"), countParam("first year")}, result: dateType, fallible: true, bind: bindZoneBirth(Date.exists)}},
}

var mrzPartialBirthFunction = function{
	name: "mrzPartialBirth", help: "Like mrzBirth, where << for the day, or for day and month, says that they are unknown. It fits fields whose dates may be partial.",
	refuses: "the zone does not fit (see mrz), or the calendar has no such date",
	examples: []Example{
		{`mrzPartialBirth(` + exampleCard + `, 1800)`, "1890-01-01"},
		{`mrzPartialBirth("", 1800)`, "refused"},
	},
	shapes: []shape{{params: []param{textParam("zone"), countParam("first year")}, result: partialType, fallible: true, bind: bindZoneBirth(Date.existsPartly)}},
}

var mrzExpiryFunction = function{
	name: "mrzExpiry", help: "The last day of validity in a machine readable zone, in the years 2000 to 2099.",
	refuses: "the zone does not fit (see mrz), or the calendar has no such day",
	examples: []Example{
		{`mrzExpiry(` + examplePassport + `)`, "2034-05-11"},
		{`mrzExpiry(lower(` + examplePassport + `))`, "refused"},
	},
	shapes: refusing(unary(func(s string) (Date, bool) {
		z, ok := readZone(s)
		if !ok {
			return 0, false
		}
		return z.date(z.form.expiry, 2000, Date.exists)
	}), dateType, textParam("zone")),
}

// zoneParts are the parts of a zone that are text.
var zoneParts = map[string]func(zone) string{
	"code":        func(z zone) string { return strings.TrimRight(z.part(z.form.code), "<") },
	"state":       func(z zone) string { return strings.TrimRight(z.part(z.form.state), "<") },
	"nationality": func(z zone) string { return strings.TrimRight(z.part(z.form.nationality), "<") },
	"number":      func(z zone) string { n, _ := z.number(); return n },
	"surname":     func(z zone) string { n, _ := z.names(); return n },
	"given":       func(z zone) string { _, n := z.names(); return n },
	"optional":    zone.freeData,
	"optional2":   func(z zone) string { return strings.TrimRight(z.part(z.form.optional2), "<") },
	"sex":         zone.sex,
}

// sex is M or F; the filler says X, unspecified.
func (z zone) sex() string {
	if s := z.part(z.form.sex); s != "<" {
		return s
	}
	return "X"
}

func bindZonePart(l []string, _ *binding) (operation, error) {
	part, ok := zoneParts[l[0]]
	if !ok {
		return operation{}, &argumentError{fmt.Sprintf("a machine readable zone has no part %q", l[0]),
			"write one of " + strings.Join(slices.Sorted(maps.Keys(zoneParts)), ", ") + "; for dates there are mrzBirth and mrzExpiry"}
	}
	return picking(func(s string) (string, finding) {
		z, ok := readZone(s)
		if !ok {
			return "", refused
		}
		if out := part(z); out != "" {
			return out, found
		}
		return "", none
	}), nil
}

func bindZoneBirth(exists func(Date) bool) func([]string, *binding) (operation, error) {
	return func(l []string, _ *binding) (operation, error) {
		first, err := strconv.Atoi(l[0])
		if err != nil || first < 1000 || first > 9900 {
			return operation{}, &argumentError{"the first year has four digits", "write a year such as 1927: 27 to 99 are then 1927 to 1999, 00 to 26 are 2000 to 2026"}
		}
		return unary(func(s string) (Date, bool) {
			z, ok := readZone(s)
			if !ok {
				return 0, false
			}
			return z.date(z.form.birth, first, exists)
		}), nil
	}
}

// date reads YYMMDD with fillers for what is unknown; firstYear is the first of the years that YY means.
func (z zone) date(at [2]int, firstYear int, exists func(Date) bool) (Date, bool) {
	text := z.part(at)
	var n [3]int
	for i := range n {
		pair := text[2*i : 2*i+2]
		if pair == "<<" && i > 0 {
			continue
		}
		var ok bool
		if n[i], _, ok = number(pair, 2, 2); !ok || i > 0 && n[i] == 0 {
			return 0, false
		}
	}
	year := (&layout{firstYear: firstYear}).fullYear(n[0])
	d := newDate(year, n[1], n[2])
	return d, exists(d)
}
