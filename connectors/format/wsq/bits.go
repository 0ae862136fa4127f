package wsq

// bitReader reads the Huffman-coded bytes up to the next marker, most
// significant bit first. FF00 stands for the data byte FF.
type bitReader struct {
	data  []byte
	pos   int    // of the next byte not yet in the register
	bits  uint64 // the next bits, left-aligned, zeros behind them
	n     int    // how many bits of the register are data
	ended bool   // pos is at a marker or at the end of the input
}

// fill tops the register up to at least 56 bits while there is data.
func (r *bitReader) fill() {
	for r.n <= 56 && !r.ended {
		if r.pos >= len(r.data) {
			r.ended = true
			return
		}
		b := r.data[r.pos]
		if b == 0xFF && !r.skipStuffing() {
			r.ended = true
			return
		}
		r.pos++
		r.bits |= uint64(b) << (56 - r.n)
		r.n += 8
	}
}

// skipStuffing steps from an FF to the 00 behind it; false when that FF
// begins a marker or ends the input.
func (r *bitReader) skipStuffing() bool {
	if r.pos+1 >= len(r.data) || r.data[r.pos+1] != 0 {
		return false
	}
	r.pos++
	return true
}

// peek is the next 16 bits; behind the end of the data they are zero.
func (r *bitReader) peek() uint16 {
	if r.n < 16 {
		r.fill()
	}
	return uint16(r.bits >> 48)
}

// drop takes k bits that peek has shown.
func (r *bitReader) drop(k int) {
	r.bits <<= k
	r.n -= k
}

// take reads k bits, at most 16; false when the data ends before.
func (r *bitReader) take(k int) (int, bool) {
	v := int(r.peek() >> (16 - k))
	if r.n < k {
		return 0, false
	}
	r.drop(k)
	return v, true
}
