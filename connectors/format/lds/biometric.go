package lds

import (
	"encoding/binary"
	"encoding/hex"

	"bilgate/connectors/format/cms"
	"bilgate/connectors/format/der"
)

// Biometric is one biometric information template of data groups 2, 3 and 4: its
// CBEFF header (ISO/IEC 7816-11, Doc 9303 part 10 clause 4.7.2) and its data block.
type Biometric struct {
	Offset       int    // of the template in the file
	Modality     string // "face", "finger", "iris", "" unknown or not stated
	Subtype      string // hexadecimal, "" if not stated
	FormatOwner  int    // 0x0101 = ISO/IEC JTC 1/SC 37, -1 if not stated
	FormatType   int    // 0x0008 face image 19794-5, 0x0007 finger image, 0x002A face 39794-5, -1 if not stated
	Data         []byte // the biometric data block, a view
	DataOffset   int
	Constructed  bool // the block is BER itself (7F2E), as those of ISO/IEC 39794 are
	HeaderFields []uint32
}

// maxBiometrics is more than any data group holds.
const maxBiometrics = 64

// readBiometrics reads the biometric information group template 7F61.
func readBiometrics(e der.Element, name string, found *findings) ([]Biometric, error) {
	c := e.Inside(name)
	group := c.Into("7F61", tagInfoGroup)
	counter := group.Take("02", der.Integer)
	count, err := counter.Small()
	group.Keep("02", err)
	var out []Biometric
	for group.More() && len(out) < maxBiometrics {
		template := group.Take("7F60", tagInfo)
		if group.Err() != nil {
			break
		}
		b, err := readBiometric(template, found)
		if err != nil {
			return out, err
		}
		out = append(out, b)
	}
	if err := group.Err(); err != nil {
		return out, err
	}
	if count != len(out) || group.More() {
		found.add(cms.GradeConsistency, "7F61.02", counter.Offset, RuleCount, "the count is not the number of templates")
	}
	c.End(name)
	return out, c.Err()
}

func readBiometric(e der.Element, found *findings) (Biometric, error) {
	b := Biometric{Offset: e.Offset, FormatOwner: -1, FormatType: -1}
	c := e.Inside("7F60")
	header := c.Into("A1", der.Context(1))
	for header.More() && len(b.HeaderFields) < 32 {
		b.readHeader(header.Any("A1"), found)
	}
	if err := header.Err(); err != nil {
		return b, err
	}
	data := c.Take("5F2E", tagBiometricData)
	b.Data, b.DataOffset, b.Constructed = data.Content, data.ContentOffset(), data.Constructed
	if c.Err() == nil && (b.FormatOwner < 0 || b.FormatType < 0 || len(b.Data) == 0) {
		found.add(cms.GradeConsistency, "7F60", b.Offset, RuleBiometric, "the format's owner or type, or the data, is missing")
	}
	return b, c.Err()
}

// readHeader reads one field of the header; fields beside those needed are only named.
func (b *Biometric) readHeader(e der.Element, found *findings) {
	if len(e.Raw) == 0 {
		return
	}
	octets := tagOctets(e)
	b.HeaderFields = append(b.HeaderFields, octets)
	switch octets {
	case 0x81:
		b.Modality = modality(e.Content)
	case 0x82:
		b.Subtype = hex.EncodeToString(e.Content[:min(len(e.Content), 4)])
	case 0x87:
		b.FormatOwner = twoOctets(e, "87", found)
	case 0x88:
		b.FormatType = twoOctets(e, "88", found)
	}
}

// modality names a CBEFF biometric type, ISO/IEC 19785-3.
func modality(b []byte) string {
	if len(b) == 0 || len(b) > 3 {
		return ""
	}
	switch b[len(b)-1] {
	case 0x02:
		return "face"
	case 0x08:
		return "finger"
	case 0x10:
		return "iris"
	}
	return ""
}

func twoOctets(e der.Element, field string, found *findings) int {
	if len(e.Content) != 2 {
		found.add(cms.GradeTable, "A1."+field, e.Offset, RuleBiometric, "the field has not two octets")
		return -1
	}
	return int(binary.BigEndian.Uint16(e.Content))
}
