package mapping

import (
	"slices"
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

// upperPairs and lowerPairs are the tables as characters of two bytes are written, the first byte low; 0 where
// a character leaves the table.
var upperPairs, lowerPairs = casePairs(&upperTable), casePairs(&lowerTable)

func casePairs(table *[caseTableSize]uint16) (t [0x800]uint16) {
	for r := utf8.RuneSelf; r < caseTableSize; r++ {
		if m := table[r]; m != 0 {
			t[r] = 0xC0 | m>>6 | (0x80|m&0x3F)<<8
		}
	}
	return t
}

func appendUpper(dst []byte, s string) []byte {
	if out, ok := appendPairs(dst, s, &upperTable, &upperPairs); ok {
		return out
	}
	return appendMapped(dst, s, &upperTable, unicode.ToUpper)
}

func appendLower(dst []byte, s string) []byte {
	if out, ok := appendPairs(dst, s, &lowerTable, &lowerPairs); ok {
		return out
	}
	return appendMapped(dst, s, &lowerTable, unicode.ToLower)
}

// appendPairs appends s with its characters mapped, if all of them are in the table; else it gives up.
func appendPairs(dst []byte, s string, table *[caseTableSize]uint16, pairs *[0x800]uint16) (out []byte, ok bool) {
	start := len(dst)
	dst = slices.Grow(dst, len(s))[:start+len(s)]
	to := dst[start:]
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			to[i] = byte(table[c])
			i++
			continue
		}
		if i+1 == len(s) || s[i+1]&0xC0 != 0x80 || c&0xE0 != 0xC0 {
			return dst[:start], false
		}
		m := pairs[uint(c&0x1F)<<6|uint(s[i+1]&0x3F)]
		if m == 0 {
			return dst[:start], false
		}
		to[i], to[i+1] = byte(m), byte(m>>8)
		i += 2
	}
	return dst, true
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
