package jsonrec

import "encoding/binary"

// opening is what stands before a field's value where a sender writes no white space: `"name":`, and the
// quote before a text. It is compared by words.
type opening struct {
	text  string
	first uint64 // its first eight bytes
	mask  uint64 // of those, where it is shorter
	last  uint64 // its last eight bytes, where it is longer
}

// openingOf prepares an opening.
func openingOf(name string, kind Kind) opening {
	o := opening{text: `"` + name + `":`}
	if kind == Text {
		o.text += `"`
	}
	padded := append([]byte(o.text), make([]byte, 8)...)
	n := len(o.text)
	o.first, o.mask = binary.LittleEndian.Uint64(padded), ^uint64(0)
	if n < 8 {
		o.mask = 1<<(8*n) - 1
	} else {
		o.last = binary.LittleEndian.Uint64(padded[n-8:])
	}
	return o
}

// stands says whether the opening stands at the beginning of b, with a word's bytes behind it.
func (o *opening) stands(b []byte) bool {
	n := len(o.text)
	if len(b) < n+8 || (binary.LittleEndian.Uint64(b)^o.first)&o.mask != 0 {
		return false
	}
	if n <= 8 {
		return true
	}
	return binary.LittleEndian.Uint64(b[n-8:]) == o.last && (n <= 16 || string(b[8:n-8]) == o.text[8:n-8])
}
