package format

import (
	"bytes"
	"slices"
)

// chipFile is an elementary file of ICAO Doc 9303 part 10: its tag octet and the octets that its content begins with.
type chipFile struct {
	tag    byte
	format Format
	inside []string
}

const template = "\x7f\x61" // biometric information group template

var chipFiles = []chipFile{
	{0x60, COM, []string{"\x5f\x01"}},
	{0x77, SOD, []string{"\x30"}},
	{0x61, DataGroup(1), []string{"\x5f\x1f"}},
	{0x75, DataGroup(2), []string{template}},
	{0x63, DataGroup(3), []string{template}},
	{0x76, DataGroup(4), []string{template}},
	{0x65, DataGroup(5), []string{"\x02\x01"}},
	{0x66, DataGroup(6), []string{"\x02\x01"}},
	{0x67, DataGroup(7), []string{"\x02\x01"}},
	{0x68, DataGroup(8), []string{"\x02\x01"}},
	{0x69, DataGroup(9), []string{"\x02\x01"}},
	{0x6A, DataGroup(10), []string{"\x02\x01"}},
	{0x6B, DataGroup(11), []string{"\x5c"}},
	{0x6C, DataGroup(12), []string{"\x5c"}},
	{0x6D, DataGroup(13), nil},
	{0x6E, DataGroup(14), []string{"\x31"}},
	{0x6F, DataGroup(15), []string{"\x30"}},
	{0x70, DataGroup(16), []string{"\x02\x01"}},
}

// byEncodingRules knows what is encoded in BER or DER: files of a chip, certificates, signed messages.
func byEncodingRules(s sample) (Recognition, bool) {
	length, header, ok := berLength(s.head)
	if !ok {
		return not()
	}
	content := s.head[header:]
	fits := length < 0 || int64(header)+length == s.size
	if s.head[0] == 0x30 {
		return signedOrCertificate(content, fits)
	}
	i := slices.IndexFunc(chipFiles, func(f chipFile) bool { return f.tag == s.head[0] })
	if i < 0 {
		return not()
	}
	inside := slices.ContainsFunc(chipFiles[i].inside, func(p string) bool { return bytes.HasPrefix(content, []byte(p)) })
	switch f := chipFiles[i].format; {
	case inside && fits:
		return sure(f, "tag, length and first element of an ICAO Doc 9303 file")
	case inside:
		return probably(f, "tag and first element of an ICAO Doc 9303 file; its length is not the file's")
	case fits && s.head[1] >= 0x80, fits && len(chipFiles[i].inside) == 0:
		return probably(f, "tag and length of an ICAO Doc 9303 file; its first element is another")
	}
	return not()
}

// Beginnings of certificates and signed messages: version [0], serial; the object identifiers signedData and
// icao-mrtd-security-cscaMasterList.
const (
	certificateVersion = "\xa0\x03\x02\x01"
	oidSignedData      = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
	oidMasterList      = "\x06\x06\x67\x81\x08\x01\x01\x02"
)

// signedOrCertificate looks into a SEQUENCE.
func signedOrCertificate(content []byte, fits bool) (Recognition, bool) {
	if bytes.HasPrefix(content, []byte(oidSignedData)) {
		if bytes.Contains(content[:min(len(content), 128)], []byte(oidMasterList)) {
			return Recognition{MasterList, fits, "a signed message that holds a master list"}, true
		}
		return Recognition{SignedData, fits, "a signed message (RFC 5652)"}, true
	}
	if len(content) > 0 && content[0] == 0x30 {
		if _, header, ok := berLength(content); ok && bytes.HasPrefix(content[header:], []byte(certificateVersion)) {
			return Recognition{Certificate, fits, "an X.509 certificate with its version"}, true
		}
	}
	return not()
}

// berLength reads one tag octet and a length (X.690 clause 8.1.3) of at most four octets; -1 is the indefinite length.
func berLength(b []byte) (length int64, header int, ok bool) {
	if len(b) < 2 {
		return 0, 0, false
	}
	octets := int(b[1] & 0x7F)
	switch {
	case b[1] < 0x80:
		return int64(b[1]), 2, true
	case octets == 0:
		return -1, 2, true
	case octets > 4 || len(b) < 2+octets:
		return 0, 0, false
	}
	for _, c := range b[2 : 2+octets] {
		length = length<<8 | int64(c)
	}
	return length, 2 + octets, true
}
