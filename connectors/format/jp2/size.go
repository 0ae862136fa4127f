package jp2

// Size is SIZ (annex A.5.1).
type Size struct {
	Width, Height int // of the image area, pixels of the reference grid
	OffsetX       int
	OffsetY       int
	Tiles         int
	TileWidth     int
	TileHeight    int
	Components    []Component
}

// Component is what SIZ says of one component.
type Component struct {
	Depth        int // bits
	Signed       bool
	StepX, StepY int // of the reference grid
}

const (
	sizFixed      = 36
	mostTiles     = 65535
	mostComponent = 16384
)

func (m *Image) readSize(c *Codestream, b []byte, s Segment) *Finding {
	if m.Codestream != nil {
		return fault("SIZ", s.Offset, RuleSegment, "a second SIZ")
	}
	if len(b) < sizFixed || len(b) != sizFixed+3*be16(b[34:]) {
		return fault("SIZ", s.Offset, RuleSegment, "%d bytes do not hold the components that SIZ counts", len(b))
	}
	var g [8]int // Xsiz Ysiz XOsiz YOsiz XTsiz YTsiz XTOsiz YTOsiz
	for i := range g {
		g[i] = int(be32(b[2+4*i:]))
	}
	if bad := checkGrid(g, s.Offset); bad != nil {
		return bad
	}
	c.Size = Size{
		Width: g[0] - g[2], Height: g[1] - g[3], OffsetX: g[2], OffsetY: g[3], TileWidth: g[4], TileHeight: g[5],
	}
	across, down := ceil(g[0]-g[6], g[4]), ceil(g[1]-g[7], g[5])
	if c.Tiles = across * down; across > mostTiles || down > mostTiles || c.Tiles > mostTiles {
		return fault("SIZ", s.Offset, RuleSize, "%d x %d tiles, the standard has at most %d", across, down, mostTiles)
	}
	if bad := c.readComponents(b[sizFixed:], s.Offset); bad != nil {
		return bad
	}
	m.Codestream = c
	return nil
}

// checkGrid wants an image area, tiles that hold something of it, and an origin of tiles not right of or below the
// image's (annex B.3).
func checkGrid(g [8]int, offset int) *Finding {
	if g[0] <= g[2] || g[1] <= g[3] {
		return fault("SIZ", offset, RuleSize, "the image area is empty")
	}
	if g[4] == 0 || g[5] == 0 || g[6] > g[2] || g[7] > g[3] || g[6]+g[4] <= g[2] || g[7]+g[5] <= g[3] {
		return fault("SIZ", offset, RuleSize, "the tiles do not begin in the image area")
	}
	return nil
}

func (c *Codestream) readComponents(b []byte, offset int) *Finding {
	if len(b) == 0 || len(b) > 3*mostComponent {
		return fault("SIZ", offset, RuleSize, "%d components", len(b)/3)
	}
	for at := 0; at < len(b); at += 3 {
		bits, signed := depthOf(b[at])
		if b[at+1] == 0 || b[at+2] == 0 || bits > 38 {
			return fault("SIZ", offset, RuleSize, "component %d has %d bits in steps of %d x %d", at/3, bits, b[at+1], b[at+2])
		}
		c.Components = append(c.Components, Component{bits, signed, int(b[at+1]), int(b[at+2])})
	}
	return nil
}

func ceil(a, b int) int { return (a + b - 1) / b }
