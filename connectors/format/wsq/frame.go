package wsq

// The memory that a decode is trusted with, for each byte of input and
// besides.
const (
	memoryPerByte  = 64
	memoryBaseline = 16 << 20
)

// memoryNeeded is at least what the decode of a frame allocates: a float32 and
// a grey level for each pixel, a strip of columns, kernels and tables.
func memoryNeeded(w, h int64) int64 {
	const tables = 3 << 20
	return 5*w*h + 4*max(w, h*stripWidth) + tables
}

// frame reads SOF and holds its size against the cap and the input.
func (d *decoder) frame(g segment) error {
	if d.tree != nil {
		return fault(RuleOrder, g.offset, "a second frame header")
	}
	if err := d.header.readFrame(g); err != nil {
		return err
	}
	w, h := d.header.Width, d.header.Height
	pixels := int64(w) * int64(h)
	if pixels > int64(d.maxPixels) {
		return fault(RuleSize, g.at(2), "%d x %d pixels exceed the cap of %d", w, h, d.maxPixels)
	}
	if memoryNeeded(int64(w), int64(h)) > memoryPerByte*int64(len(d.data))+memoryBaseline {
		return fault(RuleDensity, g.at(2), "%d x %d pixels in %d bytes are more than the data is trusted with", w, h, len(d.data))
	}
	d.tree = newTree(w, h)
	if !d.tree.splittable() {
		return fault(RuleSize, g.at(2), "%d x %d pixels are too few for the decomposition", w, h)
	}
	return nil
}
