package sheet

import (
	"image"
	"math"
)

// State is what a field holds.
type State string

// The states of a field.
const (
	Print      State = "print"
	Empty      State = "empty"
	Unreadable State = "unreadable" // ink, but hardly a ridge: smeared, flooded or faint
)

// A field is judged block by block, inside its frame, at 500 pixels an inch, where ridges are seven to
// eleven pixels apart.
const (
	blockSide = 24 // pixels: 1.2 mm
	frameEdge = 30 // pixels that may belong to the frame
)

// How many blocks, of 1.5 square millimetres each, make a state.
const (
	leastPrint = 35  // with ridges: a third of a small fingertip
	leastInk   = 20  // touched, with all their neighbours; a fold and a pen's stroke are narrower
	ridgeShare = 0.2 // of the touched blocks that must have ridges
)

// ink counts the blocks of a field by what they show.
type ink struct {
	ridges  int
	touched int // darker than paper, or with texture
	solid   int // touched, with all eight neighbours
}

// judge says what a field holds; paper is the grey of the paper around it.
func judge(img *image.Gray, paper uint8) State {
	n := measureInk(img, float64(paper))
	switch {
	case n.ridges >= leastPrint && float64(n.ridges) >= ridgeShare*float64(n.touched):
		return Print
	case n.solid >= leastInk:
		return Unreadable
	}
	return Empty
}

func measureInk(img *image.Gray, paper float64) (n ink) {
	columns := max(0, (img.Rect.Dx()-2*frameEdge)/blockSide)
	rows := max(0, (img.Rect.Dy()-2*frameEdge)/blockSide)
	touched := make([]bool, columns*rows)
	for i := range touched {
		x, y := frameEdge+i%columns*blockSide, frameEdge+i/columns*blockSide
		b := measureBlock(img.Pix[y*img.Stride+x:], img.Stride)
		if b.ridged(paper) {
			n.ridges++
		}
		if touched[i] = b.mean < 0.75*paper || b.deviation > 0.06*paper; touched[i] {
			n.touched++
		}
	}
	n.solid = solid(touched, columns, rows)
	return n
}

// solid counts the cells of a grid that are set together with their eight neighbours.
func solid(grid []bool, columns, rows int) (n int) {
	for y := 1; y < rows-1; y++ {
		for x := 1; x < columns-1; x++ {
			all := true
			for i := range 9 {
				all = all && grid[(y-1+i/3)*columns+x-1+i%3]
			}
			if all {
				n++
			}
		}
	}
	return n
}

// block is what is measured of one block.
type block struct {
	mean, deviation float64 // grey levels
	dark            float64 // share of pixels below the mean
	coherence       float64 // 0 for texture without a direction, 1 for parallel lines
	changes         float64 // between dark and light along the normal, a block
}

// ridged says whether a block shows parallel lines, several of them, of strong contrast.
func (b *block) ridged(paper float64) bool {
	return b.deviation > 0.09*paper && b.mean < 0.93*paper && b.coherence > 0.25 &&
		b.dark > 0.2 && b.dark < 0.8 && b.changes > 3 && b.changes < 9
}

func measureBlock(pix []uint8, stride int) (b block) {
	sum, squares := 0, 0
	for y := range blockSide {
		for _, v := range pix[y*stride:][:blockSide] {
			sum += int(v)
			squares += int(v) * int(v)
		}
	}
	const n = blockSide * blockSide
	b.mean = float64(sum) / n
	b.deviation = math.Sqrt(max(0, float64(squares)/n-b.mean*b.mean))
	if b.deviation > 8 {
		b.measureLines(pix, stride)
	}
	return b
}

// measureLines adds what only a block with contrast has: direction from the structure tensor, and how often
// rows and columns cross the mean.
func (b *block) measureLines(pix []uint8, stride int) {
	var xx, yy, xy, dark, across, down int
	mean := uint8(b.mean)
	for y := range blockSide - 1 {
		row, next := pix[y*stride:][:blockSide], pix[(y+1)*stride:][:blockSide]
		for x := range blockSide - 1 {
			gx := int(row[x+1]) - int(row[x]) + int(next[x+1]) - int(next[x])
			gy := int(next[x]) - int(row[x]) + int(next[x+1]) - int(row[x+1])
			xx += gx * gx
			yy += gy * gy
			xy += gx * gy
			here := row[x] < mean
			if here {
				dark++
			}
			if here != (row[x+1] < mean) {
				across++
			}
			if here != (next[x] < mean) {
				down++
			}
		}
	}
	const lines = blockSide - 1
	b.dark = float64(dark) / (lines * lines)
	b.changes = math.Hypot(float64(across), float64(down)) / lines
	if xx+yy > 0 {
		b.coherence = math.Hypot(float64(xx-yy), float64(2*xy)) / float64(xx+yy)
	}
}

// paperAround is the grey that one pixel in ten of a square around a place exceeds: paper, since no field is
// inked to all its sides.
func paperAround(p *plane, middle point, half float64) uint8 {
	var counts [256]int
	total := 0
	for y := max(0, int(middle.y-half)); y < min(p.height, int(middle.y+half)); y++ {
		for _, v := range p.row(y)[max(0, min(p.width, int(middle.x-half))):max(0, min(p.width, int(middle.x+half)))] {
			counts[v]++
			total++
		}
	}
	left, v := total/10, 255
	for ; v > 0 && left >= counts[v]; v-- {
		left -= counts[v]
	}
	return uint8(v)
}
