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

// Verbatim says whether a text stands in a JSON string as it is.
func Verbatim(s string) bool { return verbatimPrefix(s) == len(s) }

// AppendText appends s as a JSON string (RFC 8259 section 7), escaping only what must be.
func AppendText(dst []byte, s string) []byte {
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

// special marks the bytes of a word that need an escape. The lowest mark is right; those above it may be wrong.
func special(w uint64) uint64 {
	q, r := w^quotes, w^slashes
	return ((q-ones)&^q | (r-ones)&^r | (w-blanks)&^w) & highs
}

// verbatimPrefix is how many bytes at the beginning of a text stand in a JSON string as they are.
func verbatimPrefix(s string) int {
	b := unsafe.Slice(unsafe.StringData(s), len(s)) // it is read only
	at := 0
	for ; at+32 <= len(b); at += 32 {
		p := b[at : at+32]
		w0, w1 := binary.LittleEndian.Uint64(p), binary.LittleEndian.Uint64(p[8:])
		w2, w3 := binary.LittleEndian.Uint64(p[16:]), binary.LittleEndian.Uint64(p[24:])
		if special(w0)|special(w1)|special(w2)|special(w3) != 0 {
			break
		}
	}
	for ; at+8 <= len(b); at += 8 {
		if stop := special(binary.LittleEndian.Uint64(b[at:])); stop != 0 {
			return at + bits.TrailingZeros64(stop)/8
		}
	}
	if at < len(b) && plainTail(b) {
		return len(b)
	}
	for at < len(s) && verbatim[s[at]] {
		at++
	}
	return at
}

// plainTail says whether the last eight bytes surely need no escape; of four to seven, all.
func plainTail(b []byte) bool {
	switch n := len(b); {
	case n >= 8:
		return special(binary.LittleEndian.Uint64(b[n-8:])) == 0
	case n >= 4:
		first, last := binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[n-4:])
		return special(uint64(first)|uint64(last)<<32) == 0
	}
	return false
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
