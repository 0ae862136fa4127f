package itl

import (
	"strconv"
	"strings"
)

// Part is one field of a tagged record, or one part of a binary header.
type Part struct {
	Name     string // "14.013", "4.004"
	Number   int
	Mnemonic string // of the standard, or of the Type-2 profile; "" when neither knows it
	Label    string // of the Type-2 profile, else ""
	Offset   int    // of the tag, or of the header's bytes, from the start of the file
	Length   int    // bytes with the tag, without the separator behind it
	Value    string // as text, separators left in; "" for an image
	Mark     Mark
}

// Mark says why a viewer hides a value unless it is told to show it.
type Mark string

// The marks; an unmarked part is technical.
const (
	Open      Mark = ""
	Personal  Mark = "personal"
	Biometric Mark = "biometric"
	Genomic   Mark = "genomic"
)

// Parts describes a record of t for a viewer, in file order. Type-2 is read by
// the transaction's own profile; a Type-2 field that no profile knows counts as
// personal.
func (t *Transaction) Parts(r *Record) []Part {
	if isBinary(r.Type) {
		return r.headerParts()
	}
	profile, _ := t.Profile()
	parts := make([]Part, 0, len(r.Fields))
	for _, f := range r.Fields {
		p := Part{
			Name: f.Name(), Number: f.Number, Mnemonic: Mnemonic(f.Type, f.Number),
			Offset: f.Offset, Length: len(f.Tag) + 1 + len(f.Value), Mark: markOf(f.Type, f.Number),
		}
		if f.Number != dataField {
			p.Value = r.Decode(f.Value)
		}
		if known, ok := profile.Field(f.Number); ok && f.Type == 2 {
			p.Mnemonic, p.Label, p.Mark = known.Mnemonic, known.Label, known.Mark
		}
		parts = append(parts, p)
	}
	return parts
}

// headerPart is one part of a binary header.
type headerPart struct {
	number, offset, size int
	mnemonic             string
}

// Headers of the binary records, big endian (clauses 8.3 to 8.8).
var (
	opaqueParts = []headerPart{{1, 0, 4, "LEN"}, {2, 4, 1, "IDC"}}
	imageParts  = append(opaqueParts[:2:2], []headerPart{
		{3, 5, 1, "IMP"}, {4, 6, 6, "FGP"}, {5, 12, 1, "ISR"}, {6, 13, 2, "HLL"}, {7, 15, 2, "VLL"}, {8, 17, 1, "CGA"},
	}...)
	signatureParts = append(opaqueParts[:2:2], []headerPart{
		{3, 5, 1, "SIG"}, {4, 6, 1, "SRT"}, {5, 7, 1, "ISR"}, {6, 8, 2, "HLL"}, {7, 10, 2, "VLL"},
	}...)
)

func (r *Record) headerLayout() []headerPart {
	switch r.dataOffset() {
	case opaqueHeaderSize:
		return opaqueParts
	case signatureHeaderSize:
		return signatureParts
	}
	return imageParts
}

func (r *Record) headerParts() []Part {
	var parts []Part
	for _, h := range r.headerLayout() {
		parts = append(parts, Part{
			Name: fieldName(r.Type, h.number), Number: h.number, Mnemonic: h.mnemonic,
			Offset: r.Offset + h.offset, Length: h.size, Value: headerText(r.raw[h.offset:h.offset+h.size], h.mnemonic == "FGP"),
		})
	}
	if data := r.Image(); data != nil {
		number := len(parts) + 1
		parts = append(parts, Part{
			Name: fieldName(r.Type, number), Number: number, Mnemonic: "DATA",
			Offset: r.imageOffset(), Length: len(data), Mark: Biometric,
		})
	}
	return parts
}

// headerText prints one number, or the bytes of a list one by one.
func headerText(raw []byte, list bool) string {
	n, each := 0, make([]string, len(raw))
	for i, octet := range raw {
		n = n<<8 | int(octet)
		each[i] = strconv.Itoa(int(octet))
	}
	if list {
		return strings.Join(each, ",")
	}
	return strconv.Itoa(n)
}
