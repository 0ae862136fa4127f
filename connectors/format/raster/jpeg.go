package raster

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// Markers of ISO/IEC 10918-1 table B.1.
const (
	markerSOI = 0xD8
	markerEOI = 0xD9
	markerSOS = 0xDA
	markerAPP = 0xE0 // APP0, of JFIF
)

// readJPEG walks the marker segments to the first scan.
func (h *Header) readJPEG(data []byte) *Finding {
	at := 2
	for {
		for at+1 < len(data) && data[at] == 0xFF && data[at+1] == 0xFF { // fill bytes
			at++
		}
		marker, content, bad := segmentAt(data, at)
		if bad != nil {
			return bad
		}
		h.part(markerName(marker), at, 4+len(content))
		switch {
		case isFrame(marker):
			bad = h.readFrame(marker, content, at)
		case marker == markerAPP:
			h.readJFIF(content)
		case marker == markerSOS:
			return h.endJPEG(data, at)
		}
		if bad != nil {
			return bad
		}
		at += 4 + len(content)
	}
}

// segmentAt frames the segment at an offset.
func segmentAt(data []byte, at int) (marker byte, content []byte, bad *Finding) {
	rest := data[at:]
	if len(rest) < 4 {
		return 0, nil, fault("", at, RuleLength, "the image ends before its first scan")
	}
	marker = rest[1]
	if rest[0] != 0xFF || marker < 0xC0 || marker >= 0xD0 && marker <= markerEOI {
		return 0, nil, fault("", at, RuleMarker, "found %02X%02X where a segment before the first scan must be", rest[0], rest[1])
	}
	length := int(binary.BigEndian.Uint16(rest[2:]))
	if length < 2 || length > len(rest)-2 {
		return 0, nil, fault(markerName(marker), at, RuleLength, "the segment states %d bytes, %d are left", length, len(rest)-2)
	}
	return marker, rest[4 : 2+length], nil
}

// isFrame is true for SOF0 to SOF15; DHT, JPG and DAC share the range.
func isFrame(marker byte) bool {
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
}

func markerName(marker byte) string {
	switch {
	case isFrame(marker):
		return fmt.Sprintf("SOF%d", marker-0xC0)
	case marker >= 0xE0 && marker <= 0xEF:
		return fmt.Sprintf("APP%d", marker-0xE0)
	}
	names := map[byte]string{0xC4: "DHT", 0xCC: "DAC", 0xDA: "SOS", 0xDB: "DQT", 0xDD: "DRI", 0xFE: "COM"}
	if name, ok := names[marker]; ok {
		return name
	}
	return fmt.Sprintf("FF%02X", marker)
}

func (h *Header) readFrame(marker byte, c []byte, at int) *Finding {
	name := markerName(marker)
	if h.Width > 0 {
		return fault(name, at, RuleHeader, "a second frame header")
	}
	if len(c) < 6 || len(c) != 6+3*int(c[5]) {
		return fault(name, at, RuleLength, "%d bytes do not hold the components that the frame counts", len(c))
	}
	h.Depth, h.Components = int(c[0]), int(c[5])
	h.Height, h.Width = int(binary.BigEndian.Uint16(c[1:])), int(binary.BigEndian.Uint16(c[3:]))
	h.Frame = int(marker - 0xC0)
	h.Interlaced = marker == 0xC2
	h.Lossless = marker == 0xC3
	if h.Width == 0 || h.Height == 0 || h.Components == 0 {
		return fault(name, at, RuleHeader, "%d x %d pixels of %d components are no image", h.Width, h.Height, h.Components)
	}
	return nil
}

// readJFIF reads the density of APP0 (JFIF 1.02), in pixels an inch or a centimetre.
func (h *Header) readJFIF(c []byte) {
	if len(c) < 12 || !bytes.HasPrefix(c, []byte("JFIF\x00")) {
		return
	}
	across := float64(binary.BigEndian.Uint16(c[8:]))
	switch c[7] {
	case 1:
		h.PixelsPerInch = across
	case 2:
		h.PixelsPerInch = across * 2.54
	}
}

// endJPEG wants a frame before the scan, and EOI at the end.
func (h *Header) endJPEG(data []byte, at int) *Finding {
	if h.Width == 0 {
		return fault("SOS", at, RuleHeader, "a scan without a frame header")
	}
	end := bytes.LastIndex(data[at:], []byte{0xFF, markerEOI})
	switch {
	case end < 0:
		h.note(GradeConsistency, "EOI", len(data), RuleData, "the image ends without its end marker: it may be cut")
	case at+end+2 < len(data):
		h.note(GradeTable, "EOI", at+end+2, RuleTrailing, "bytes follow the end of the image")
	}
	return nil
}
