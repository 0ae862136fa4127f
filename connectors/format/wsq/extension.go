package wsq

// walk visits the samples of a half line that a filter meets, and goes on
// past its ends by symmetric extension: at an end it turns round, with the
// last sample once more (hold) or not.
//
// A walk begins leftwards of its start. In an antisymmetric extension the
// samples beyond an end count with the opposite sign; where the line is odd,
// one sample of value zero lies between the end and its mirror image.
type walk struct {
	pos, last           int
	step                int
	holdLeft, holdRight bool
	antisymmetric       bool
	gaps                int // what is left of the end sample and the zero; see turnRight
	sign                float32
}

// lowWalk begins the walk of the low-pass half, n samples of a line.
func (f *filters) lowWalk(n int, oddLine bool) walk {
	w := walk{last: n - 1, step: -1, holdLeft: !f.odd(), holdRight: !oddLine, sign: 1}
	w.pos = len(f.low)/4 - 1
	if f.odd() {
		w.pos = (len(f.low) - 1) / 4
	}
	w.pos = min(w.pos, w.last)
	return w
}

// highWalk begins the walk of the high-pass half.
func (f *filters) highWalk(n int, oddLine bool) walk {
	w := walk{last: n - 1, step: -1, holdLeft: true, holdRight: oddLine, sign: 1}
	w.pos = (len(f.high)+1)/4 - 1
	if !f.odd() {
		w.holdRight, w.antisymmetric, w.sign = true, true, -1
		if oddLine {
			w.gaps = 2
		}
	}
	w.pos = min(w.pos, w.last)
	return w
}

// turnLeft decides what happens after a sample at the left end.
func (w *walk) turnLeft() {
	if w.pos != 0 {
		return
	}
	if w.holdLeft {
		w.step, w.holdLeft = 0, false
		return
	}
	w.step, w.sign = 1, 1
}

// turnRight decides what happens after a sample at the right end. With gaps,
// the end is visited as itself, as zero, and as its own mirror image.
func (w *walk) turnRight() {
	if w.pos != w.last {
		return
	}
	if !w.holdRight {
		w.step = -1
		if w.antisymmetric {
			w.sign = -1
		}
		return
	}
	w.step, w.holdRight = 0, false
	if w.gaps > 0 {
		w.gaps--
		w.sign = float32(w.gaps)
		w.holdRight = w.gaps > 0
	}
}

// move goes to the next sample.
func (w *walk) move() { w.pos = min(max(w.pos+w.step, 0), w.last) }

// shift moves the start of the walk to that of the next pair of samples.
func (w *walk) shift() {
	w.turnLeft()
	w.move()
}

// visit lists the taps of every second coefficient of filter from phase on.
func (w walk) visit(filter []float32, phase int) []tap {
	taps := make([]tap, 0, (len(filter)-phase+1)/2)
	for i := phase; i < len(filter); i += 2 {
		w.turnLeft()
		w.turnRight()
		taps = append(taps, tap{source: w.pos, gain: filter[i] * w.sign})
		w.move()
	}
	return taps
}
