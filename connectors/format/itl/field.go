package itl

import (
	"bytes"
	"iter"
	"strconv"
)

// The four separators (ANSI/NIST-ITL 1-2011 clause 7.1, ASCII).
const (
	fs = 0x1C // ends a record
	gs = 0x1D // between fields
	rs = 0x1E // between subfields
	us = 0x1F // between information items
)

// dataField is the number of the field whose value is binary and last.
const dataField = 999

// Field is one field as received: a view into the file.
type Field struct {
	Type   int    // record type before the dot; differs from the record's in a foreign field
	Number int    // after the dot
	Offset int    // of the tag, from the start of the file
	Tag    []byte // as printed: "14.013", "01.001"
	Value  []byte // between colon and separator; the image itself in nnn.999
}

// Name prints the field the way the standard does, "14.013".
func (f Field) Name() string { return fieldName(f.Type, f.Number) }

// Subfields yields the value's subfields in order, at least one. The binary
// nnn.999 is one subfield.
func (f Field) Subfields() iter.Seq[Subfield] {
	if f.Number == dataField {
		return func(yield func(Subfield) bool) { yield(Subfield(f.Value)) }
	}
	return func(yield func(Subfield) bool) {
		split(f.Value, rs, func(part []byte) bool { return yield(Subfield(part)) })
	}
}

// mostSubfields bounds what is read of one field. The standard's own limits are
// far lower, except for features, which are not read; [Transaction.Check]
// reports a field beyond them.
const mostSubfields = 1000

// firstSubfields yields at most mostSubfields, and none of an absent field.
func (f Field) firstSubfields() iter.Seq[Subfield] {
	return func(yield func(Subfield) bool) {
		n := 0
		for s := range f.Subfields() {
			if n++; n > mostSubfields || f.Tag == nil || !yield(s) {
				return
			}
		}
	}
}

// subfieldCount is the number of subfields, 0 for an empty value.
func (f Field) subfieldCount() int {
	if len(f.Value) == 0 {
		return 0
	}
	return bytes.Count(f.Value, []byte{rs}) + 1
}

// Int reads the value as an unsigned number of at most nine digits.
func (f Field) Int() (int, bool) { return number(f.Value) }

// Subfield is one subfield as received.
type Subfield []byte

// Items yields the information items in order, at least one.
func (s Subfield) Items() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) { split(s, us, yield) }
}

// Item is the n-th information item, counted from 0; nil when there are fewer.
func (s Subfield) Item(n int) []byte {
	for item := range s.Items() {
		if n == 0 {
			return item
		}
		n--
	}
	return nil
}

// split hands out the parts between separators until yield says no.
func split(value []byte, separator byte, yield func([]byte) bool) {
	for {
		part, rest, more := bytes.Cut(value, []byte{separator})
		if !yield(part) || !more {
			return
		}
		value = rest
	}
}

// number reads one to nine ASCII digits and nothing else.
func number(digits []byte) (int, bool) {
	if len(digits) == 0 || len(digits) > 9 {
		return 0, false
	}
	n := 0
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// fieldName prints type and number as "14.013".
func fieldName(typ, num int) string {
	digits := strconv.Itoa(1000 + num)
	if num >= 1000 {
		return strconv.Itoa(typ) + "." + strconv.Itoa(num)
	}
	return strconv.Itoa(typ) + "." + digits[1:]
}
