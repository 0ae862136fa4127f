package sheet

import "math"

// placement is where the card's tables are on a levelled plane.
type placement struct {
	level   *level
	lines   *lines
	tables  [2]table // from above
	found   bool
	cut     bool    // one of them reaches beyond the scan
	upright float64 // how much more of a row of labels there is above the tables than below, -1 to 1
	seen    Seen
}

// locate looks for the two tables on a coarse plane whose lines of print lie about level, up or down.
func locate(p *plane, perMM float64) *placement {
	reach := max(2, int(streakReach*perMM+0.5))
	skew := measureSkew(streaks(p, reach, false), streaks(p, reach, true))
	at := &placement{level: straighten(p, skew)}
	at.seen.Skew = math.Round(skew*180/math.Pi*100) / 100
	at.lines = findLines(at.level.plane, perMM)
	at.choose()
	return at
}

// choose takes the two tables, one under the other, that are clearest together.
func (at *placement) choose() {
	rows := longLines(at.lines)
	found := pairs(at.lines, rows)
	at.seen.Horizontal, at.seen.Pairs = len(rows), len(found)
	var all []table
	for _, pair := range found {
		all = append(all, tables(at.lines, pair)...)
	}
	best := 0.0
	for _, a := range all {
		for _, b := range all {
			if score := a.score + b.score; score > best && at.together(&a, &b) {
				best, at.tables = score, [2]table{a, b}
			}
		}
	}
	if best > 0 {
		at.found = at.tables[0].whole() && at.tables[1].whole()
		at.seen.Tables = []int{at.tables[0].fields(at.lines), at.tables[1].fields(at.lines)}
	}
	if !at.found {
		at.clearest(all)
		return
	}
	at.cut = at.beyond(&at.tables[0]) || at.beyond(&at.tables[1])
	at.upright = at.labels(-1) - at.labels(1)
}

// together says whether b stands under a as the left hand's table does under the right one's.
func (at *placement) together(a, b *table) bool {
	gap := (b.top - a.bottom) / at.lines.perMM
	aside := math.Abs(a.left-b.left) / at.lines.perMM
	wider := math.Abs(a.pitch-b.pitch) / a.pitch
	return gap >= 3 && gap <= 90 && aside <= 2.5 && wider <= 0.01
}

// clearest says what there is of the best table where two are not, unless both halves of a pair have as much.
func (at *placement) clearest(all []table) {
	most := 0
	for _, t := range all {
		if min(t.upper, t.lower) >= lineShare {
			most = max(most, t.fields(at.lines))
		}
	}
	if most > 0 && (len(at.seen.Tables) == 0 || most > min(at.seen.Tables[0], at.seen.Tables[1])) {
		at.seen.Tables = []int{most}
	}
}

// beyond says whether a table is not whole on the scan; half a line's width is.
func (at *placement) beyond(t *table) bool {
	for _, corner := range []point{{t.left, t.top}, {t.right(), t.top}, {t.right(), t.bottom}, {t.left, t.bottom}} {
		p := at.level.back(corner)
		slack := 0.5 * at.lines.perMM
		if p.x < -slack || p.y < -slack || p.x > float64(at.level.from.width)+slack || p.y > float64(at.level.from.height)+slack {
			return true
		}
	}
	return false
}

// labels is how much of the vertical lines goes on for 4 mm beyond the tables, above (-1) or below (1): the
// row of labels is part of the table, and stands above the fields.
func (at *placement) labels(direction float64) float64 {
	sum := 0.0
	for _, t := range at.tables {
		from, to := t.bottom+0.8*at.lines.perMM, t.bottom+4*at.lines.perMM
		if direction < 0 {
			from, to = t.top-4*at.lines.perMM, t.top-0.8*at.lines.perMM
		}
		for k := range perTable + 1 {
			sum += at.lines.vertical(t.left+float64(k)*t.pitch, from, to)
		}
	}
	return sum / (2 * (perTable + 1))
}
