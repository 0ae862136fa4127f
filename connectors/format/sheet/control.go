package sheet

// control is a way in which forms divide the frame of the control prints, which the annex does not draw:
// vertical lines from the left one, in mm, and what stands between them.
type control struct {
	xs        []float64
	positions []int
}

var controls = []control{
	{[]float64{0, 70, 105, tableWide}, []int{leftFour, bothThumbs, rightFour}},
	{[]float64{0, tableWide / 2, tableWide}, []int{leftFour, rightFour}},
}

// Positions of the control prints (ANSI/NIST-ITL table 8).
const (
	rightFour  = 13
	leftFour   = 14
	bothThumbs = 15
)

// How high the frame of the control prints may be, in mm.
const (
	lowestControl  = 30.0
	highestControl = 65.0
)

// findControl looks for the frame of the control prints under the left hand's frame: two lines as long as
// the tables, and the division that is clearest. It is false where there is none.
func (at *placement) findControl(left *frame) (frame, control, bool) {
	var best frame
	var division control
	most := 0.0
	rows := longLines(at.lines)
	for i, top := range rows {
		for _, bottom := range rows[i+1:] {
			guess, ok := at.controlGuess(left, float64(top)+0.5, float64(bottom)+0.5)
			if !ok {
				continue
			}
			for _, c := range controls {
				guess.xs = c.xs
				if score := at.controlScore(&guess, c); score > most {
					best, division, most = guess, c, score
				}
			}
		}
	}
	return best, division, most > 0
}

// controlGuess is a frame between two rows, straight below the left hand's.
func (at *placement) controlGuess(left *frame, top, bottom float64) (frame, bool) {
	height := (bottom - top) / at.lines.perMM
	if top < left.v.of(0, left.height)+3*at.lines.perMM || height < lowestControl || height > highestControl {
		return frame{}, false
	}
	down := (top - left.v.of(0, 0)) / at.lines.perMM
	return frame{
		height: height,
		u:      linear{left.u.of(0, down), left.u.right, left.u.down},
		v:      linear{top, left.v.right, at.lines.perMM},
	}, true
}

// controlScore is the mean share of the frame's lines, 0 when one of them is not there.
func (at *placement) controlScore(f *frame, c control) float64 {
	from, to := f.place(0, 0), f.place(tableWide, f.height)
	shares := []float64{at.lines.horizontal(from.y, from.x, to.x), at.lines.horizontal(to.y, from.x, to.x)}
	for _, x := range c.xs {
		share := 0.0
		for off := -2.0; off <= 2; off++ {
			share = max(share, at.lines.vertical(f.u.of(x, f.height/2)+off, from.y+2, to.y-2))
		}
		shares = append(shares, share)
	}
	sum := 0.0
	for _, share := range shares {
		if share < lineShare {
			return 0
		}
		sum += share
	}
	// A division with more lines that are all there says more.
	return sum/float64(len(shares)) + 0.1*float64(len(c.xs))
}
