package format

import "encoding/binary"

// byBiometricRecord knows ISO/IEC 19794 and INCITS records by their four letters. Finger records of both families
// have the same ones, and the lengths that follow tell them apart.
func byBiometricRecord(s sample) (Recognition, bool) {
	if len(s.head) < 8 || s.head[7] != 0 {
		return not()
	}
	switch string(s.head[:4]) {
	case "FMR\x00":
		return minutiae(s)
	case "FIR\x00":
		return fingers(s)
	case "FAC\x00":
		return sure(Face, "ISO/IEC 19794-5 identifier")
	case "IIR\x00":
		return sure(Iris, "ISO/IEC 19794-6 identifier")
	}
	return not()
}

// minutiae tells ISO/IEC 19794-2 from INCITS 378. Of " 20" the length is four bytes in the one, two (or two zeros
// and four) in the other; of "030" the one has a list of representations with lengths.
func minutiae(s sample) (Recognition, bool) {
	if version := string(s.head[4:7]); version != " 20" {
		return laterMinutiae(s)
	}
	if len(s.head) < 14 {
		return probably(Minutiae, "FMR 20, cut before the lengths that tell ISO/IEC 19794-2 from INCITS 378")
	}
	short, long := int64(binary.BigEndian.Uint16(s.head[8:])), int64(binary.BigEndian.Uint32(s.head[8:]))
	switch after := int64(binary.BigEndian.Uint32(s.head[10:])); {
	case long == s.size:
		return sure(Minutiae, "FMR 20 with the four-byte length of ISO/IEC 19794-2:2005")
	case short == s.size, short == 0 && after == s.size:
		return sure(INCITS378, "FMR 20 with the length of INCITS 378-2004")
	case short != 0:
		return probably(INCITS378, "FMR 20; its length is not the file's, and would be absurd in ISO/IEC 19794-2")
	}
	return probably(Minutiae, "FMR 20; its length is not the file's")
}

func laterMinutiae(s sample) (Recognition, bool) {
	const header, reps = 15, 12
	if len(s.head) < header {
		return probably(Minutiae, "FMR, cut inside its header")
	}
	if walks(s, header, int(binary.BigEndian.Uint16(s.head[reps:]))) {
		return sure(Minutiae, "FMR with the representations of ISO/IEC 19794-2:2011")
	}
	return probably(INCITS378, "FMR without the representations of ISO/IEC 19794-2:2011")
}

// fingers tells ISO/IEC 19794-4 from INCITS 381: the first finger's block begins at another place.
func fingers(s sample) (Recognition, bool) {
	if string(s.head[4:7]) == "020" {
		return sure(Fingers, "ISO/IEC 19794-4:2011 identifier and version")
	}
	if len(s.head) < 40 {
		return probably(Fingers, "FIR, cut inside its header")
	}
	const countISO, headerISO, countINCITS, headerINCITS = 18, 32, 22, 36
	switch {
	case walks(s, headerISO, int(s.head[countISO])):
		return sure(Fingers, "FIR with the blocks of ISO/IEC 19794-4:2005")
	case walks(s, headerINCITS, int(s.head[countINCITS])):
		return sure(INCITS381, "FIR with the blocks of INCITS 381-2004")
	}
	return probably(Fingers, "FIR; the lengths of its blocks do not lead to the end of the file")
}

// walks says whether count blocks that begin with their own length of four bytes stand from at to the end of the
// file, as far as the head shows.
func walks(s sample, at int64, count int) bool {
	if count == 0 {
		return false
	}
	for range count {
		if at+4 > int64(len(s.head)) {
			return !s.whole() && at < s.size
		}
		length := int64(binary.BigEndian.Uint32(s.head[at:]))
		if length < 4 || length > s.size-at {
			return false
		}
		at += length
	}
	return at == s.size
}
