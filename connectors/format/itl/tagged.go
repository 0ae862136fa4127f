package itl

import "bytes"

// longestTag bounds the search for a tag's colon: "99.999" with leading zeros.
const longestTag = 8

// readTagged frames the tagged record at offset, which must be of type typ.
func readTagged(data []byte, offset, typ int) (Record, *Finding) {
	length, fault := readLength(data, offset, typ)
	if fault != nil {
		fault.Field = fieldName(typ, 1)
		return Record{}, fault
	}
	raw := data[offset : offset+length : offset+length]
	r := Record{Type: typ, IDC: -1, Offset: offset, Length: length, raw: raw}
	if r.Fields, fault = readFields(raw, offset, typ); fault != nil {
		return Record{}, fault
	}
	if idc, ok := r.Int(2); ok && typ != 1 {
		r.IDC = idc
	}
	return r, nil
}

// readLength reads nnn.001 and holds it against the bytes at hand and against
// the record's last byte.
func readLength(data []byte, offset, typ int) (int, *Finding) {
	rest := data[offset:]
	first, ok := readTag(rest)
	switch {
	case typ == 1 && (!ok || first.Type != 1 || first.Number != 1):
		return 0, fault(RuleNoType1, offset, "the file does not begin with field 1.001")
	case !ok:
		return 0, fault(RuleLenMissing, offset, "no field tag where a Type-%d record should begin", typ)
	case first.Type != typ:
		return 0, fault(RuleRecordType, offset, "1.003 lists a Type-%d record here, the file has Type-%d", typ, first.Type)
	case first.Number != 1:
		return 0, fault(RuleLenMissing, offset, "the record begins with field %s", first.Name())
	}
	digits := lengthDigits(rest[len(first.Tag)+1:])
	length, ok := number(digits)
	switch {
	case !ok:
		return 0, fault(RuleLenNumber, offset, "LEN is not a number of one to nine digits")
	case length < len(first.Tag)+len(digits)+2 || length > len(rest):
		return 0, fault(RuleLenRange, offset, "LEN is %d, %d bytes are left", length, len(rest))
	case rest[length-1] != fs:
		return 0, fault(RuleRecordEnd, offset, "byte %d of the record is not the separator FS", length)
	}
	return length, nil
}

// lengthDigits cuts the value of LEN at its separator, or where it is too long
// to be a number.
func lengthDigits(b []byte) []byte {
	b = b[:min(len(b), 10)]
	if end := bytes.IndexAny(b, "\x1c\x1d"); end >= 0 {
		return b[:end]
	}
	return b
}

// readFields cuts a record into fields: once to count and find faults, once
// to keep them in a slice of the right size.
func readFields(raw []byte, offset, typ int) ([]Field, *Finding) {
	count := 0
	for at := 0; at < len(raw); count++ {
		f, next, fault := readField(raw, at, offset)
		if fault != nil {
			if f.Tag != nil {
				fault.Field = f.Name()
			}
			return nil, fault
		}
		at = next
	}
	fields := make([]Field, 0, count)
	for at := 0; at < len(raw); {
		f, next, _ := readField(raw, at, offset)
		fields = append(fields, f)
		at = next
	}
	return fields, nil
}

// readField reads the field at raw[at:] and says where the next one begins;
// that is len(raw) after the last one. raw ends with FS.
func readField(raw []byte, at, offset int) (Field, int, *Finding) {
	body := raw[at : len(raw)-1]
	f, ok := readTag(body)
	if !ok {
		return Field{}, 0, fault(RuleFieldTag, offset+at, "a field does not begin with type, dot, number and colon")
	}
	f.Offset = offset + at
	start := len(f.Tag) + 1
	if f.Number == dataField {
		f.Value = body[start:]
		return f, len(raw), checkDataEnd(f)
	}
	end := bytes.IndexByte(body[start:], gs)
	next := at + start + end + 1
	if end < 0 {
		end, next = len(body)-start, len(raw)
	}
	f.Value = body[start : start+end]
	if i := bytes.IndexByte(f.Value, fs); i >= 0 {
		return f, 0, fault(RuleFieldFS, f.Offset+start+i, "the separator FS stands inside a field")
	}
	return f, next, nil
}

// readTag reads "T.NNN:" at the start of b; only the tag is set in the result.
func readTag(b []byte) (Field, bool) {
	colon := bytes.IndexByte(b[:min(len(b), longestTag)], ':')
	if colon < 0 {
		return Field{}, false
	}
	before, after, dot := bytes.Cut(b[:colon], []byte{'.'})
	typ, okType := number(before)
	num, okNumber := number(after)
	return Field{Type: typ, Number: num, Tag: b[:colon]}, dot && okType && okNumber && typ > 0 && num > 0
}

// farthestTail bounds the look for a field behind nnn.999.
const farthestTail = 1024

// checkDataEnd finds a printable text field behind an image. The image itself
// is never searched for separators: only what stands at the very end of the
// record, carries the record's own number and is text to the last byte counts.
func checkDataEnd(data Field) *Finding {
	from := max(0, len(data.Value)-farthestTail)
	last := bytes.LastIndexByte(data.Value[from:], gs)
	if last < 0 {
		return nil
	}
	tail := data.Value[from+last+1:]
	f, ok := readTag(tail)
	if !ok || f.Type != data.Type || len(f.Tag) < len("1.001") || !isPrintable(tail) {
		return nil
	}
	at := data.Offset + len(data.Tag) + 1 + from + last + 1
	return fault(RuleDataNotLast, at, "field %s follows the image, which must be last", f.Name())
}

func isPrintable(text []byte) bool {
	for _, c := range text {
		if (c < ' ' && c != rs && c != us) || c > '~' {
			return false
		}
	}
	return true
}
