package jp2

import "fmt"

// Markers of annex A that the reading knows; every other one with a length is carried.
const (
	markerSOC = 0xFF4F
	markerSOT = 0xFF90
	markerSOD = 0xFF93
	markerEOC = 0xFFD9
	markerSIZ = 0xFF51
	markerCOD = 0xFF52
	markerQCD = 0xFF5C
)

var markerNames = map[int]string{
	markerSOC: "SOC", markerSOT: "SOT", markerSOD: "SOD", markerEOC: "EOC", markerSIZ: "SIZ", markerCOD: "COD", markerQCD: "QCD",
	0xFF50: "CAP", 0xFF53: "COC", 0xFF55: "TLM", 0xFF57: "PLM", 0xFF58: "PLT", 0xFF5D: "QCC", 0xFF5E: "RGN", 0xFF5F: "POC",
	0xFF60: "PPM", 0xFF61: "PPT", 0xFF63: "CRG", 0xFF64: "COM",
}

// Segment is one marker of the main header.
type Segment struct {
	Name   string // "SIZ", or "FF76" for one that has no name here
	Offset int    // of the marker
	Length int    // marker included
}

// Codestream is the main header and what the tile-parts say of themselves.
type Codestream struct {
	Offset, Length int // in the image
	Segments       []Segment
	Size
	Style     CodingStyle
	TileParts int  // that were walked
	Ended     bool // EOC is there
}

// readCodestream reads the main header and hops over the tile-parts between two offsets.
func (m *Image) readCodestream(data []byte, from, end int) *Finding {
	if end-from < 4 || be16(data[from:]) != markerSOC || be16(data[from+2:]) != markerSIZ {
		return fault("SOC", from, RuleMarker, "the codestream does not begin with SOC and SIZ")
	}
	c := &Codestream{Offset: from, Length: end - from, Segments: []Segment{{"SOC", from, 2}}}
	at, bad := m.mainHeader(c, data, from+2, end)
	if bad != nil {
		return bad
	}
	return m.tileParts(c, data, at, end)
}

// mainHeader reads segments up to the first SOT and returns its offset.
func (m *Image) mainHeader(c *Codestream, data []byte, at, end int) (int, *Finding) {
	styled := false
	for {
		if end-at < 2 {
			return at, fault("SOT", at, RuleMarker, "the main header ends without a tile-part")
		}
		marker := be16(data[at:])
		if marker == markerSOT || marker == markerEOC {
			break
		}
		s, content, bad := segmentAt(data, at, end)
		if bad != nil {
			return at, bad
		}
		c.Segments = append(c.Segments, s)
		at += s.Length
		switch marker {
		case markerSIZ:
			bad = m.readSize(c, content, s)
		case markerCOD:
			styled, bad = true, c.readStyle(content, s)
		}
		if bad != nil {
			return at, bad
		}
	}
	if !styled {
		return at, fault("COD", at, RuleCoding, "the main header has no coding style")
	}
	return at, nil
}

// segmentAt frames a marker with its length.
func segmentAt(data []byte, at, end int) (Segment, []byte, *Finding) {
	marker := be16(data[at:])
	s := Segment{Name: markerName(marker), Offset: at}
	if marker < 0xFF01 || marker >= 0xFF30 && marker <= 0xFF3F || marker == markerSOD {
		return s, nil, fault(s.Name, at, RuleMarker, "found %04X where a marker of the main header must be", marker)
	}
	if end-at < 4 {
		return s, nil, fault(s.Name, at, RuleSegment, "the codestream ends in the segment's length")
	}
	length := be16(data[at+2:])
	if length < 2 || length > end-at-2 {
		return s, nil, fault(s.Name, at, RuleSegment, "the segment states %d bytes, %d are left", length, end-at-2)
	}
	s.Length = 2 + length
	return s, data[at+4 : at+2+length], nil
}

func markerName(marker int) string {
	if name, ok := markerNames[marker]; ok {
		return name
	}
	return fmt.Sprintf("%04X", marker)
}
