package mapping

import (
	"fmt"
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
		{`digits("007", 3)`, "007"},
		{`digits("007", "3")`, "007"},
		{`digits("007", 11)`, "refused"},
		{`digits("12 3")`, "refused"},
	},
	shapes: []shape{
		{params: []param{textParam("text")}, result: types.StringType, fallible: true, bind: fixed(unary(digits))},
		{params: []param{textParam("text"), countParam("count")}, result: types.StringType, fallible: true, bind: bindDigits},
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
	help:    "The number that a text writes in decimal digits, with a comma or a point before the fraction. Where thousands are set apart, both marks are given: the one before the fraction, then the one between groups of three (a space stands for every kind of space).",
	refuses: "the text is no such number: it has an exponent, both comma and point, or groups that are not of three digits",
	examples: []Example{
		{`number("19,69")`, "19.69"},
		{`number("-0.5")`, "-0.5"},
		{`number("1.234,5")`, "refused"},
		{`number("1.234,5", ",", ".")`, "1234.5"},
		{`number("1\u00a0234\u00a0567", ",", " ")`, "1.234567e+06"},
		{`number("1.23,5", ",", ".")`, "refused"},
		{`number("1e9")`, "refused"},
	},
	shapes: []shape{
		{params: []param{textParam("text")}, result: types.DoubleType, fallible: true, bind: fixed(unary(decimal))},
		{params: []param{textParam("text"), literalParam("decimal mark"), literalParam("thousands mark")}, result: types.DoubleType, fallible: true, bind: bindNumber},
	},
}

func bindDigits(l []string, _ *binding) (operation, error) {
	count, err := strconv.Atoi(l[0])
	if err != nil || count < 1 {
		return operation{}, &argumentError{"the count is a whole number from 1", "write a count such as 11"}
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

func bindNumber(l []string, _ *binding) (operation, error) {
	mark, group := l[0], l[1]
	switch {
	case mark != "," && mark != ".":
		return operation{}, &argumentError{fmt.Sprintf("%q is no decimal mark", mark), `write "," or "."`}
	case group == mark || group != "," && group != "." && group != " " && group != "'":
		return operation{}, &argumentError{fmt.Sprintf("%q is no mark between thousands beside %q", group, mark), `write " ", ".", "," or "'", another one than before the fraction`}
	}
	return unary(func(s string) (float64, bool) { return grouped(s, mark, group) }), nil
}

// spaces are the kinds of space between thousands: U+0020, U+00A0, U+202F, U+2009.
var spaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ")

// grouped reads a number whose whole part is in groups of three digits, or in one.
func grouped(s, mark, group string) (float64, bool) {
	if group == " " {
		s = spaces.Replace(s)
	}
	whole, fraction, found := strings.Cut(s, mark)
	if strings.Contains(fraction, ".") || strings.Contains(fraction, ",") {
		return 0, false
	}
	parts := strings.Split(strings.TrimPrefix(whole, "-"), group)
	for i, p := range parts {
		if !allDigits(p) || i > 0 && len(p) != 3 || len(parts) > 1 && len(p) > 3 {
			return 0, false
		}
	}
	plain := strings.ReplaceAll(whole, group, "")
	if found {
		plain += "." + fraction
	}
	return decimal(plain)
}
