package itl

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// TaggedBuilder writes one tagged record of a [Builder].
type TaggedBuilder struct {
	typ, idc int
	fields   []builtField
	data     []byte // nnn.999
	errs     []error
}

// builtField is one field to write; subfields and items are already joined.
type builtField struct {
	number int
	value  string
}

func newTagged(typ int) *TaggedBuilder {
	r := &TaggedBuilder{typ: typ}
	if typ < 1 || typ > 99 || isBinary(typ) {
		r.errs = append(r.errs, fmt.Errorf("record type %d is not a tagged one", typ))
	}
	return r
}

// IDC replaces the number that the builder chose, for a record that shares the
// one of its image.
func (r *TaggedBuilder) IDC(n int) *TaggedBuilder {
	if n < 0 || n > 99 {
		r.errs = append(r.errs, errors.New("the IDC is not between 0 and 99"))
	}
	r.idc = n
	return r
}

// Set gives a field one subfield of these items and replaces what it had.
func (r *TaggedBuilder) Set(field int, items ...string) *TaggedBuilder {
	value := r.join(field, items)
	if f := r.find(field); f != nil {
		f.value = value
		return r
	}
	r.fields = append(r.fields, builtField{field, value})
	return r
}

// Add appends one subfield of these items to a field.
func (r *TaggedBuilder) Add(field int, items ...string) *TaggedBuilder {
	if f := r.find(field); f != nil {
		f.value += string(rune(rs)) + r.join(field, items)
		return r
	}
	return r.Set(field, items...)
}

// setDate writes a date, which must be given: the zero time is none.
func (r *TaggedBuilder) setDate(field int, day time.Time) {
	if day.IsZero() {
		r.errs = append(r.errs, fmt.Errorf("field %s: the date is missing", fieldName(r.typ, field)))
	}
	r.Set(field, day.Format("20060102"))
}

// Data sets nnn.999, which is written last.
func (r *TaggedBuilder) Data(image []byte) *TaggedBuilder {
	r.data = image
	return r
}

func (r *TaggedBuilder) find(field int) *builtField {
	for i := range r.fields {
		if r.fields[i].number == field {
			return &r.fields[i]
		}
	}
	return nil
}

// join puts the items of a subfield together and refuses what would break the
// framing.
func (r *TaggedBuilder) join(field int, items []string) string {
	reserved := field == 1 || field == dataField || field == 2 && r.typ != 1
	if field < 1 || field > 999 || reserved {
		r.errs = append(r.errs, fmt.Errorf("field %d.%03d is not set by the caller", r.typ, field))
	}
	for _, item := range items {
		if strings.ContainsAny(item, "\x1c\x1d\x1e\x1f") {
			r.errs = append(r.errs, fmt.Errorf("field %s: a value holds a separator", fieldName(r.typ, field)))
		}
	}
	return strings.Join(items, string(rune(us)))
}

func (r *TaggedBuilder) isASCII() bool {
	for _, f := range r.fields {
		if !isASCII([]byte(f.value)) {
			return false
		}
	}
	return true
}

func (r *TaggedBuilder) idcText() string { return fmt.Sprintf("%02d", r.idc) }

// size is LEN: it counts its own digits.
func (r *TaggedBuilder) size() int {
	rest := r.bodySize()
	length := rest
	for {
		total := rest + len(strconv.Itoa(length))
		if total == length {
			return length
		}
		length = total
	}
}

// bodySize is the record's length without the digits of LEN.
func (r *TaggedBuilder) bodySize() int {
	size := len(r.tag(1)) + len([]byte{fs})
	if r.typ != 1 {
		size += len(r.tag(2)) + len(r.idcText()) + 1
	}
	for _, f := range r.fields {
		size += 1 + len(r.tag(f.number)) + len(f.value)
	}
	if r.data != nil {
		size += 1 + len(r.tag(dataField)) + len(r.data)
	}
	return size
}

func (r *TaggedBuilder) tag(field int) string { return fieldName(r.typ, field) + ":" }

func (r *TaggedBuilder) appendTo(dst []byte) []byte {
	dst = append(dst, r.tag(1)...)
	dst = strconv.AppendInt(dst, int64(r.size()), 10)
	if r.typ != 1 {
		dst = r.appendField(dst, 2, r.idcText())
	}
	for _, f := range r.fields {
		dst = r.appendField(dst, f.number, f.value)
	}
	if r.data != nil {
		dst = append(append(append(dst, gs), r.tag(dataField)...), r.data...)
	}
	return append(dst, fs)
}

func (r *TaggedBuilder) appendField(dst []byte, field int, value string) []byte {
	dst = append(dst, gs)
	dst = append(dst, r.tag(field)...)
	return append(dst, value...)
}
