package canon

import (
	"encoding/binary"
	"math/bits"
	"unsafe"
)

// verbatim marks the bytes that stand in a JSON string as they are.
var verbatim = func() (t [256]bool) {
	for b := 0x20; b < 256; b++ {
		t[b] = b != '"' && b != '\\'
	}
	return t
}()

// appendText appends s as a JSON string (RFC 8259 section 7), escaping only what must be.
func appendText(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for {
		n := verbatimPrefix(s)
		dst = append(dst, s[:n]...)
		if n == len(s) {
			return append(dst, '"')
		}
		dst = appendEscape(dst, s[n])
		s = s[n+1:]
	}
}

// Patterns over eight bytes at once.
const (
	ones    = 0x0101010101010101
	highs   = 0x8080808080808080
	quotes  = ones * '"'
	slashes = ones * '\\'
	blanks  = ones * ' '
)

// verbatimPrefix is how many bytes at the beginning of a text stand in a JSON string as they are.
func verbatimPrefix(s string) int {
	at := 0
	for b := unsafe.Slice(unsafe.StringData(s), len(s)); at+8 <= len(b); at += 8 {
		w := binary.LittleEndian.Uint64(b[at:])
		q, r := w^quotes, w^slashes
		if stop := ((q-ones)&^q | (r-ones)&^r | (w-blanks)&^w) & highs; stop != 0 {
			return at + bits.TrailingZeros64(stop)/8
		}
	}
	for at < len(s) && verbatim[s[at]] {
		at++
	}
	return at
}

func appendEscape(dst []byte, b byte) []byte {
	const hex = "0123456789abcdef"
	switch b {
	case '"', '\\':
		return append(dst, '\\', b)
	case '\n':
		return append(dst, '\\', 'n')
	case '\r':
		return append(dst, '\\', 'r')
	case '\t':
		return append(dst, '\\', 't')
	default:
		return append(dst, '\\', 'u', '0', '0', hex[b>>4], hex[b&15])
	}
}
