package jp2

// CodingStyle is COD of the main header (annex A.6.1).
type CodingStyle struct {
	Layers          int
	Decompositions  int
	Reversible      bool // the 5-3 transform, which can give back every bit
	ComponentsMixed bool // a multiple component transform
	BlockWidth      int
	BlockHeight     int
}

func (c *Codestream) readStyle(b []byte, s Segment) *Finding {
	if len(b) < 10 {
		return fault("COD", s.Offset, RuleSegment, "%d bytes hold no coding style", len(b))
	}
	layers, levels := be16(b[2:]), int(b[5])
	if layers == 0 || levels > 32 || b[6] > 8 || b[7] > 8 || b[6]+b[7] > 8 || b[9] > 1 {
		return fault("COD", s.Offset, RuleCoding, "a value of the coding style leaves the standard's table")
	}
	if want := 10; b[0]&1 == 0 && len(b) != want || b[0]&1 == 1 && len(b) != want+levels+1 {
		return fault("COD", s.Offset, RuleSegment, "%d bytes do not hold the precincts of %d decompositions", len(b), levels)
	}
	c.Style = CodingStyle{
		Layers: layers, Decompositions: levels, Reversible: b[9] == 1, ComponentsMixed: b[4] != 0,
		BlockWidth: 4 << b[6], BlockHeight: 4 << b[7],
	}
	return nil
}
