package jp2

// sotSize is the whole SOT segment: marker, length, tile, length of the tile-part, index, count (annex A.4.2).
const sotSize = 12

// tileParts hops from SOT to SOT by their lengths and wants EOC at the end.
func (m *Image) tileParts(c *Codestream, data []byte, at, end int) *Finding {
	for end-at >= 2 && be16(data[at:]) == markerSOT {
		next, bad := m.tilePart(c, data, at, end)
		if bad != nil {
			return bad
		}
		c.TileParts++
		at = next
	}
	switch {
	case end-at >= 2 && be16(data[at:]) == markerEOC:
		c.Ended = true
		if at+2 < end {
			m.note(GradeTable, "EOC", at+2, RuleTrailing, "%d bytes follow the end of the codestream", end-at-2)
		}
	case at == end:
		m.note(GradeConsistency, "EOC", at, RuleEnd, "the codestream ends without its end marker: it may be cut")
	default:
		return fault("SOT", at, RuleMarker, "no tile-part and no end marker where one must be")
	}
	if c.TileParts == 0 {
		return fault("SOT", at, RuleTilePart, "the codestream has no tile-part")
	}
	return nil
}

// tilePart frames one tile-part and returns the offset behind it.
func (m *Image) tilePart(c *Codestream, data []byte, at, end int) (int, *Finding) {
	if end-at < sotSize || be16(data[at+2:]) != sotSize-2 {
		return 0, fault("SOT", at, RuleSegment, "the start of a tile-part is cut or has not its length of %d", sotSize-2)
	}
	if tile := be16(data[at+4:]); tile >= c.Tiles {
		m.note(GradeConsistency, "SOT", at, RuleTilePart, "tile %d, SIZ has %d", tile, c.Tiles)
	}
	length := int(be32(data[at+6:]))
	if length == 0 {
		return lastTilePart(data, at, end), nil
	}
	if length < sotSize+2 || length > end-at {
		return 0, fault("SOT", at, RuleTilePart, "the tile-part states %d bytes, %d are left", length, end-at)
	}
	return at + length, nil
}

// lastTilePart ends where EOC stands at the end of the codestream, or with it.
func lastTilePart(data []byte, at, end int) int {
	if end-at >= sotSize+4 && be16(data[end-2:]) == markerEOC {
		return end - 2
	}
	return end
}
