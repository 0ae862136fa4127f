package sheet

import "math"

// frame is a printed frame: vertical lines at xs from its left one, two horizontal lines, and where they are
// on the levelled plane. Frames are bent by no more than a shear, since paper lies flat on the glass.
type frame struct {
	xs     []float64 // mm, the first 0
	height float64   // mm
	u, v   linear    // column and row, in pixels
}

// linear is a value that grows evenly over a frame: at + x·right + y·down, x and y in mm.
type linear struct{ at, right, down float64 }

func (l linear) of(x, y float64) float64 { return l.at + x*l.right + y*l.down }

func (f *frame) place(x, y float64) point { return point{f.u.of(x, y), f.v.of(x, y)} }

// observation is a piece of a line that was found: place in the frame, coordinate on the plane.
type observation struct{ x, y, value, weight float64 }

// searchMM is how far from where it should be a piece of line is looked for, and pieceMM its length.
const (
	searchMM = 1.2
	pieceMM  = 4.0
)

// fit places a frame to a fraction of a pixel: each line is looked for piece by piece, and what fits most
// pieces is taken.
func (f *frame) fit(l *lines) {
	f.u = f.u.fitted(f.verticals(l), l.perMM)
	f.v = f.v.fitted(f.horizontals(l), l.perMM)
}

func (f *frame) verticals(l *lines) []observation {
	var out []observation
	for _, x := range f.xs {
		for y := pieceMM / 2; y < f.height; y += pieceMM {
			middle := f.place(x, y)
			half := pieceMM / 2 * l.perMM
			if at, weight := peak(l, middle.x, middle.y-half, middle.y+half, true); weight > 0 {
				out = append(out, observation{x, y, at, weight})
			}
		}
	}
	return out
}

func (f *frame) horizontals(l *lines) []observation {
	var out []observation
	for _, y := range []float64{0, f.height} {
		for x := pieceMM / 2; x < f.xs[len(f.xs)-1]; x += pieceMM {
			middle := f.place(x, y)
			half := pieceMM / 2 * l.perMM
			if at, weight := peak(l, middle.y, middle.x-half, middle.x+half, false); weight > 0 {
				out = append(out, observation{x, y, at, weight})
			}
		}
	}
	return out
}

// peak looks for a line across near a place: its middle and how clear it is, 0 for none.
func peak(l *lines, near, from, to float64, vertical bool) (at, weight float64) {
	reach := int(searchMM*l.perMM + 0.5)
	first := int(near) - reach
	profile := make([]float64, 2*reach+1)
	total := 0.0
	for i := range profile {
		profile[i] = l.sum(first+i, int(from+0.5), int(to+0.5), vertical)
		total += profile[i]
	}
	top := 0
	for i, v := range profile {
		if v > profile[top] {
			top = i
		}
	}
	weight = profile[top] - total/float64(len(profile))
	if top == 0 || top == len(profile)-1 || profile[top] < 4*(to-from) {
		return 0, 0
	}
	// The middle of the streak is its centre of gravity over three pixels.
	before, here, after := profile[top-1], profile[top], profile[top+1]
	return float64(first+top) + 0.5 + (after-before)/(before+here+after), weight
}

// sum adds up the streaks of a column (or row) n from row (or column) from to to.
func (l *lines) sum(n, from, to int, vertical bool) float64 {
	sum := 0
	if vertical {
		if n < 0 || n >= l.width {
			return 0
		}
		for y := max(0, from); y < min(l.height, to); y++ {
			sum += int(l.v.pix[y*l.v.stride+n])
		}
		return float64(sum)
	}
	if n < 0 || n >= l.height {
		return 0
	}
	for x := max(0, from); x < min(l.width, to); x++ {
		sum += int(l.h.pix[n*l.h.stride+x])
	}
	return float64(sum)
}

// fitted are the least squares of what is observed, where what lies off counts less with every round.
func (g linear) fitted(all []observation, perMM float64) linear {
	for _, tolerance := range []float64{0.8, 0.4, 0.25, 0.25} {
		var m normal
		for _, o := range all {
			off := (o.value - g.of(o.x, o.y)) / (tolerance * perMM)
			if math.Abs(off) < 1 {
				m.add(o, o.weight*(1-off*off)*(1-off*off))
			}
		}
		next, ok := m.solve()
		if !ok {
			return g
		}
		g = next
	}
	return g
}
