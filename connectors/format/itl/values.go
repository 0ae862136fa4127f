package itl

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// valueList is what the column values of the table allows; empty allows
// everything.
type valueList struct {
	words   []string
	numbers []interval
}

// interval is a range of numbers; its ends belong to it unless they are open.
type interval struct {
	low, high         float64
	openLow, openHigh bool
}

func (v interval) has(n float64) bool {
	return (n > v.low || n == v.low && !v.openLow) && (n < v.high || n == v.high && !v.openHigh)
}

// parseValues reads "0..3,8", "NONE,PNG", "1..", ">0..<60".
func parseValues(cell string) valueList {
	var list valueList
	if cell == "-" {
		return list
	}
	for _, part := range strings.Split(cell, ",") {
		low, high, isRange := strings.Cut(part, "..")
		if !isRange {
			high = low
		}
		span := interval{low: math.Inf(-1), high: math.Inf(1)}
		if bound(low, ">", &span.low, &span.openLow) && bound(high, "<", &span.high, &span.openHigh) {
			list.numbers = append(list.numbers, span)
		} else {
			list.words = append(list.words, part)
		}
	}
	return list
}

// bound reads one end of a range into at; an absent end leaves it as it is.
func bound(text, sign string, at *float64, open *bool) bool {
	digits, excluded := strings.CutPrefix(text, sign)
	if *open = excluded; digits == "" {
		return true
	}
	n, err := strconv.ParseFloat(digits, 64)
	*at = n
	return err == nil
}

func (v valueList) allows(text []byte) bool {
	if len(v.words) == 0 && len(v.numbers) == 0 || slices.Contains(v.words, string(text)) {
		return true
	}
	n, ok := decimal(text)
	return ok && slices.ContainsFunc(v.numbers, func(span interval) bool { return span.has(n) })
}

// longestDecimal bounds what is read as a number.
const longestDecimal = 16

// decimal reads an optional sign, digits and at most one point. It reads no
// exponent, no hexadecimal and no word that stands for a number.
func decimal(text []byte) (float64, bool) {
	if len(text) > longestDecimal || !all(text, func(c byte) bool { return isDigit(c) || c == '.' || c == '-' || c == '+' }) {
		return 0, false
	}
	n, err := strconv.ParseFloat(string(text), 64)
	return n, err == nil
}
