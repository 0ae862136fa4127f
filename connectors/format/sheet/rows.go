package sheet

import (
	"cmp"
	"math"
	"slices"
)

// What the form prints, in mm, and how far print and scan may stretch it.
const (
	side      = 35.0
	perTable  = 5
	tableWide = perTable * side
	stretch   = 0.02
	lineShare = 0.45 // of a stretch that must be line for a line to be there
)

// table is five fields in a row, on the levelled plane in pixels.
type table struct {
	left, top, bottom float64
	pitch             float64 // width of a field
	upper, lower      float64 // shares of the two horizontal lines
	seen              int     // of the six vertical lines
	score             float64 // 0 to 1
}

func (t *table) right() float64 { return t.left + perTable*t.pitch }

// whole says whether this is a table: both horizontal lines and five of six vertical ones.
func (t *table) whole() bool {
	return t.upper >= lineShare && t.lower >= lineShare && t.seen >= perTable
}

// fields is how many of five fields have both their sides.
func (t *table) fields(l *lines) int {
	n := 0
	for k := range perTable {
		if t.side(l, k) >= lineShare && t.side(l, k+1) >= lineShare {
			n++
		}
	}
	return n
}

// side is the share of vertical line k, from 0, that is there.
func (t *table) side(l *lines, k int) float64 {
	return l.vertical(t.left+float64(k)*t.pitch, t.top+2, t.bottom-2)
}

// How many lines, pairs of them, and places for a table between a pair are looked at: the clearest ones. A
// form has about twenty lines; a photograph may have hundreds that are none.
const (
	mostLines  = 80
	mostPairs  = 100
	mostPlaces = 4
)

// longLines are rows where lines add up to nearly half a table, each line once, from above.
func longLines(l *lines) []int {
	rows := peaks(l, int32(0.4*tableWide*l.perMM))
	if len(rows) > mostLines {
		slices.SortStableFunc(rows, func(a, b int) int { return int(l.total(b) - l.total(a)) })
		rows = slices.Sorted(slices.Values(rows[:mostLines]))
	}
	return rows
}

// total is how many pixels of a row are line.
func (l *lines) total(y int) int32 { return l.along[(y+1)*(l.width+1)-1] }

// peaks are the rows with at least so many pixels of line and no more in the rows beside them.
func peaks(l *lines, least int32) []int {
	total := l.total
	var out []int
	for y := 1; y < l.height-1; y++ {
		// Of a plateau, its middle.
		if n := total(y); n >= least && n > total(y-1) {
			end := y
			for end+1 < l.height && total(end+1) == n {
				end++
			}
			if end+1 == l.height || total(end+1) < n {
				out = append(out, (y+end)/2)
			}
		}
	}
	return out
}

// pairs are two long lines as far apart as a field is high.
func pairs(l *lines, rows []int) [][2]int {
	var out [][2]int
	least, most := side*l.perMM*(1-stretch)-1, side*l.perMM*(1+stretch)+1
	for i, top := range rows {
		for _, bottom := range rows[i+1:] {
			if d := float64(bottom - top); d >= least && d <= most {
				out = append(out, [2]int{top, bottom})
			}
		}
	}
	if len(out) > mostPairs {
		clear := func(p [2]int) int { return int(l.total(p[0]) + l.total(p[1])) }
		slices.SortStableFunc(out, func(a, b [2]int) int { return clear(b) - clear(a) })
		out = out[:mostPairs]
	}
	return out
}

// tables are the best places of a table between two lines, at most one in each centimetre, best first.
func tables(l *lines, pair [2]int) []table {
	places := map[int]table{}
	step := 10 * l.perMM
	for stretching := -stretch; stretching <= stretch+1e-9; stretching += 0.0025 {
		t := table{top: float64(pair[0]) + 0.5, bottom: float64(pair[1]) + 0.5, pitch: side * l.perMM * (1 + stretching)}
		for left := -2 * t.pitch; left < float64(l.width)-3*t.pitch; left++ {
			t.left = left + 0.5
			t.measure(l)
			if bin := int(math.Floor(left / step)); t.score > places[bin].score {
				places[bin] = t
			}
		}
	}
	var out []table
	for _, t := range places {
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b table) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.left, b.left))
	})
	return out[:min(len(out), mostPlaces)]
}

// measure scores a place. Lines that are missing cost the more the more of them are.
func (t *table) measure(l *lines) {
	sum := 0.0
	t.seen = 0
	for k := range perTable + 1 {
		share := t.side(l, k)
		sum += share
		if share >= lineShare {
			t.seen++
		}
	}
	t.score = sum / 12
	if t.seen < 2 {
		return
	}
	t.upper = l.horizontal(t.top, t.left, t.right())
	t.lower = l.horizontal(t.bottom, t.left, t.right())
	t.score = (sum + 3*t.upper + 3*t.lower) / 12
}
