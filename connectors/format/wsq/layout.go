package wsq

import "fmt"

// Part is one segment of the file, or the Huffman codes behind SOB.
type Part struct {
	Name   string // "SOI", "COM", … "codes"
	Offset int    // of the marker, or of the first code
	Length int    // marker, length and content
}

var partNames = map[marker]string{
	markerSOI: "SOI", markerEOI: "EOI", markerSOF: "SOF", markerSOB: "SOB", markerDTT: "DTT", markerDQT: "DQT",
	markerDHT: "DHT", markerDRT: "DRT", markerCOM: "COM",
}

// Layout lists the segments in file order without decoding. It ends with EOI, or with an [*Error] where the file can
// be read no further.
func Layout(data []byte) ([]Part, error) {
	s, err := open(data)
	if err != nil {
		return nil, err
	}
	parts := []Part{{"SOI", 0, 2}}
	for {
		g, err := s.next()
		if err != nil {
			return parts, err
		}
		name := partNames[g.marker]
		if g.marker.isRestart() {
			name = fmt.Sprintf("RST%d", g.marker&7)
		}
		parts = append(parts, Part{name, g.offset, s.pos - g.offset})
		if g.marker == markerEOI {
			return parts, nil
		}
		if g.marker == markerSOB || g.marker.isRestart() {
			begin := s.pos
			s.pos = endOfCodes(data, begin)
			parts = append(parts, Part{"codes", begin, s.pos - begin})
		}
	}
}

// endOfCodes is where the next marker stands: among codes FF is followed by 00.
func endOfCodes(data []byte, at int) int {
	for ; at+1 < len(data); at++ {
		if data[at] == 0xFF && data[at+1] != 0 && data[at+1] != 0xFF {
			return at
		}
	}
	return len(data)
}
