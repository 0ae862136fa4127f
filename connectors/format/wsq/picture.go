package wsq

import "image"

// image checks that nothing is missing and makes the picture.
func (d *decoder) image() (*image.Gray, error) {
	switch {
	case d.cursor == nil:
		return nil, fault(RuleOrder, d.pos, "the image ends without a block")
	case d.filters == nil:
		return nil, fault(RuleTransform, d.pos, "the image ends without a transform table")
	case d.cursor.left > 0:
		return nil, fault(RuleCoefficients, d.pos, "%d of %d coefficients are missing", d.cursor.left, d.cursor.total)
	}
	reconstruct(d.plane, d.header.Width, d.tree.splits, d.filters)
	picture := image.NewGray(image.Rect(0, 0, d.header.Width, d.header.Height))
	for i, v := range d.plane {
		picture.Pix[i] = grey(v, d.header.Scale, d.header.Shift)
	}
	return picture, nil
}

// grey scales, shifts, rounds and clips one pixel.
func grey(v, scale, shift float32) uint8 {
	v = float32(v*scale) + shift + 0.5
	switch {
	case v > 255:
		return 255
	case v >= 0:
		return uint8(v)
	}
	return 0
}
