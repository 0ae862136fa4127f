package sheet

import "math"

// found is where a scan has the card's fields.
type found struct {
	places  []place
	control bool // the control prints are among them
	seen    Seen
}

// place is one field: corners on the scan in pixels, and the grey of the paper around it.
type place struct {
	position int
	corners  [4]point // upper left, upper right, lower right, lower left when upright
	paper    uint8
}

// leastLabels is by how much more the lines of the tables must go on upwards than downwards.
const leastLabels = 0.3

// find locates the fields of a scan that may lie in any of four directions.
func find(pixels *plane, ppi float64) (*found, *Finding) {
	factor := max(1, int(math.Round(ppi/coarsePPI)))
	coarse := pixels.reduce(factor)
	perMM := ppi / mmPerInch / float64(factor)
	first := 0
	if coarse.width > coarse.height {
		first = 1
	}
	v := &view{coarse: coarse, factor: float64(factor), perMM: perMM}
	v.look(first)
	if !v.at.found {
		before := *v
		if v.look(first ^ 1); !v.at.found && v.at.seen.fields() <= before.at.seen.fields() {
			*v = before
		}
	}
	if v.at.found && v.at.upright <= -leastLabels {
		v.look(v.quarters + 2)
	}
	if refused := v.refusal(); refused != nil {
		return nil, refused
	}
	return v.fields(), nil
}

// view is a look at the coarse scan after some quarter turns.
type view struct {
	coarse   *plane
	factor   float64 // pixels of the scan a coarse pixel, each way
	perMM    float64 // coarse pixels
	quarters int
	turned   *plane
	at       *placement
}

func (v *view) look(quarters int) {
	v.quarters = quarters
	v.turned = v.coarse.turn(quarters)
	v.at = locate(v.turned, v.perMM)
	v.at.seen.Turn = 90 * quarters
}

// refusal is why no card can be read, with what was seen.
func (v *view) refusal() *Finding {
	var f *Finding
	seen := &v.at.seen
	switch {
	case seen.Horizontal == 0 && seen.Pairs == 0:
		f = refuse(RuleBlank, "no printed line was found; put the front side of the card on the glass (%s)", seen)
	case !v.at.found:
		f = refuse(RuleTables, "this is not the front side of a whole card of Annex 5: %s; scan the whole sheet", seen)
	case v.at.cut:
		f = refuse(RuleCut, "the tables reach beyond the scan: %s; scan the whole sheet", seen)
	case math.Abs(v.at.upright) < leastLabels:
		f = refuse(RuleOrientation, "the tables have rows of labels on both sides or on none, so that right and left hand cannot be told apart: %s", seen)
	default:
		return nil
	}
	f.Seen = seen
	return f
}

// fields fits the frames and lists the fields in the order of the form.
func (v *view) fields() *found {
	out := &found{seen: v.at.seen}
	var left frame
	for i, t := range v.at.tables {
		f := t.frame()
		f.fit(v.at.lines)
		for k := range perTable {
			out.places = append(out.places, v.place(&f, k, i*perTable+k+1))
		}
		left = f
	}
	f, division, ok := v.at.findControl(&left)
	if out.control = ok; ok {
		f.fit(v.at.lines)
		for k, position := range division.positions {
			out.places = append(out.places, v.place(&f, k, position))
		}
	}
	return out
}

// frame is a table as a frame, where it was found.
func (t *table) frame() frame {
	f := frame{height: side}
	for k := range perTable + 1 {
		f.xs = append(f.xs, float64(k)*side)
	}
	f.u = linear{t.left, t.pitch / side, 0}
	f.v = linear{t.top, 0, (t.bottom - t.top) / side}
	return f
}

// place is the field between vertical lines k and k+1 of a frame.
func (v *view) place(f *frame, k, position int) place {
	p := place{position: position}
	for i, corner := range [4]point{{f.xs[k], 0}, {f.xs[k+1], 0}, {f.xs[k+1], f.height}, {f.xs[k], f.height}} {
		p.corners[i] = v.onScan(f.place(corner.x, corner.y))
	}
	middle := v.at.level.back(f.place((f.xs[k]+f.xs[k+1])/2, f.height/2))
	p.paper = paperAround(v.turned, middle, (side/2+6)*v.perMM)
	return p
}

// onScan is where a point of the levelled plane is on the scan.
func (v *view) onScan(p point) point {
	p = unturn(v.at.level.back(p), v.quarters, v.turned.width, v.turned.height)
	return point{p.x * v.factor, p.y * v.factor}
}
