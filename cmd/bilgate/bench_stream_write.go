package main

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The append encoder of the hand-written contestant.

func appendNumber(dst []byte, n int64) []byte { return strconv.AppendInt(dst, n, 10) }

// handText appends what opens a member, and its text.
func handText(dst []byte, open, s string) []byte {
	dst = append(dst, open...)
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '"' || s[i] == '\\' {
			text, _ := json.Marshal(s) // a string never fails
			return append(dst, text...)
		}
	}
	dst = append(dst, '"')
	return append(append(dst, s...), '"')
}

// handName appends a name, trimmed and in upper case.
func handName(dst []byte, open, s string) []byte {
	dst = append(append(dst, open...), '"')
	return append(appendCased(dst, strings.TrimSpace(s), &handUpper, unicode.ToUpper), '"')
}

func appendLowered(dst []byte, s string) []byte {
	return appendCased(dst, s, &handLower, unicode.ToLower)
}

// handList appends a list, or nothing where it is empty.
func handList[T any](dst []byte, open string, list []T, item func([]byte, *T) []byte) []byte {
	if len(list) == 0 {
		return dst
	}
	dst = append(dst, open...)
	for i := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = item(dst, &list[i])
	}
	return append(dst, ']')
}

// handDay appends DD.MM.YYYY as YYYY-MM-DD; false if there is no such day.
func handDay(dst []byte, open, s string) ([]byte, bool) {
	if len(s) != 10 || s[2] != '.' || s[5] != '.' {
		return dst, false
	}
	day, ok1 := digits(s[:2])
	month, ok2 := digits(s[3:5])
	year, ok3 := digits(s[6:])
	if !ok1 || !ok2 || !ok3 || month < 1 || month > 12 || day < 1 || day > daysIn(month, year) {
		return dst, false
	}
	dst = append(append(dst, open...), '"')
	dst = append(append(dst, s[6:]...), '-', s[3], s[4], '-', s[0], s[1])
	return append(dst, '"'), true
}

func digits(s string) (n int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = 10*n + int(s[i]-'0')
	}
	return n, true
}

func daysIn(month, year int) int {
	switch {
	case month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	case month == 2:
		return 28
	case month == 4 || month == 6 || month == 9 || month == 11:
		return 30
	}
	return 31
}

// The case of the first characters of Unicode, Cyrillic among them, as a table.
var handUpper, handLower = casing(unicode.ToUpper), casing(unicode.ToLower)

func casing(to func(rune) rune) (t [0x530]rune) {
	for r := range rune(len(t)) {
		t[r] = to(r)
	}
	return t
}

func appendCased(dst []byte, s string, table *[0x530]rune, slow func(rune) rune) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0xd0 && c < 0xd4 && i+1 < len(s) { // Cyrillic, two bytes
			u := table[rune(c&0x1f)<<6|rune(s[i+1]&0x3f)]
			dst = append(dst, byte(0xc0|u>>6), byte(0x80|u&0x3f))
			i += 2
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		dst = utf8.AppendRune(dst, slow(r))
		i += size
	}
	return dst
}
