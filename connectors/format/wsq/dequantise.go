package wsq

// cursor writes the coefficients of the data, which come subband by subband
// and row by row, into the plane. A subband with bin width 0 is not in the
// data and stays zero.
type cursor struct {
	plane  []float32
	stride int // of the plane
	bands  []region
	q      *quantiser

	band       int // index of the subband at hand
	row, col   int // within it
	total      int // coefficients that the data must hold
	left       int // of them not written yet
	bin, zero2 float32
}

// newCursor stands before the first coefficient.
func newCursor(plane []float32, stride int, bands []region, q *quantiser) *cursor {
	c := &cursor{plane: plane, stride: stride, bands: bands, q: q, band: -1}
	for i, b := range bands {
		if q.bin[i] != 0 {
			c.total += b.w * b.h
		}
	}
	c.left = c.total
	c.nextBand()
	return c
}

// nextBand goes to the next subband that has coefficients.
func (c *cursor) nextBand() {
	c.row, c.col = 0, 0
	for c.band++; c.band < len(c.bands); c.band++ {
		b := c.bands[c.band]
		if c.q.bin[c.band] != 0 && b.w > 0 && b.h > 0 {
			c.bin, c.zero2 = c.q.bin[c.band], c.q.zero[c.band]/2
			return
		}
	}
}

// put writes the coefficient with quantisation index v; false when all
// are written.
func (c *cursor) put(v int) bool {
	if c.left == 0 {
		return false
	}
	if v != 0 {
		b := c.bands[c.band]
		c.plane[(b.y+c.row)*c.stride+b.x+c.col] = c.dequantise(v)
	}
	c.advance(1)
	return true
}

// dequantise is the reconstruction rule of the specification: C from the edge
// of the bin that is nearer to zero.
func (c *cursor) dequantise(v int) float32 {
	if v > 0 {
		return float32(c.bin*(float32(v)-c.q.centre)) + c.zero2
	}
	return float32(c.bin*(float32(v)+c.q.centre)) - c.zero2
}

// skip leaves n coefficients zero; false when fewer are left.
func (c *cursor) skip(n int) bool {
	if n > c.left {
		return false
	}
	for n > 0 {
		step := min(n, c.bands[c.band].w-c.col)
		c.advance(step)
		n -= step
	}
	return true
}

// advance goes n coefficients on, not past the end of the row.
func (c *cursor) advance(n int) {
	c.left -= n
	b := &c.bands[c.band]
	if c.col += n; c.col < b.w {
		return
	}
	c.col = 0
	if c.row++; c.row == b.h {
		c.nextBand()
	}
}
