package sheet

import (
	"encoding/binary"
	"strings"
)

// jpegHeader walks the marker segments (ISO/IEC 10918-1, annex B) to the frame header; the scale is that of
// JFIF (ISO/IEC 10918-5, 10.1) where there is one.
func jpegHeader(scan []byte) (header, *Finding) {
	h := header{media: "image/jpeg"}
	for at := 2; at+4 <= len(scan) && scan[at] == 0xFF; {
		marker := scan[at+1]
		if marker == 0xFF { // fill byte
			at++
			continue
		}
		length := int(binary.BigEndian.Uint16(scan[at+2:]))
		if length < 2 || at+2+length > len(scan) {
			break
		}
		segment := scan[at+4 : at+2+length]
		switch {
		case marker == 0xE0:
			h.readJFIF(segment)
		case marker >= 0xC0 && marker <= 0xC2 && len(segment) >= 6:
			h.readFrame(segment, marker == 0xC2)
			return h, nil
		case marker >= 0xC3 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
			return h, refuse(RuleFormat, "the JPEG file is of a process that scanners do not use; save it as baseline JPEG or PNG")
		case marker == 0xDA:
			return h, refuse(RuleHeader, "the JPEG file has pixels before its frame header")
		}
		at += 2 + length
	}
	return h, refuse(RuleHeader, "the JPEG file ends or breaks before its frame header")
}

func (h *header) readJFIF(segment []byte) {
	if len(segment) < 12 || !strings.HasPrefix(string(segment), "JFIF\x00") {
		return
	}
	x, y := binary.BigEndian.Uint16(segment[8:]), binary.BigEndian.Uint16(segment[10:])
	if x != y {
		return
	}
	switch segment[7] {
	case 1:
		h.ppi = float64(x)
	case 2:
		h.ppi = float64(x) * 2.54
	}
}

// readFrame knows that a progressive file keeps four bytes a coefficient until its end, and that a block of
// 64 pixels takes two bits of a baseline file at least.
func (h *header) readFrame(segment []byte, progressive bool) {
	h.depth = int(segment[0])
	h.height = int(binary.BigEndian.Uint16(segment[1:]))
	h.width = int(binary.BigEndian.Uint16(segment[3:]))
	components := max(1, int(segment[5]))
	h.perPixel, h.densest = components, 256
	if progressive {
		h.perPixel, h.densest = 5*components, 64*1024
	}
}
