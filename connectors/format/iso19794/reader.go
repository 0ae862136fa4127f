package iso19794

import "math"

// reader takes big-endian numbers one after the other; once the input is short it gives zeros, and short stays set.
type reader struct {
	data  []byte
	at    int
	short bool
}

func (in *reader) bytes(n int) []byte {
	if in.short || n > len(in.data)-in.at {
		in.short = true
		return nil
	}
	b := in.data[in.at : in.at+n : in.at+n]
	in.at += n
	return b
}

func (in *reader) skip(n int)        { in.bytes(n) }
func (in *reader) text(n int) string { return string(in.bytes(n)) }

// number reads at most six bytes.
func (in *reader) number(n int) int {
	v := 0
	for _, c := range in.bytes(n) {
		v = v<<8 | int(c)
	}
	return v
}

func (in *reader) cut() *Finding {
	return fault(RuleCut, in.at, "the record ends inside a header")
}

// pixelsPerInch reads a resolution by its scale, 1 = an inch, 2 = a centimetre; values within 1 % of 500 and 1,000 are
// that class.
func pixelsPerInch(scale, value int) int {
	ppi := float64(value)
	switch scale {
	case 1:
	case 2:
		ppi *= 2.54
	default:
		return 0
	}
	for _, class := range []float64{500, 1000} {
		if math.Abs(ppi-class) <= class*0.01 {
			return int(class)
		}
	}
	return int(math.Round(ppi))
}
