package itl

// Record is one record of a transaction, a view into the file.
type Record struct {
	Index  int     // in file order; 0 is Type-1
	Type   int     // 1, 2, …, 99
	IDC    int     // information designation character; -1 in Type-1 and when unreadable
	Offset int     // from the start of the file
	Length int     // LEN: bytes of the whole record
	Fields []Field // in file order; nil in the binary Types 3 to 8

	raw     []byte
	charset charset
}

// Raw is the record byte for byte, headers and separators included.
func (r *Record) Raw() []byte { return r.raw }

// Field is the first field of that number that belongs to the record's own
// type.
func (r *Record) Field(n int) (Field, bool) {
	for _, f := range r.Fields {
		if f.Number == n && f.Type == r.Type {
			return f, true
		}
	}
	return Field{}, false
}

// Text is the value of field n in the transaction's character set, "" when
// the field is absent. Separators stay in it; read structured fields through
// [Field.Subfields] and [Record.Decode]. nnn.999 has no text.
func (r *Record) Text(n int) string {
	f, ok := r.Field(n)
	if !ok || n == dataField {
		return ""
	}
	return r.Decode(f.Value)
}

// Int is the value of field n as a number; false when absent or not one.
func (r *Record) Int(n int) (int, bool) {
	f, _ := r.Field(n)
	return f.Int()
}

// Decode turns the bytes of an item into text: UTF-8 where 1.015 declares it,
// Latin-1 otherwise (clause 5.6).
func (r *Record) Decode(item []byte) string { return r.charset.decode(item) }

// Image is the record's image: nnn.999, or what follows a binary header. It
// is nil where there is none, never empty.
func (r *Record) Image() []byte {
	image := []byte(nil)
	if isBinary(r.Type) {
		image = r.raw[r.dataOffset():]
	} else if f, ok := r.Field(dataField); ok {
		image = f.Value
	}
	if len(image) == 0 {
		return nil
	}
	return image
}

// imageOffset is where [Record.Image] begins in the file.
func (r *Record) imageOffset() int {
	if isBinary(r.Type) {
		return r.Offset + r.dataOffset()
	}
	f, _ := r.Field(dataField)
	return f.Offset + len(f.Tag) + 1
}

func (r *Record) appendTo(dst []byte) []byte {
	if isBinary(r.Type) {
		return append(dst, r.raw...)
	}
	for i, f := range r.Fields {
		if i > 0 {
			dst = append(dst, gs)
		}
		dst = append(dst, f.Tag...)
		dst = append(dst, ':')
		dst = append(dst, f.Value...)
	}
	return append(dst, fs)
}
