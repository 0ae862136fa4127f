package jsonrec

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// Patterns over eight bytes at once.
const (
	ones      = 0x0101010101010101
	highs     = 0x8080808080808080
	quotes    = ones * '"'
	slashes   = ones * '\\'
	blanks    = ones * ' '
	twoBytes  = 0xC0FCC0FCC0FCC0FC // of four letters in two bytes each: what tells them
	cyrillics = 0x80D080D080D080D0 // U+0400 to U+04FF
)

// longText is after how many bytes a text is taken for a long one.
const longText = 64

// special marks the bytes of a word that do not stand for themselves in a string: quotes, backslashes,
// control characters. The lowest mark is right; those above it may be wrong.
func special(w uint64) uint64 {
	q, s := w^quotes, w^slashes
	return ((q-ones)&^q | (s-ones)&^s | (w-blanks)&^w) & highs
}

// plainEnd is the place of the first byte that does not stand for itself in a string, from at on; high
// collects the upper bits of the bytes before it.
func plainEnd(b []byte, at int, high uint64) (int, uint64) {
	from := at
	for ; at+8 <= len(b); at += 8 {
		w := binary.LittleEndian.Uint64(b[at:])
		if stop := special(w); stop != 0 {
			n := bits.TrailingZeros64(stop) &^ 7
			return at + n/8, high | w&highs&(1<<n-1)
		}
		high |= w & highs
		for at-from >= longText && at+40 <= len(b) { // four words at once
			p := b[at+8 : at+40]
			w0, w1 := binary.LittleEndian.Uint64(p), binary.LittleEndian.Uint64(p[8:])
			w2, w3 := binary.LittleEndian.Uint64(p[16:]), binary.LittleEndian.Uint64(p[24:])
			if special(w0)|special(w1)|special(w2)|special(w3) != 0 {
				break
			}
			high |= (w0 | w1 | w2 | w3) & highs
			at += 32
		}
	}
	for ; at < len(b) && plain[b[at]]; at++ {
		high |= uint64(b[at] & 0x80)
	}
	return at, high
}

// validText says whether b[at:to] is UTF-8: like utf8.Valid, but made for Cyrillic.
func validText(b []byte, at, to int) bool {
	for at+8 <= to {
		w := binary.LittleEndian.Uint64(b[at:])
		if w&twoBytes == cyrillics {
			at += 8
			continue
		}
		size := letter(b[at:to], w)
		if size == 0 {
			return false
		}
		at += size
	}
	return cyrillicTail(b, at, to) || utf8.Valid(b[at:to])
}

// letter is how many bytes may be passed of a text that begins with the word w: those of one letter, or of
// several in ASCII; 0 if they are not UTF-8.
func letter(b []byte, w uint64) int {
	if ascii := bits.TrailingZeros64(w&highs) / 8; ascii > 0 {
		return ascii
	}
	if 0xC2 <= b[0] && b[0] <= 0xDF && b[1]&0xC0 == 0x80 {
		return 2
	}
	r, size := utf8.DecodeRune(b)
	if r == utf8.RuneError && size == 1 {
		return 0
	}
	return size
}

// cyrillicTail says whether what is left of a text, less than a word, is Cyrillic letters alone. It looks at
// the word that ends there.
func cyrillicTail(b []byte, at, to int) bool {
	n := to - at
	if n&1 != 0 || to < 8 {
		return false
	}
	w := binary.LittleEndian.Uint64(b[to-8:]) >> (8 * (8 - n)) // 0 if nothing is left
	mask := uint64(1)<<(8*n) - 1
	return w&twoBytes&mask == cyrillics&mask
}
