package sheet

import "math"

// normal are the normal equations of a [linear] under weights.
type normal struct {
	a [3][3]float64
	b [3]float64
}

func (m *normal) add(o observation, weight float64) {
	row := [3]float64{1, o.x, o.y}
	for i, v := range row {
		for j, w := range row {
			m.a[i][j] += weight * v * w
		}
		m.b[i] += weight * v * o.value
	}
}

// solve is Gauss's elimination with pivots; false when the observations do not determine all three, as when
// they lie on one line.
func (m *normal) solve() (linear, bool) {
	a, b := m.a, m.b
	for i := range 3 {
		pivot := i
		for r := i + 1; r < 3; r++ {
			if math.Abs(a[r][i]) > math.Abs(a[pivot][i]) {
				pivot = r
			}
		}
		a[i], a[pivot] = a[pivot], a[i]
		b[i], b[pivot] = b[pivot], b[i]
		if math.Abs(a[i][i]) < 1e-6*(1+math.Abs(m.a[i][i])) {
			return linear{}, false
		}
		for r := i + 1; r < 3; r++ {
			factor := a[r][i] / a[i][i]
			for c := i; c < 3; c++ {
				a[r][c] -= factor * a[i][c]
			}
			b[r] -= factor * b[i]
		}
	}
	var x [3]float64
	for i := 2; i >= 0; i-- {
		x[i] = b[i]
		for c := i + 1; c < 3; c++ {
			x[i] -= a[i][c] * x[c]
		}
		x[i] /= a[i][i]
	}
	return linear{x[0], x[1], x[2]}, true
}
