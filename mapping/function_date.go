package mapping

import (
	"fmt"
	"time"
	_ "time/tzdata" // zones are the same on every machine

	"cel.dev/cel-go/common/types"
)

var dateFunction = function{
	name:    "date",
	help:    "The day that a text gives in a format of YYYY, MM and DD with anything between them. Every digit must be there.",
	refuses: "the text has another form, or the calendar has no such day",
	examples: []Example{
		{`date("07.03.1885", "DD.MM.YYYY")`, "1885-03-07"},
		{`date("18840229", "YYYYMMDD")`, "1884-02-29"},
		{`date("29.02.1885", "DD.MM.YYYY")`, "refused"},
		{`date("7.3.1885", "DD.MM.YYYY")`, "refused"},
		{`date("00.03.1885", "DD.MM.YYYY")`, "refused"},
	},
	shapes: []shape{{params: []param{textParam("text"), literalParam("format")}, result: dateType, fallible: true, bind: bindDate(Date.exists)}},
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
	shapes: []shape{{params: []param{textParam("text"), literalParam("format")}, result: partialType, fallible: true, bind: bindDate(Date.existsPartly)}},
}

var timestampFunction = function{
	name:    "timestamp",
	help:    "The instant that a text gives in a format of YYYY, MM, DD, HH, mm and ss, by the clocks of Asia/Almaty, or of the zone named.",
	refuses: "the text has another form, or no such day or time exists: 24:00:00, or the hour that the clocks skip in spring",
	examples: []Example{
		{`timestamp("01.06.2024 12:00:00", "DD.MM.YYYY HH:mm:ss")`, "2024-06-01T07:00:00Z"},
		{`timestamp("01.02.2024 12:00:00", "DD.MM.YYYY HH:mm:ss")`, "2024-02-01T06:00:00Z"},
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

func bindDate(exists func(Date) bool) func([]string, *binding) (operation, error) {
	return func(l []string, _ *binding) (operation, error) {
		layout, err := newLayout(l[0], "YMD")
		return unary(func(s string) (Date, bool) {
			m, ok := layout.read(s)
			return m.date, ok && exists(m.date)
		}), err
	}
}

func bindTimestamp(l []string, _ *binding) (operation, error) {
	name := agencyZone
	if len(l) > 1 {
		name = l[1]
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		return operation{}, &argumentError{fmt.Sprintf("there is no time zone %q", name), "zones have names such as Asia/Almaty or UTC"}
	}
	layout, err := newLayout(l[0], "YMDHms")
	return unary(func(s string) (time.Time, bool) {
		m, ok := layout.read(s)
		if !ok {
			return time.Time{}, false
		}
		return m.in(zone)
	}), err
}
