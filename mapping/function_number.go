package mapping

import (
	"strconv"
	"strings"

	"cel.dev/cel-go/common/types"
)

var digitsFunction = function{
	name:    "digits",
	help:    "The text itself, if it is digits 0–9 and nothing else; with a count, exactly so many. Leading zeros stay.",
	refuses: "the text is empty, has anything but digits, or another length",
	examples: []Example{
		{`digits("00712")`, "00712"},
		{`digits("007", "3")`, "007"},
		{`digits("007", "11")`, "refused"},
		{`digits("12 3")`, "refused"},
	},
	shapes: []shape{
		{params: []param{textParam("text")}, result: types.StringType, fallible: true, bind: fixed(unary(digits))},
		{params: []param{textParam("text"), literalParam("count")}, result: types.StringType, fallible: true, bind: bindDigits},
	},
}

var integerFunction = function{
	name:    "integer",
	help:    "The whole number that a text writes in decimal digits, with - in front if it is negative.",
	refuses: "the text is no whole number, or one beyond 64 bits",
	examples: []Example{
		{`integer("500")`, "500"},
		{`integer("-3")`, "-3"},
		{`integer("3.0")`, "refused"},
		{`integer("+3")`, "refused"},
		{`integer("")`, "refused"},
	},
	shapes: []shape{{params: []param{textParam("text")}, result: types.IntType, fallible: true, bind: fixed(unary(integer))}},
}

var numberFunction = function{
	name:    "number",
	help:    "The number that a text writes in decimal digits, with a comma or a point before the fraction.",
	refuses: "the text is no such number: it has an exponent, a thousands separator, or both comma and point",
	examples: []Example{
		{`number("19,69")`, "19.69"},
		{`number("-0.5")`, "-0.5"},
		{`number("1.234,5")`, "refused"},
		{`number("1e9")`, "refused"},
	},
	shapes: []shape{{params: []param{textParam("text")}, result: types.DoubleType, fallible: true, bind: fixed(unary(decimal))}},
}

func bindDigits(l []string, _ *binding) (operation, error) {
	count, err := strconv.Atoi(l[0])
	if err != nil || count < 1 {
		return operation{}, &argumentError{"the count is a whole number from 1, in quotes", `write a count such as "11"`}
	}
	return unary(func(s string) (string, bool) { return s, len(s) == count && allDigits(s) }), nil
}

func digits(s string) (string, bool) { return s, allDigits(s) }

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i]-'0' > 9 {
			return false
		}
	}
	return s != ""
}

func integer(s string) (int64, bool) {
	if !allDigits(strings.TrimPrefix(s, "-")) {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

func decimal(s string) (float64, bool) {
	whole, fraction, found := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	if !allDigits(strings.TrimPrefix(whole, "-")) || found && !allDigits(fraction) {
		return 0, false
	}
	text := whole
	if found {
		text += "." + fraction
	}
	f, err := strconv.ParseFloat(text, 64)
	return f, err == nil
}
