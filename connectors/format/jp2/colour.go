package jp2

// Colour is one colour specification (annex I.5.3.3).
type Colour struct {
	Method      int // 1 enumerated, 2 restricted ICC profile; others belong to other standards
	Enumeration int // 16 sRGB, 17 greyscale, 18 sYCC; 0 with a profile
	Profile     int // bytes of the ICC profile
}

// Name says the colour space in words.
func (c Colour) Name() string {
	switch {
	case c.Method == 1 && c.Enumeration == 16:
		return "sRGB"
	case c.Method == 1 && c.Enumeration == 17:
		return "greyscale"
	case c.Method == 1 && c.Enumeration == 18:
		return "sYCC"
	case c.Profile > 0:
		return "ICC profile"
	}
	return "unknown"
}

func (m *Image) readColour(c []byte, b Box) {
	if len(c) < 3 || c[0] == 1 && len(c) < 7 {
		m.note(GradeConsistency, "colr", b.Offset, RuleBoxContent, "%d bytes hold no colour specification", len(c))
		return
	}
	colour := Colour{Method: int(c[0])}
	if c[0] == 1 {
		colour.Enumeration = int(be32(c[3:]))
	} else {
		colour.Profile = len(c) - 3
	}
	if colour.Name() == "unknown" {
		m.note(GradeTable, "colr", b.Offset, RuleColour, "a colour space that the standard does not have")
	}
	m.Colours = append(m.Colours, colour)
}

// Palette is pclr (annex I.5.3.4).
type Palette struct {
	Entries, Columns int
}

func (m *Image) readPalette(c []byte, b Box) {
	if len(c) < 3 {
		m.note(GradeConsistency, "pclr", b.Offset, RuleBoxContent, "%d bytes hold no palette", len(c))
		return
	}
	p := &Palette{Entries: be16(c), Columns: int(c[2])}
	need := 3 + p.Columns
	for i := 0; i < p.Columns && 3+i < len(c); i++ {
		bits, _ := depthOf(c[3+i])
		need += p.Entries * ((bits + 7) / 8)
	}
	if p.Entries < 1 || p.Entries > 1024 || p.Columns == 0 || need != len(c) {
		m.note(GradeConsistency, "pclr", b.Offset, RuleBoxContent, "%d entries of %d columns take %d bytes, the box has %d", p.Entries, p.Columns, need, len(c))
		return
	}
	m.Palette = p
}

// Channel is one entry of cdef (annex I.5.3.6).
type Channel struct {
	Number      int
	Type        int // 0 colour, 1 opacity, 2 premultiplied opacity, 65535 not stated
	Association int // 0 the whole image, n the n-th colour, 65535 none
}

func (m *Image) readChannels(c []byte, b Box) {
	if len(c) < 2 || len(c) != 2+6*be16(c) || len(c) == 2 {
		m.note(GradeConsistency, "cdef", b.Offset, RuleBoxContent, "%d bytes are no list of channels", len(c))
		return
	}
	for at := 2; at < len(c); at += 6 {
		m.Channels = append(m.Channels, Channel{be16(c[at:]), be16(c[at+2:]), be16(c[at+4:])})
	}
}
