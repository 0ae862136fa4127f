package mapping

import (
	"time"

	"cel.dev/cel-go/common/types"
)

var unixSecondsFunction = function{
	name: "unixSeconds", help: "The instant so many seconds after 1970-01-01T00:00:00Z.", refuses: "the instant is before the year 1 or after 9999",
	examples: []Example{{`unixSeconds(1709229600)`, "2024-02-29T18:00:00Z"}, {`unixSeconds(999999999999999)`, "refused"}},
	shapes: refusing(unary(func(n int64) (time.Time, bool) { return instant(n, 1) }), types.TimestampType,
		param{name: "seconds", typ: types.IntType}),
}

var unixMillisFunction = function{
	name: "unixMillis", help: "The instant so many milliseconds after 1970-01-01T00:00:00Z.", refuses: "the instant is before the year 1 or after 9999",
	examples: []Example{{`unixMillis(1709229600500)`, "2024-02-29T18:00:00.5Z"}, {`unixMillis(-9999999999999999)`, "refused"}},
	shapes: refusing(unary(func(n int64) (time.Time, bool) { return instant(n, 1000) }), types.TimestampType,
		param{name: "milliseconds", typ: types.IntType}),
}

var excelDateFunction = function{
	name: "excelDate", help: "The day of a serial number of Excel (1900 system: 1 is 1 January 1900). Number 60, the 29 February 1900 that never was, is refused.",
	refuses:  "the number is below 1, is 60, or lies beyond the year 9999",
	examples: []Example{{`excelDate(61)`, "1900-03-01"}, {`excelDate(45351)`, "2024-02-29"}, {`excelDate(60)`, "refused"}},
	shapes:   refusing(unary(excelDate), dateType, param{name: "number", typ: types.IntType}),
}

var dateOfFunction = function{
	name: "dateOf", help: "The day that the calendar shows at an instant in Asia/Almaty, or in the zone named.", refuses: "the day lies outside the years 1 to 9999",
	examples: []Example{
		{`dateOf(unixSeconds(1717268400))`, "2024-06-02"},
		{`dateOf(unixSeconds(1717268400), "UTC")`, "2024-06-01"},
		{`dateOf(timestamp("01.06.2024 25:00", "DD.MM.YYYY HH:mm"))`, "refused"},
	},
	shapes: []shape{
		{params: []param{instantParam}, result: dateType, fallible: true, bind: bindDateOf},
		{params: []param{instantParam, literalParam("zone")}, result: dateType, fallible: true, bind: bindDateOf},
	},
}

var yearFunction = function{
	name: "year", help: "The year of a date, whole or partial.",
	examples: []Example{{`year(date("07.03.1885", "DD.MM.YYYY"))`, "1885"}, {`year(partialDate("00.00.1885", "DD.MM.YYYY"))`, "1885"}, {`year(date("7", "DD.MM.YYYY"))`, "refused"}},
	shapes: []shape{
		{params: []param{dayParam("date")}, result: types.IntType, bind: fixed(datePart(0))},
		{params: []param{{name: "date", typ: partialType}}, result: types.IntType, bind: fixed(datePart(0))},
	},
}

var monthFunction = function{
	name: "month", help: "The month of a date, 1 to 12.",
	examples: []Example{{`month(date("07.03.1885", "DD.MM.YYYY"))`, "3"}, {`month(date("7", "DD.MM.YYYY"))`, "refused"}},
	shapes:   sure(datePart(1), types.IntType, dayParam("date")),
}

var dayFunction = function{
	name: "day", help: "The day of the month of a date, 1 to 31.",
	examples: []Example{{`day(date("07.03.1885", "DD.MM.YYYY"))`, "7"}, {`day(date("7", "DD.MM.YYYY"))`, "refused"}},
	shapes:   sure(datePart(2), types.IntType, dayParam("date")),
}

var daysBetweenFunction = function{
	name: "daysBetween", help: "How many days lie from the first date to the second; below zero if the second is earlier.",
	examples: []Example{
		{`daysBetween(date("28.02.1884", "DD.MM.YYYY"), date("01.03.1884", "DD.MM.YYYY"))`, "2"},
		{`daysBetween(date("01.03.1885", "DD.MM.YYYY"), date("28.02.1885", "DD.MM.YYYY"))`, "-1"},
		{`daysBetween(date("01.03.1885", "DD.MM.YYYY"), date("", "DD.MM.YYYY"))`, "refused"},
	},
	shapes: sure(binary(func(a, b Date) (int64, bool) { return b.ordinal() - a.ordinal(), true }), types.IntType, dayParam("from"), dayParam("to")),
}

var ageFunction = function{
	name: "age", help: "The full years from a birth date to a day. Who was born on 29 February is a year older on 1 March of a common year.", refuses: "the day lies before the birth",
	examples: []Example{
		{`age(date("07.03.1885", "DD.MM.YYYY"), date("06.03.1901", "DD.MM.YYYY"))`, "15"},
		{`age(date("07.03.1885", "DD.MM.YYYY"), date("07.03.1901", "DD.MM.YYYY"))`, "16"},
		{`age(date("07.03.1885", "DD.MM.YYYY"), date("06.03.1885", "DD.MM.YYYY"))`, "refused"},
	},
	shapes: refusing(binary(age), types.IntType, dayParam("birth"), dayParam("day")),
}

var instantParam = param{name: "instant", typ: types.TimestampType}

func dayParam(name string) param { return param{name: name, typ: dateType} }

// instant is a number of parts of a second after 1970; false outside the years 1 to 9999.
func instant(n, parts int64) (time.Time, bool) {
	const first, last = -62135596800, 253402300799 // 0001-01-01T00:00:00Z, 9999-12-31T23:59:59Z
	if n/parts <= first || n/parts >= last {
		return time.Time{}, false
	}
	return time.Unix(n/parts, n%parts*(1e9/parts)).UTC(), true
}

func excelDate(n int64) (Date, bool) {
	if n < 1 || n == 60 || n > 2958465 {
		return 0, false
	}
	if n < 60 {
		n++ // day 1 of the serial numbers; from 61 on they count a day that never was
	}
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n))
	return newDate(t.Year(), int(t.Month()), t.Day()), true
}

func bindDateOf(l []string, _ *binding) (operation, error) {
	name := agencyZone
	if len(l) > 0 {
		name = l[0]
	}
	zone, err := zoneNamed(name)
	return unary(func(t time.Time) (Date, bool) {
		year, month, day := t.In(zone).Date()
		return newDate(year, int(month), day), year >= 1 && year <= 9999
	}), err
}

// datePart gives year, month or day: part 0, 1 or 2.
func datePart(part int) operation {
	return unary(always(func(d Date) int64 {
		year, month, day := d.parts()
		return int64([...]int{year, month, day}[part])
	}))
}

func age(birth, day Date) (int64, bool) { return int64((day - birth) / 10000), day >= birth }

// ordinal counts the days since 1 March of the year 0 (proleptic Gregorian), by Hinnant's days_from_civil.
func (d Date) ordinal() int64 {
	year, month, day := d.parts()
	if month <= 2 {
		year--
		month += 12
	}
	return int64(365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 1)
}
