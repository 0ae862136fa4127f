package wsq

import "encoding/binary"

// maxTaps is the longest filter that DTT is trusted with; certified encoders
// use 7 to 10 taps.
const maxTaps = 32

// filters is the synthesis filter pair of DTT.
type filters struct {
	low, high []float32
}

// odd is true for whole-sample symmetric filters (the 9/7 pair of encoder 1),
// false for half-sample symmetric ones.
func (f *filters) odd() bool { return len(f.low)%2 == 1 }

// readFilters reads DTT. The segment holds the right halves of the analysis
// filters, low-pass first; alternating their signs gives the synthesis
// filters, high-pass from analysis low-pass and the other way round.
func readFilters(g segment) (*filters, error) {
	if len(g.content) < 2 {
		return nil, fault(RuleLength, g.offset, "a transform table of %d bytes states no filter lengths", len(g.content))
	}
	nHigh, nLow := int(g.content[0]), int(g.content[1])
	if !reconstructing(nHigh, nLow) {
		return nil, fault(RuleTransform, g.at(0), "filters of %d and %d taps form no reconstructing pair", nHigh, nLow)
	}
	halfHigh, halfLow := (nHigh+1)/2, (nLow+1)/2
	if err := g.wantLength(2 + 6*(halfHigh+halfLow)); err != nil {
		return nil, err
	}
	high := halfFilter(g.content[2:], halfHigh)
	low := halfFilter(g.content[2+6*halfHigh:], halfLow)
	if nHigh%2 == 1 {
		return &filters{low: mirrorOdd(low), high: mirrorOdd(high)}, nil
	}
	return &filters{low: mirrorEven(low, -1, 1), high: mirrorEven(high, -1, -1)}, nil
}

// reconstructing tells the lengths of linear-phase pairs that can rebuild a
// signal: both odd or both even, the sum a multiple of four.
func reconstructing(n, m int) bool {
	return min(n, m) >= 3 && max(n, m) <= maxTaps && (n+m)%4 == 0
}

// halfFilter reads n coefficients of sign 1, exponent 1, mantissa 4 bytes.
func halfFilter(b []byte, n int) []float32 {
	half := make([]float32, n)
	for i := range half {
		c := b[6*i:]
		half[i] = decimal(c[1], binary.BigEndian.Uint32(c[2:]))
		if c[0] != 0 {
			half[i] = -half[i]
		}
	}
	return half
}

// mirrorOdd unfolds a half whose first tap is the centre, alternating signs.
func mirrorOdd(half []float32) []float32 {
	centre := len(half) - 1
	taps := make([]float32, 2*centre+1)
	sign := float32(1)
	for k, c := range half {
		taps[centre+k], taps[centre-k] = sign*c, sign*c
		sign = -sign
	}
	return taps
}

// mirrorEven unfolds a half that begins right of the centre: the right side
// alternates from sign first, the left side is the right one times left.
func mirrorEven(half []float32, first, left float32) []float32 {
	n := len(half)
	taps := make([]float32, 2*n)
	for k, c := range half {
		taps[n+k], taps[n-1-k] = first*c, left*first*c
		first = -first
	}
	return taps
}

// storedBands is the number of subbands that DQT describes; the last four
// of them are never coded.
const storedBands = 64

// quantiser is DQT: how a subband's integers become coefficients.
type quantiser struct {
	centre float32 // C: where in its bin a coefficient is put
	bin    [storedBands]float32
	zero   [storedBands]float32 // width of the bin around zero
}

// quantiserLength is the content of DQT in bytes.
const quantiserLength = 3 + 6*storedBands

// readQuantiser reads DQT.
func readQuantiser(g segment) (*quantiser, error) {
	if err := g.wantLength(quantiserLength); err != nil {
		return nil, err
	}
	number := func(b []byte) float32 { return decimal(b[0], uint32(binary.BigEndian.Uint16(b[1:]))) }
	q := &quantiser{centre: number(g.content)}
	for i := range storedBands {
		q.bin[i] = number(g.content[3+6*i:])
		q.zero[i] = number(g.content[6+6*i:])
	}
	return q, nil
}
