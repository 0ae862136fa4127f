package itl

import (
	"time"
	"unicode/utf8"
)

// character classes of the data types (clause 5.5).
func isDigit(c byte) bool   { return c >= '0' && c <= '9' }
func isLetter(c byte) bool  { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }
func isGraphic(c byte) bool { return c >= ' ' && c <= '~' }
func isSign(c byte) bool    { return isGraphic(c) && !isDigit(c) && !isLetter(c) }
func isHex(c byte) bool {
	return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func isBase64(c byte) bool {
	return isDigit(c) || isLetter(c) || c == '+' || c == '/' || c == '=' || c == '\r' || c == '\n'
}

// isOfKind says whether an item has the data type that the table gives it.
func isOfKind(item []byte, kind string) bool {
	switch kind {
	case "N":
		return all(item, isDigit)
	case "A":
		return all(item, isLetter)
	case "AN":
		return all(item, func(c byte) bool { return isDigit(c) || isLetter(c) })
	case "AS":
		return all(item, func(c byte) bool { return isLetter(c) || isSign(c) })
	case "NS":
		return all(item, func(c byte) bool { return isDigit(c) || isSign(c) })
	case "ANS":
		return all(item, isGraphic)
	case "H":
		return all(item, isHex)
	case "B64":
		return all(item, isBase64)
	case "date":
		return isDate(item, "20060102")
	case "time":
		return isDate(item, "20060102150405Z")
	}
	return true
}

func all(item []byte, allowed func(byte) bool) bool {
	for _, c := range item {
		if !allowed(c) {
			return false
		}
	}
	return true
}

// isDate accepts dates that exist: the 30th of February is not one.
func isDate(item []byte, layout string) bool {
	if len(item) != len(layout) {
		return false
	}
	_, err := time.Parse(layout, string(item))
	return err == nil
}

// characters is the length of an item as the standard counts it.
func (c charset) characters(item []byte) int {
	if c == charsetUTF8 {
		return utf8.RuneCount(item)
	}
	return len(item)
}
