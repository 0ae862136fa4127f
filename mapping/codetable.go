package mapping

import (
	"math/bits"
	"unsafe"
)

// codeTable finds the codes of a value: a hash table in which, for almost every list, each value stands at
// the place that its hash names, so that a look-up is one comparison.
type codeTable struct {
	slots  []codeSlot
	factor uint64
	shift  uint
}

type codeSlot struct {
	value string
	codes *codes // nil in an empty slot
}

// How newCodeTable looks for a table without collisions.
const (
	tries = 256 // factors
	few   = 500 // values; a longer list has collisions
)

// newCodeTable makes the table of a list.
func newCodeTable(l *codeList) *codeTable {
	size := uint(bits.Len(uint(2 * len(l.byValue))))
	var t *codeTable
	for n := range uint64(tries) {
		bits := size + uint(n*3/tries) // up to four times as long
		t = &codeTable{slots: make([]codeSlot, 1<<bits), shift: 64 - bits, factor: 0x9E3779B97F4A7C15 * (2*n + 1)}
		if t.fill(l) || len(l.byValue) > few {
			break
		}
	}
	return t
}

// fill enters all values, and says whether each stands at its own place.
func (t *codeTable) fill(l *codeList) bool {
	clear(t.slots)
	perfect := true
	for value, c := range l.byValue {
		at := t.place(value)
		for t.slots[at].codes != nil {
			perfect = false
			at = (at + 1) & (len(t.slots) - 1)
		}
		t.slots[at] = codeSlot{value, &c}
	}
	return perfect
}

// find gives the codes of a value, nil if the list does not have it.
func (t *codeTable) find(value string) *codes {
	for at := t.place(value); ; at = (at + 1) & (len(t.slots) - 1) {
		s := &t.slots[at]
		if s.codes == nil || s.value == value {
			return s.codes
		}
	}
}

func (t *codeTable) place(value string) int {
	first, last := edges(value)
	h := (first*0x9FB21C651E98DF25 ^ bits.RotateLeft64(last, 29)) + uint64(len(value))
	h ^= h >> 32
	return int(h * t.factor >> t.shift)
}

// edges are up to eight bytes from both ends of a text.
func edges(s string) (first, last uint64) {
	n := len(s)
	p := unsafe.Pointer(unsafe.StringData(s))
	switch {
	case n >= 8:
		return *(*uint64)(p), *(*uint64)(unsafe.Add(p, n-8))
	case n >= 4:
		return uint64(*(*uint32)(p)), uint64(*(*uint32)(unsafe.Add(p, n-4)))
	case n > 0:
		return uint64(s[0]) | uint64(s[n/2])<<8, uint64(s[n-1])
	}
	return 0, 0
}

// code is the code of a value in a list without dates.
func (t *codeTable) code(value string) (string, bool) {
	c := t.find(value)
	if c == nil {
		return "", false
	}
	return c.always, true
}

// codeOn is the code of a value on a day.
func (t *codeTable) codeOn(value string, day Date) (string, bool) {
	c := t.find(value)
	if c == nil {
		return "", false
	}
	return c.on(day)
}

// on is the code on a day.
func (c *codes) on(day Date) (string, bool) {
	if c.days == nil {
		return c.always, true
	}
	for _, r := range c.days {
		if r.from <= day && (r.to == 0 || day <= r.to) {
			return r.code, true
		}
	}
	return "", false
}
