package format

import (
	"bytes"
	"slices"
)

// mdocKeys are the first keys of the maps that ISO/IEC 18013-5 clause 8.3.2 exchanges.
var mdocKeys = []string{"nameSpaces", "issuerAuth", "version", "documents", "docType", "issuerSigned", "deviceSigned", "status"}

// byCBOR knows a mobile driving licence by the first key of its map.
func byCBOR(s sample) (Recognition, bool) {
	first := s.head[0]
	if first < 0xA1 || first > 0xB7 || len(s.head) < 2 || s.head[1]>>5 != 3 {
		return not()
	}
	length := int(s.head[1] & 0x1F)
	if length > 23 || 2+length > len(s.head) || !slices.Contains(mdocKeys, string(s.head[2:2+length])) {
		return not()
	}
	for _, mark := range []string{"issuerAuth", "nameSpaces"} {
		if bytes.Contains(s.head, []byte(mark)) {
			return sure(MDoc, "a CBOR map with the keys of ISO/IEC 18013-5")
		}
	}
	return probably(MDoc, "a CBOR map whose first key ISO/IEC 18013-5 has")
}
