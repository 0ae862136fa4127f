package format

import (
	"bytes"
	"unicode/utf8"
)

// largestZone is more than the three lines of any machine readable zone, with room for faults.
const largestZone = 400

// byZone knows the lines of a machine readable zone (ICAO Doc 9303 part 3) by their alphabet; lines of a wrong
// length or with a stray character are still meant as one.
func byZone(s sample) (Recognition, bool) {
	if s.size > largestZone {
		return not()
	}
	text := bytes.TrimSpace(bytes.TrimPrefix(s.head, []byte(byteOrderMark)))
	if len(text) == 0 || !utf8.Valid(text) || bytes.IndexByte(text, '>') >= 0 {
		return not()
	}
	letters, fillers, others := 0, 0, 0
	for _, r := range string(text) {
		switch {
		case r == '<':
			fillers++
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			letters++
		case r == '\r' || r == '\n':
		default:
			others++
		}
	}
	switch all := letters + fillers + others; {
	case others == 0 && fillers > 0 && (all == 72 || all == 88 || all == 90):
		return sure(MRZ, "lines in the alphabet of a machine readable zone, as many characters as one has")
	case fillers > 0 && others*4 <= all, others == 0 && (all == 72 || all == 88 || all == 90):
		return probably(MRZ, "lines mostly in the alphabet of a machine readable zone")
	}
	return not()
}
