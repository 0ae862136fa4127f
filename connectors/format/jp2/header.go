package jp2

// ImageHeader is ihdr (annex I.5.3.1) with bpcc.
type ImageHeader struct {
	Width, Height int // pixels
	Components    int
	Depth         int   // bits a component; 0 if they differ
	Signed        bool  // of Depth
	Depths        []int // of each component by bpcc; nil without that box
	Compression   int   // 7 = JPEG 2000
	UnknownColour bool
	Rights        bool // an intellectual property box is there

	offset int
}

const ihdrSize = 14

func (m *Image) readImageHeader(c []byte, b Box) *Finding {
	if m.Header != nil {
		m.note(GradeConsistency, "ihdr", b.Offset, RuleBoxTwice, "the box may be there once")
		return nil
	}
	if len(c) != ihdrSize {
		return fault("ihdr", b.Offset, RuleBoxContent, "the image header has %d bytes, expected %d", len(c), ihdrSize)
	}
	h := &ImageHeader{
		Height: int(be32(c)), Width: int(be32(c[4:])), Components: be16(c[8:]),
		Compression: int(c[11]), UnknownColour: c[12] != 0, Rights: c[13] != 0, offset: b.Offset,
	}
	if c[10] != 0xFF {
		h.Depth, h.Signed = depthOf(c[10])
	}
	if h.Width == 0 || h.Height == 0 || h.Components == 0 {
		return fault("ihdr", b.Offset, RuleSize, "%d x %d pixels of %d components are no image", h.Width, h.Height, h.Components)
	}
	if h.Compression != 7 {
		m.note(GradeTable, "ihdr", b.Offset, RuleVersion, "compression type %d, the standard has 7", h.Compression)
	}
	m.Header = h
	return nil
}

// depthOf reads bits and sign of a component: one less than the bits in seven bits, the sign in the first.
func depthOf(b byte) (bits int, signed bool) { return int(b&0x7F) + 1, b&0x80 != 0 }

// readDepths reads bpcc: one byte a component (annex I.5.3.2).
func (m *Image) readDepths(c []byte, b Box) {
	if len(c) != m.Header.Components {
		m.note(GradeConsistency, "bpcc", b.Offset, RuleBoxContent, "%d depths for %d components", len(c), m.Header.Components)
		return
	}
	m.Header.Depths = nil
	for _, v := range c {
		bits, _ := depthOf(v)
		m.Header.Depths = append(m.Header.Depths, bits)
	}
}

// compare holds ihdr against SIZ.
func (m *Image) compare() {
	h, s := m.Header, m.Codestream
	if h == nil {
		return
	}
	if h.Width != s.Width || h.Height != s.Height {
		m.note(GradeConsistency, "ihdr", h.offset, RuleImageSize, "ihdr states %d x %d pixels, SIZ %d x %d", h.Width, h.Height, s.Width, s.Height)
	}
	if h.Components != len(s.Components) {
		m.note(GradeConsistency, "ihdr", h.offset, RuleImageSize, "ihdr states %d components, SIZ %d", h.Components, len(s.Components))
		return
	}
	for i, c := range s.Components {
		stated := h.Depth
		if h.Depths != nil {
			stated = h.Depths[i]
		}
		if stated != c.Depth {
			m.note(GradeConsistency, "ihdr", h.offset, RuleDepth, "the header states %d bits for component %d, SIZ %d", stated, i, c.Depth)
			return
		}
	}
}
