package jp2

import "math"

const metresPerInch = 0.0254

// Resolution is resc or resd (annex I.5.3.7), in pixels a metre.
type Resolution struct {
	Vertical, Horizontal float64
}

// readResolutions reads the boxes of res.
func (m *Image) readResolutions(data []byte, parent Box) *Finding {
	return m.boxes(data, parent.ContentOffset(), parent.End(), 2, func(b Box) *Finding {
		switch b.Type {
		case "resc":
			m.Capture = m.readResolution(data[b.ContentOffset():b.End()], b)
		case "resd":
			m.Display = m.readResolution(data[b.ContentOffset():b.End()], b)
		}
		return nil
	})
}

// readResolution reads numerators, denominators and decimal exponents, the vertical ones first.
func (m *Image) readResolution(c []byte, b Box) *Resolution {
	if len(c) != 10 {
		m.note(GradeConsistency, b.Type, b.Offset, RuleBoxContent, "a resolution has 10 bytes, this one %d", len(c))
		return nil
	}
	if be16(c[2:]) == 0 || be16(c[6:]) == 0 || be16(c) == 0 || be16(c[4:]) == 0 {
		m.note(GradeTable, b.Type, b.Offset, RuleResolution, "a numerator or denominator is zero")
		return nil
	}
	value := func(at int, exponent byte) float64 {
		return float64(be16(c[at:])) / float64(be16(c[at+2:])) * math.Pow10(int(int8(exponent)))
	}
	return &Resolution{Vertical: value(0, c[8]), Horizontal: value(4, c[9])}
}
