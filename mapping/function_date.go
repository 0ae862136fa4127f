package mapping

import (
	"fmt"
	"strconv"
	"time"
	_ "time/tzdata" // zones are the same on every machine

	"cel.dev/cel-go/common/types"
)

var dateFunction = function{
	name:    "date",
	help:    "The day that a text gives in a format: YYYY, or YY with the first year of its hundred years as third argument; MM, or M for one digit or two, MMMM for a month's name in Kazakh or Russian, MMM for its abbreviation; DD, or D for one digit or two; and anything between them. Several formats stand with | between them; a text that two of them read as different days is refused.",
	refuses: "the text has another form, or the calendar has no such day",
	examples: []Example{
		{`date("07.03.1885", "DD.MM.YYYY")`, "1885-03-07"},
		{`date("18840229", "YYYYMMDD")`, "1884-02-29"},
		{`date("7.3.1885", "D.M.YYYY")`, "1885-03-07"},
		{`date("07.03.85", "DD.MM.YY", 1800)`, "1885-03-07"},
		{`date("07.03.27", "DD.MM.YY", 1827)`, "1827-03-07"},
		{`date("12 июля 1885 г.", "D MMMM YYYY г.")`, "1885-07-12"},
		{`date("1885 жылғы 12 шілде", "YYYY жылғы D MMMM")`, "1885-07-12"},
		{`date("12 Февр. 1885", "D MMM YYYY")`, "1885-02-12"},
		{`date("1885-03-07", "DD.MM.YYYY|YYYY-MM-DD")`, "1885-03-07"},
		{`date("03.07.1885", "DD.MM.YYYY|MM.DD.YYYY")`, "refused"},
		{`date("29.02.1885", "DD.MM.YYYY")`, "refused"},
		{`date("7.3.1885", "DD.MM.YYYY")`, "refused"},
		{`date("00.03.1885", "DD.MM.YYYY")`, "refused"},
	},
	shapes: dateShapes(dateType, Date.exists),
}

var partialDateFunction = function{
	name:    "partialDate",
	help:    "Like date, but 00 for the day, or for day and month, says that they are unknown. It fits fields whose dates may be partial.",
	refuses: "the text has another form, or the calendar has no such day, month or year",
	examples: []Example{
		{`partialDate("07.03.1885", "DD.MM.YYYY")`, "1885-03-07"},
		{`partialDate("00.03.1885", "DD.MM.YYYY")`, "1885-03"},
		{`partialDate("00.00.1885", "DD.MM.YYYY")`, "1885"},
		{`partialDate("07.00.1885", "DD.MM.YYYY")`, "refused"},
		{`partialDate("00.13.1885", "DD.MM.YYYY")`, "refused"},
	},
	shapes: dateShapes(partialType, Date.existsPartly),
}

var timestampFunction = function{
	name:    "timestamp",
	help:    "The instant that a text gives in a format of date's units and HH or H, mm, and if they are written ss and SSS (milliseconds), by the clocks of Asia/Almaty (UTC+6 until 29 February 2024, UTC+5 since), or of the zone named; Z reads an offset from the text itself: Z, +05:00, +0500 or +05. An hour that came twice is refused, where its offset is known name it as zone: Etc/GMT-6 is UTC+6.",
	refuses: "the text has another form, or no such day or time exists: 24:00:00, the hour that the clocks skip in spring, the hour that comes twice",
	examples: []Example{
		{`timestamp("01.06.2024 12:00:00", "DD.MM.YYYY HH:mm:ss")`, "2024-06-01T07:00:00Z"},
		{`timestamp("01.02.2024 12:00:00", "DD.MM.YYYY HH:mm:ss")`, "2024-02-01T06:00:00Z"},
		{`timestamp("29.02.2024 23:30:00", "DD.MM.YYYY HH:mm:ss")`, "refused"},
		{`timestamp("29.02.2024 23:30:00", "DD.MM.YYYY HH:mm:ss", "Etc/GMT-6")`, "2024-02-29T17:30:00Z"},
		{`timestamp("2024-06-01T12:00:00.250+05:00", "YYYY-MM-DDTHH:mm:ss.SSSZ")`, "2024-06-01T07:00:00.25Z"},
		{`timestamp("1.6.2024 9:05", "D.M.YYYY H:mm")`, "2024-06-01T04:05:00Z"},
		{`timestamp("2024-06-01 12:00:00", "YYYY-MM-DD HH:mm:ss", "UTC")`, "2024-06-01T12:00:00Z"},
		{`timestamp("2024-06-01 24:00:00", "YYYY-MM-DD HH:mm:ss", "UTC")`, "refused"},
	},
	shapes: []shape{
		{params: []param{textParam("text"), literalParam("format")}, result: types.TimestampType, fallible: true, bind: bindTimestamp},
		{params: []param{textParam("text"), literalParam("format"), literalParam("zone")}, result: types.TimestampType, fallible: true, bind: bindTimestamp},
	},
}

// agencyZone is the zone of the agencies' clocks.
const agencyZone = "Asia/Almaty"

func dateShapes(result *types.Type, exists func(Date) bool) []shape {
	return []shape{
		{params: []param{textParam("text"), literalParam("format")}, result: result, fallible: true, bind: bindDate(exists)},
		{params: []param{textParam("text"), literalParam("format"), countParam("first year")}, result: result, fallible: true, bind: bindDate(exists)},
	}
}

func bindDate(exists func(Date) bool) func([]string, *binding) (operation, error) {
	return func(l []string, _ *binding) (operation, error) {
		first := 0
		if len(l) > 1 {
			var err error
			if first, err = strconv.Atoi(l[1]); err != nil || first < 1 {
				first = -1 // no year: newLayouts says so
			}
		}
		layouts, err := newLayouts(l[0], dateUnits, first)
		if err != nil {
			return operation{}, err
		}
		if days := layouts[0].days(); len(layouts) == 1 && days != nil {
			return unary(func(s string) (Date, bool) {
				day, ok := days.read(s)
				return day, ok && exists(day)
			}), nil
		}
		if len(layouts) == 1 {
			only := &layouts[0]
			return unary(func(s string) (Date, bool) {
				m, ok := only.read(s)
				return m.date, ok && exists(m.date)
			}), nil
		}
		return unary(func(s string) (Date, bool) { return readAny(layouts, s, exists) }), nil
	}
}

// readAny reads a date by whichever layout fits; false if two fit and give different days.
func readAny(layouts []layout, s string, exists func(Date) bool) (out Date, ok bool) {
	for i := range layouts {
		m, fits := layouts[i].read(s)
		if !fits || !exists(m.date) {
			continue
		}
		if ok && m.date != out {
			return 0, false
		}
		out, ok = m.date, true
	}
	return out, ok
}

func bindTimestamp(l []string, _ *binding) (operation, error) {
	name := agencyZone
	if len(l) > 1 {
		name = l[1]
	}
	zone, err := zoneNamed(name)
	if err != nil {
		return operation{}, err
	}
	layout, err := newLayout(l[0], instantUnits)
	if err == nil {
		err = layout.century(l[0])
	}
	if err == nil && len(l) > 1 && layout.zoned() {
		err = &argumentError{fmt.Sprintf("the format %q reads the offset from the text, and a zone is given too", l[0]), "leave the zone out, or Z"}
	}
	return unary(func(s string) (time.Time, bool) {
		m, ok := layout.read(s)
		if !ok {
			return time.Time{}, false
		}
		return m.in(zone)
	}), err
}

func (l layout) zoned() bool {
	for _, p := range l.parts {
		if p.unit == 'Z' {
			return true
		}
	}
	return false
}

// zoneNamed finds a zone of the tz database.
func zoneNamed(name string) (*time.Location, error) {
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" || name == "" {
		return nil, &argumentError{fmt.Sprintf("there is no time zone %q", name), "zones have names such as Asia/Almaty or UTC"}
	}
	return zone, nil
}
