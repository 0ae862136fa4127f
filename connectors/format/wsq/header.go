package wsq

import "encoding/binary"

// Header is the frame header (SOF) and the comments before it.
type Header struct {
	Width, Height int      // pixels
	Black, White  int      // grey levels of ink and paper as the encoder states them
	Shift         float32  // added to every pixel after the inverse transform
	Scale         float32  // multiplies every pixel before the shift
	Encoder       int      // version of the encoder: which of the certified filters and rules
	Software      int      // number of the certified implementation, 0 when unknown
	Comments      []string // content of the COM segments, as received; advisory only
}

// frameLength is the content of SOF in bytes.
const frameLength = 15

// DecodeHeader reads the segments up to the frame header. Every error is an
// [*Error]: the input is cut, is no WSQ, or states an empty image.
func DecodeHeader(data []byte) (Header, error) {
	s, err := open(data)
	if err != nil {
		return Header{}, err
	}
	var h Header
	for {
		g, err := s.next()
		if err != nil {
			return Header{}, err
		}
		switch g.marker {
		case markerSOF:
			if err := h.readFrame(g); err != nil {
				return Header{}, err
			}
			return h, nil
		case markerCOM:
			h.Comments = append(h.Comments, string(g.content))
		case markerDTT, markerDQT, markerDHT, markerDRT:
		default:
			return Header{}, fault(RuleOrder, g.offset, "FF%02X comes before the frame header", byte(g.marker))
		}
	}
}

// readFrame reads SOF (table A.2 of the specification).
func (h *Header) readFrame(g segment) error {
	if err := g.wantLength(frameLength); err != nil {
		return err
	}
	c := g.content
	h.Black, h.White = int(c[0]), int(c[1])
	h.Height = int(binary.BigEndian.Uint16(c[2:]))
	h.Width = int(binary.BigEndian.Uint16(c[4:]))
	h.Shift = decimal(c[6], uint32(binary.BigEndian.Uint16(c[7:])))
	h.Scale = decimal(c[9], uint32(binary.BigEndian.Uint16(c[10:])))
	h.Encoder = int(c[12])
	h.Software = int(binary.BigEndian.Uint16(c[13:]))
	if h.Width == 0 || h.Height == 0 {
		return fault(RuleSize, g.at(2), "an image of %d x %d pixels is empty", h.Width, h.Height)
	}
	return nil
}

// decimal is mantissa / 10^exponent, divided step by step in single precision
// as the reference decoder does.
func decimal(exponent byte, mantissa uint32) float32 {
	v := float32(mantissa)
	for ; exponent > 0; exponent-- {
		v /= 10
	}
	return v
}
