package itl

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// charset is the character set index of 1.015 DCS (clause 5.6, table 4).
type charset int

const (
	charsetASCII      charset = 0
	charsetLatin1     charset = 1
	charsetUTF16      charset = 2
	charsetUTF8       charset = 3
	charsetUTF32      charset = 4
	charsetUndeclared charset = -1
)

// readCharset reads 1.015; the name "UTF-8" counts as much as its index.
func readCharset(type1 *Record) charset {
	f, ok := type1.Field(15)
	if !ok {
		return charsetUndeclared
	}
	for s := range f.Subfields() {
		if bytes.EqualFold(s.Item(1), []byte("UTF-8")) {
			return charsetUTF8
		}
		if index, ok := number(s.Item(0)); ok {
			return charset(index)
		}
	}
	return charsetUndeclared
}

// decode turns bytes into text. Bytes that are no UTF-8 where UTF-8 was
// declared become U+FFFD, and [Transaction.Check] reports them.
func (c charset) decode(b []byte) string {
	if isASCII(b) {
		return string(b)
	}
	if c == charsetUTF8 {
		return strings.ToValidUTF8(string(b), string(utf8.RuneError))
	}
	runes := make([]rune, len(b))
	for i, octet := range b {
		runes[i] = rune(octet)
	}
	return string(runes)
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
