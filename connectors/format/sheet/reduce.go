package sheet

import "math"

// coarsePPI is about the scale at which frames are looked for: fine enough to place a line within a tenth of
// a millimetre, coarse enough that a sheet is one and a half million pixels.
const coarsePPI = 125

// reduce averages squares of n × n pixels; what does not fill a square on the right or below is left out.
func (p *plane) reduce(n int) *plane {
	out := newPlane(p.width/n, p.height/n)
	sums := make([]uint32, out.width)
	for y := range out.height {
		clear(sums)
		for k := range n {
			row := p.row(y*n + k)
			for x := range sums {
				sum := uint32(0)
				for _, v := range row[x*n : x*n+n] {
					sum += uint32(v)
				}
				sums[x] += sum
			}
		}
		row := out.row(y)
		for x, sum := range sums {
			row[x] = uint8(sum / uint32(n*n))
		}
	}
	return out
}

// turn makes quarter turns clockwise.
func (p *plane) turn(quarters int) *plane {
	if quarters == 0 {
		return p
	}
	w, h := p.width, p.height
	if quarters%2 == 1 {
		w, h = h, w
	}
	out := newPlane(w, h)
	for y := range h {
		row := out.row(y)
		for x := range row {
			from := unturn(point{float64(x) + 0.5, float64(y) + 0.5}, quarters, w, h)
			row[x] = p.pix[int(from.y)*p.stride+int(from.x)]
		}
	}
	return out
}

// point is a place on a plane in pixels: the pixel in column 3 spans x from 3 to 4.
type point struct{ x, y float64 }

// unturn is where a point of a turned plane of w × h pixels was before.
func unturn(p point, quarters, w, h int) point {
	switch quarters {
	case 1:
		return point{p.y, float64(w) - p.x}
	case 2:
		return point{float64(w) - p.x, float64(h) - p.y}
	case 3:
		return point{float64(h) - p.y, p.x}
	}
	return p
}

// level is a plane turned by a small angle so that the frames are level, with a margin so that no corner is
// lost.
type level struct {
	*plane
	from     *plane
	sin, cos float64
	dx, dy   float64 // half the size of the levelled plane
}

// straighten turns a plane by its skew, in radians clockwise. Outside the scan is white.
func straighten(p *plane, skew float64) *level {
	sin, cos := math.Sincos(skew)
	w := p.width + 2*int(math.Abs(sin)*float64(p.height)/2+2)
	h := p.height + 2*int(math.Abs(sin)*float64(p.width)/2+2)
	l := &level{plane: newPlane(w, h), from: p, sin: sin, cos: cos, dx: float64(w) / 2, dy: float64(h) / 2}
	for y := range h {
		row := l.row(y)
		start := l.back(point{0.5, float64(y) + 0.5})
		for x := range row {
			row[x] = p.sample(start.x+float64(x)*cos-0.5, start.y+float64(x)*sin-0.5)
		}
	}
	return l
}

// back is where a point of the levelled plane is on the plane it was made of.
func (l *level) back(p point) point {
	x, y := p.x-l.dx, p.y-l.dy
	return point{x*l.cos - y*l.sin + float64(l.from.width)/2, x*l.sin + y*l.cos + float64(l.from.height)/2}
}

// sample interpolates between the four pixels around a place whose whole numbers are pixels' middles.
func (p *plane) sample(x, y float64) uint8 {
	if x < 0 || y < 0 || x >= float64(p.width-1) || y >= float64(p.height-1) {
		return 255
	}
	left, top := int(x), int(y)
	fx, fy := int((x-float64(left))*256), int((y-float64(top))*256)
	a, b := p.pix[top*p.stride+left:][:2], p.pix[(top+1)*p.stride+left:][:2]
	upper := int(a[0])*(256-fx) + int(a[1])*fx
	lower := int(b[0])*(256-fx) + int(b[1])*fx
	return uint8((upper*(256-fy) + lower*fy) >> 16)
}
