package sheet

// lines says where a levelled plane has horizontal and vertical lines, so that the share of any straight
// stretch that is line is one subtraction.
type lines struct {
	width, height int
	perMM         float64
	h, v          *plane  // streaks, 0 to streakCap
	along         []int32 // of horizontal lines, summed from the left: (width+1) × height
	down          []int32 // of vertical lines, summed from above: width × (height+1)
}

// straightMM is the length over which streaks must go on, to either side.
const straightMM = 1.5

// findLines marks what may be line.
func findLines(p *plane, perMM float64) *lines {
	reach, half := max(2, int(streakReach*perMM+0.5)), max(1, int(straightMM*perMM+0.5))
	l := &lines{width: p.width, height: p.height, perMM: perMM, h: streaks(p, reach, false), v: streaks(p, reach, true)}
	h, v := clone(l.h), clone(l.v)
	smoothRows(h, half)
	smoothColumns(v, half)
	l.sumAlong(h, threshold(h))
	l.sumDown(v, threshold(v))
	return l
}

func clone(p *plane) *plane {
	c := *p
	c.pix = append([]uint8(nil), p.pix...)
	return &c
}

// threshold is a third of what the strongest few in a thousand pixels answer, which lie on lines if there
// are any, within bounds that paper's grain and a strong print set.
func threshold(p *plane) uint8 {
	var counts [256]int
	for _, v := range p.pix {
		counts[v]++
	}
	left, v := len(p.pix)/400, 255
	for ; v > 0 && left > counts[v]; v-- {
		left -= counts[v]
	}
	return uint8(max(5, min(v/3, 14)))
}

// sumAlong counts, in each row, the columns where this row or a neighbour is line.
func (l *lines) sumAlong(p *plane, least uint8) {
	l.along = make([]int32, (l.width+1)*l.height)
	for y := range l.height {
		above, here, below := p.row(max(0, y-1)), p.row(y), p.row(min(l.height-1, y+1))
		sums := l.along[y*(l.width+1):][:l.width+1]
		for x := range l.width {
			sums[x+1] = sums[x] + one(max(above[x], here[x], below[x]) >= least)
		}
	}
}

// sumDown counts, in each column, the rows where this column or a neighbour is line.
func (l *lines) sumDown(p *plane, least uint8) {
	l.down = make([]int32, l.width*(l.height+1))
	for y := range l.height {
		row := p.row(y)
		before, after := l.down[y*l.width:][:l.width], l.down[(y+1)*l.width:][:l.width]
		for x := range row {
			most := max(row[max(0, x-1)], row[x], row[min(l.width-1, x+1)])
			after[x] = before[x] + one(most >= least)
		}
	}
}

func one(is bool) int32 {
	if is {
		return 1
	}
	return 0
}

// horizontal is the share of a stretch of row y that is line; what lies outside the scan is none.
func (l *lines) horizontal(y, from, to float64) float64 {
	row := int(y)
	if row < 0 || row >= l.height || to <= from {
		return 0
	}
	a, b := within(from, l.width), within(to, l.width)
	sums := l.along[row*(l.width+1):]
	return float64(sums[b]-sums[a]) / (to - from)
}

// vertical is the share of a stretch of column x that is line.
func (l *lines) vertical(x, from, to float64) float64 {
	column := int(x)
	if column < 0 || column >= l.width || x < 0 || to <= from {
		return 0
	}
	a, b := within(from, l.height), within(to, l.height)
	return float64(l.down[b*l.width+column]-l.down[a*l.width+column]) / (to - from)
}

func within(at float64, size int) int { return max(0, min(size, int(at+0.5))) }
