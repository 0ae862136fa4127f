package itl

import "encoding/binary"

// Header sizes of the binary records (clauses 8.3 to 8.8).
const (
	imageHeaderSize     = 18 // Types 3, 4, 5, 6
	opaqueHeaderSize    = 5  // Type-7: LEN and IDC are all that is standard
	signatureHeaderSize = 12 // Type-8
)

// isBinary says whether a record type has a binary header instead of fields.
func isBinary(typ int) bool { return typ >= 3 && typ <= 8 }

func headerSize(typ int) int {
	switch typ {
	case 7:
		return opaqueHeaderSize
	case 8:
		return signatureHeaderSize
	}
	return imageHeaderSize
}

// readBinary frames the binary record at offset: four bytes LEN, one IDC, big
// endian.
func readBinary(data []byte, offset, typ int) (Record, *Finding) {
	rest := data[offset:]
	if len(rest) < 4 {
		return Record{}, fault(RuleLenMissing, offset, "%d bytes are left where a Type-%d record should begin", len(rest), typ)
	}
	length := uint64(binary.BigEndian.Uint32(rest))
	if first, ok := readTag(rest); ok && length > uint64(len(rest)) {
		return Record{}, fault(RuleRecordType, offset, "1.003 lists a Type-%d record here, the file has Type-%d", typ, first.Type)
	}
	if length < uint64(headerSize(typ)) || length > uint64(len(rest)) {
		return Record{}, fault(RuleLenRange, offset, "LEN is %d, %d bytes are left", length, len(rest))
	}
	raw := rest[:length:length]
	return Record{Type: typ, IDC: int(raw[4]), Offset: offset, Length: len(raw), raw: raw}, nil
}

// ImageHeader is the header of Types 3 to 6.
type ImageHeader struct {
	Impression    int
	Positions     []byte // one to six finger positions, the unused 255 cut off
	Native        bool   // ISR: true = resolution of 1.011, false = the minimum
	Width, Height int    // HLL and VLL in pixels
	Algorithm     int    // CGA (BCA in Types 3, 5 and 6)
}

// ImageHeader reads the header of a Type-3 to Type-6 record, and of a Type-7
// one that uses the same layout.
func (r *Record) ImageHeader() (ImageHeader, bool) {
	if r.Type == 7 && !r.likeType4() || !isBinary(r.Type) || r.Type == 8 {
		return ImageHeader{}, false
	}
	return imageHeader(r.raw), true
}

func imageHeader(raw []byte) ImageHeader {
	positions := raw[6:12]
	for len(positions) > 0 && positions[len(positions)-1] == 255 {
		positions = positions[:len(positions)-1]
	}
	return ImageHeader{
		Impression: int(raw[5]),
		Positions:  positions,
		Native:     raw[12] == 1,
		Width:      int(binary.BigEndian.Uint16(raw[13:])),
		Height:     int(binary.BigEndian.Uint16(raw[15:])),
		Algorithm:  int(raw[17]),
	}
}

// likeType4 says whether a Type-7 record carries the header of Type-4, as
// NIST's own reference file does: the image behind it must bear it out.
func (r *Record) likeType4() bool {
	if len(r.raw) <= imageHeaderSize {
		return false
	}
	h, data := imageHeader(r.raw), r.raw[imageHeaderSize:]
	if h.Algorithm == 0 {
		return h.Width*h.Height == len(data)
	}
	image, ok := Sniff(data)
	return ok && image.Width == h.Width && image.Height == h.Height
}

// SignatureHeader is the header of Type-8.
type SignatureHeader struct {
	Signer         int // SIG: 0 subject, 1 official
	Representation int // SRT: 0 raw, 1 Group 4 facsimile, 2 vector
	Native         bool
	Width, Height  int // pixels
}

// SignatureHeader reads the header of a Type-8 record.
func (r *Record) SignatureHeader() (SignatureHeader, bool) {
	if r.Type != 8 {
		return SignatureHeader{}, false
	}
	return SignatureHeader{
		Signer:         int(r.raw[5]),
		Representation: int(r.raw[6]),
		Native:         r.raw[7] == 1,
		Width:          int(binary.BigEndian.Uint16(r.raw[8:])),
		Height:         int(binary.BigEndian.Uint16(r.raw[10:])),
	}, true
}

// dataOffset is where the data of a binary record begins within it.
func (r *Record) dataOffset() int {
	if r.Type == 7 && r.likeType4() {
		return imageHeaderSize
	}
	return headerSize(r.Type)
}
