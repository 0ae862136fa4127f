package lds

import (
	"strconv"

	"bilgate/connectors/format/der"
)

// Tags of the elementary files, Doc 9303 part 10 clause 4.6: all of class application.
const (
	tagCommon   = 0x60
	tagSecurity = 0x77
)

// groupTags is the first octet of each data group; the number is the index.
var groupTags = [17]byte{1: 0x61, 0x75, 0x63, 0x76, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x70}

// groupOf returns the number of the data group with the tag octet, 0 for none.
func groupOf(octet byte) int {
	for number, tag := range groupTags {
		if number > 0 && tag == octet {
			return number
		}
	}
	return 0
}

// fileOf names the elementary file with the tag.
func fileOf(t der.Tag) (name string, number int, ok bool) {
	if t.Class != der.ClassApplication || t.Number >= 0x1F {
		return "", 0, false
	}
	octet := byte(0x60 | t.Number)
	switch number = groupOf(octet); {
	case octet == tagCommon:
		return "EF.COM", 0, true
	case octet == tagSecurity:
		return "EF.SOD", 0, true
	case number > 0:
		return "DG" + strconv.Itoa(number), number, true
	}
	return "", 0, false
}

// Tags inside the files, by the number behind their leading octets: 5F1F is
// application 0x1F, 7F61 application 0x61.
var (
	tagZone          = der.Application(0x1F)
	tagLDSVersion    = der.Application(0x01)
	tagUnicode       = der.Application(0x36)
	tagTagList       = der.Application(0x1C)
	tagInfoGroup     = der.Application(0x61)
	tagInfo          = der.Application(0x60)
	tagBiometricData = der.Application(0x2E)
)

// tagOctets is an element's identifier octets as one number, 0x5F0E for 5F 0E.
func tagOctets(e der.Element) uint32 {
	octets, _ := firstTag(e.Raw)
	return octets
}

// firstTag reads identifier octets and returns what follows; 0 if there are none.
func firstTag(b []byte) (octets uint32, rest []byte) {
	if len(b) == 0 {
		return 0, nil
	}
	octets = uint32(b[0])
	n := 1
	if b[0]&0x1F == 0x1F {
		for ; n < len(b) && n < 4; n++ {
			octets = octets<<8 | uint32(b[n])
			if b[n]&0x80 == 0 {
				n++
				break
			}
		}
	}
	return octets, b[n:]
}
