package wsq

import "encoding/binary"

// marker is the second byte of a two-byte marker; the first is FF.
type marker byte

// The markers of IAFIS-IC-0110, annex A.
const (
	markerSOI marker = 0xA0 // start of image
	markerEOI marker = 0xA1 // end of image
	markerSOF marker = 0xA2 // start of frame: the header
	markerSOB marker = 0xA3 // start of block: Huffman codes follow
	markerDTT marker = 0xA4 // transform table: the wavelet filters
	markerDQT marker = 0xA5 // quantisation table
	markerDHT marker = 0xA6 // Huffman tables
	markerDRT marker = 0xA7 // restart interval
	markerCOM marker = 0xA8 // comment
	markerRST marker = 0xB0 // restart 0; up to B7
)

// isRestart is true for the eight restart markers.
func (m marker) isRestart() bool { return m&^7 == markerRST }

// segment is one marker with its content, a view into the input.
type segment struct {
	marker  marker
	offset  int    // of the marker
	content []byte // after the length; nil for SOI, EOI and restarts
}

// at is the offset in the input of byte i of the content.
func (s segment) at(i int) int { return s.offset + 4 + i }

// wantLength checks that the content is n bytes.
func (s segment) wantLength(n int) error {
	if len(s.content) != n {
		return fault(RuleLength, s.offset, "segment FF%02X holds %d bytes, expected %d", byte(s.marker), len(s.content), n)
	}
	return nil
}

// segments walks the input marker by marker.
type segments struct {
	data []byte
	pos  int
}

// open begins the walk, behind SOI.
func open(data []byte) (*segments, error) {
	if len(data) < 2 {
		return nil, fault(RuleCut, 0, "%d bytes hold no image", len(data))
	}
	if data[0] != 0xFF || marker(data[1]) != markerSOI {
		return nil, fault(RuleMarker, 0, "found %02X%02X, expected FFA0 (SOI)", data[0], data[1])
	}
	return &segments{data: data, pos: 2}, nil
}

// next reads the segment at hand. Fill bytes FF may precede a marker.
func (s *segments) next() (segment, error) {
	start := s.pos
	if start < len(s.data) && s.data[start] != 0xFF {
		return segment{}, fault(RuleMarker, start, "found %02X, expected a marker", s.data[start])
	}
	for s.pos < len(s.data) && s.data[s.pos] == 0xFF {
		s.pos++
	}
	if s.pos >= len(s.data) {
		return segment{}, fault(RuleCut, start, "the input ends before EOI")
	}
	g := segment{marker: marker(s.data[s.pos]), offset: s.pos - 1}
	s.pos++
	if g.marker == markerSOI || g.marker == markerEOI || g.marker.isRestart() {
		return g, nil
	}
	return s.withContent(g)
}

// withContent adds the content of a segment that has a length.
func (s *segments) withContent(g segment) (segment, error) {
	if g.marker < markerSOI || g.marker > markerCOM {
		return g, fault(RuleMarker, g.offset, "FF%02X is no marker of this format", byte(g.marker))
	}
	if len(s.data)-s.pos < 2 {
		return g, fault(RuleCut, g.offset, "the input ends in the length of segment FF%02X", byte(g.marker))
	}
	length := int(binary.BigEndian.Uint16(s.data[s.pos:]))
	if length < 2 {
		return g, fault(RuleLength, s.pos, "a length of %d does not count itself", length)
	}
	if length > len(s.data)-s.pos {
		return g, fault(RuleCut, g.offset, "segment FF%02X states %d bytes, the input has %d", byte(g.marker), length, len(s.data)-s.pos)
	}
	g.content = s.data[s.pos+2 : s.pos+length]
	s.pos += length
	return g, nil
}
