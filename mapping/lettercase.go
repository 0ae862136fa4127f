package mapping

import (
	"unicode"
	"unicode/utf8"
)

// caseTableSize covers ASCII, Latin-1 and all Cyrillic letters (U+0400–U+052F): characters of one or two bytes.
const caseTableSize = 0x530

var upperTable, lowerTable = caseTable(unicode.ToUpper), caseTable(unicode.ToLower)

// caseTable holds a case mapping as long as it keeps a character's length in UTF-8; 0 elsewhere.
func caseTable(to func(rune) rune) (t [caseTableSize]uint16) {
	for r := range rune(caseTableSize) {
		if m := to(r); utf8.RuneLen(m) == utf8.RuneLen(r) {
			t[r] = uint16(m)
		}
	}
	return t
}

func appendUpper(dst []byte, s string) []byte {
	return appendMapped(dst, s, &upperTable, unicode.ToUpper)
}
func appendLower(dst []byte, s string) []byte {
	return appendMapped(dst, s, &lowerTable, unicode.ToLower)
}

// appendMapped appends s with its characters mapped one by one: by the table as far as it reaches. A text
// that is not UTF-8 has no letters: it stays as it is.
func appendMapped(dst []byte, s string, table *[caseTableSize]uint16, slow func(rune) rune) []byte {
	start := len(dst)
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			dst = append(dst, byte(table[c]))
			i++
			continue
		}
		r, size := decodeCyrillic(s[i:])
		if size == 0 {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case r == utf8.RuneError && size == 1:
			return append(dst[:start], s...)
		case size == 2 && r < caseTableSize && table[r] != 0:
			dst = append(dst, 0xC0|byte(table[r]>>6), 0x80|byte(table[r]&0x3F))
		default:
			dst = utf8.AppendRune(dst, slow(r))
		}
		i += size
	}
	return dst
}

// decodeCyrillic reads a character of two bytes; size 0 means that s begins with another one.
func decodeCyrillic(s string) (r rune, size int) {
	if len(s) < 2 || s[0] < 0xC2 || s[0] > 0xDF || s[1]&0xC0 != 0x80 {
		return 0, 0
	}
	return rune(s[0]&0x1F)<<6 | rune(s[1]&0x3F), 2
}
