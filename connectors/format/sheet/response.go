package sheet

// A printed line is a dark streak: darker than what lies a little way off on either side of it. The edge of
// a shadow or of the paper is dark on one side only.
const (
	streakReach = 0.8 // mm, to either side
	streakCap   = 64  // grey levels; a fold counts no more than a line
)

// streaks answers for each pixel how much darker it is than both pixels at a distance, upwards and downwards
// for horizontal lines, to the sides for vertical ones.
func streaks(p *plane, reach int, vertical bool) *plane {
	out := newPlane(p.width, p.height)
	if vertical {
		for y := range p.height {
			if p.width > 2*reach {
				row := p.row(y)
				darker(out.row(y)[reach:p.width-reach], row, row[reach:], row[2*reach:])
			}
		}
		return out
	}
	for y := reach; y < p.height-reach; y++ {
		darker(out.row(y), p.row(y-reach), p.row(y), p.row(y+reach))
	}
	return out
}

// darker fills to with how much darker here is than before and after.
func darker(to, before, here, after []uint8) {
	before, here, after = before[:len(to)], here[:len(to)], after[:len(to)]
	for i := range to {
		if d := int(min(before[i], after[i])) - int(here[i]); d > 0 {
			to[i] = uint8(min(d, streakCap))
		}
	}
}

// smoothRows averages each row over a length to either side, in place: a line keeps its answer, a ridge that
// bends away loses it.
func smoothRows(p *plane, half int) {
	line := make([]uint8, p.width)
	for y := range p.height {
		row := p.row(y)
		copy(line, row)
		sum := 0
		for x := -half; x < p.width; x++ {
			if x+half < p.width {
				sum += int(line[x+half])
			}
			if x-half-1 >= 0 {
				sum -= int(line[x-half-1])
			}
			if x >= 0 {
				row[x] = uint8(sum / (2*half + 1))
			}
		}
	}
}

// smoothColumns averages each column in the same way.
func smoothColumns(p *plane, half int) {
	sums := make([]int32, p.width)
	original := append([]uint8(nil), p.pix...)
	add := func(y int, sign int32) {
		if y < 0 || y >= p.height {
			return
		}
		for x, v := range original[y*p.stride:][:p.width] {
			sums[x] += sign * int32(v)
		}
	}
	for y := -half; y < p.height; y++ {
		add(y+half, 1)
		add(y-half-1, -1)
		if y >= 0 {
			row := p.row(y)
			for x, sum := range sums {
				row[x] = uint8(sum / int32(2*half+1))
			}
		}
	}
}
