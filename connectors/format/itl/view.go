package itl

// PixelsPerInch states a record's resolution: 500 for 197 pixels/cm and 19.69 pixels/mm too, 0 where the file states
// none.
func (t *Transaction) PixelsPerInch(r *Record) int { return t.pixelsPerInch(r) }

// ImageOffset is where [Record.Image] begins in the file; it is of use only where there is an image.
func (r *Record) ImageOffset() int { return r.imageOffset() }

// ImageSize is HLL and VLL as the record states them; 0 where it does not.
func (r *Record) ImageSize() (width, height int) {
	if h, ok := r.ImageHeader(); ok {
		return h.Width, h.Height
	}
	if h, ok := r.SignatureHeader(); ok {
		return h.Width, h.Height
	}
	width, _ = r.Int(6)
	height, _ = r.Int(7)
	return width, height
}

// ImageDepth is BPX, bits a pixel; 8 in the binary records that have none.
func (r *Record) ImageDepth() int {
	if isBinary(r.Type) {
		return 8
	}
	depth, _ := r.Int(12)
	return depth
}

// Declared is the compression that the record states, "" where it states none that the standard has.
func (r *Record) Declared() Compression {
	if h, ok := r.ImageHeader(); ok {
		return compressionOfCode(h.Algorithm)
	}
	if h, ok := r.SignatureHeader(); ok && h.Representation == 0 {
		return CompressionNone
	}
	return r.compression()
}
