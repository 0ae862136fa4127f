package sheet

import "math"

const (
	largestSkew = 6.0 // degrees that are tried to either side
	strip       = 16  // pixels that are summed along a line before it is tilted
)

// measureSkew is the angle in radians, clockwise, at which horizontal and vertical streaks gather in the
// fewest rows and columns: the sum of the squared profiles is largest there.
func measureSkew(horizontal, vertical *plane) float64 {
	h, v := stripsOf(horizontal, false), stripsOf(vertical, true)
	score := func(degrees float64) float64 {
		tan := math.Tan(degrees * math.Pi / 180)
		return h.sharpness(tan) + v.sharpness(-tan)
	}
	best := sharpest(score, 0, largestSkew, 0.2)
	best = sharpest(score, best, 0.2, 0.02)
	return best * math.Pi / 180
}

// sharpest tries angles around a middle.
func sharpest(score func(float64) float64, middle, reach, step float64) float64 {
	best, most := middle, math.Inf(-1)
	for d := middle - reach; d <= middle+reach+step/2; d += step {
		if s := score(d); s > most {
			best, most = d, s
		}
	}
	return best
}

// strips are sums of a plane over short pieces along the lines: sums[i][n] is of piece i at row, or column, n.
type strips struct {
	sums    [][]float32
	profile []float32
}

func stripsOf(p *plane, vertical bool) *strips {
	along, across := p.width, p.height
	if vertical {
		along, across = across, along
	}
	s := &strips{sums: make([][]float32, (along+strip-1)/strip), profile: make([]float32, across)}
	for i := range s.sums {
		s.sums[i] = make([]float32, across)
	}
	for y := range p.height {
		for x, v := range p.row(y) {
			if vertical {
				s.sums[y/strip][x] += float32(v)
			} else {
				s.sums[x/strip][y] += float32(v)
			}
		}
	}
	return s
}

// sharpness is the variance of the profile under a slope.
func (s *strips) sharpness(slope float64) float64 {
	clear(s.profile)
	middle := float64(len(s.sums)) / 2
	for i, piece := range s.sums {
		shift := int(math.Round((float64(i) + 0.5 - middle) * strip * slope))
		for n := max(0, -shift); n < len(piece) && n+shift < len(piece); n++ {
			s.profile[n] += piece[n+shift]
		}
	}
	sum, squares := 0.0, 0.0
	for _, v := range s.profile {
		sum += float64(v)
		squares += float64(v) * float64(v)
	}
	return squares - sum*sum/float64(max(1, len(s.profile)))
}
