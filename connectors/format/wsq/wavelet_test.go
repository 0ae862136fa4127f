package wsq

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// analyse splits a line the way an encoder does: it correlates the
// symmetrically extended line with the analysis filters, of which the right
// halves are given. Whole-sample filters are centred on even (low) and odd
// (high) samples, half-sample ones between the two of a pair. It is written
// from the definition, not from the decoder.
func analyse(line []float32, low, high []float64, whole bool) (l, h []float64) {
	at := func(i int) float64 { return float64(line[mirror(i, len(line), whole)]) }
	for k := 0; k < len(line); k += 2 {
		if whole {
			l = append(l, centred(low, at, k))
		} else {
			l = append(l, between(low, at, k, 1))
		}
	}
	for k := 0; k+1 < len(line); k += 2 {
		if whole {
			h = append(h, centred(high, at, k+1))
		} else {
			h = append(h, -between(high, at, k, -1))
		}
	}
	return l, h
}

func centred(half []float64, at func(int) float64, k int) float64 {
	sum := half[0] * at(k)
	for i, c := range half[1:] {
		sum += c * (at(k+1+i) + at(k-1-i))
	}
	return sum
}

func between(half []float64, at func(int) float64, k int, left float64) float64 {
	sum := 0.0
	for i, c := range half {
		sum += c * (at(k+1+i) + left*at(k-i))
	}
	return sum
}

// mirror folds an index into a line of n samples, the end sample once (whole)
// or twice.
func mirror(i, n int, whole bool) int {
	for i < 0 || i >= n {
		switch {
		case i < 0 && whole:
			i = -i
		case i < 0:
			i = -1 - i
		case whole:
			i = 2*(n-1) - i
		default:
			i = 2*n - 1 - i
		}
	}
	return i
}

func filtersOf(t *testing.T, p part) *filters {
	t.Helper()
	f, err := readFilters(segment{marker: markerDTT, content: p[4:]})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// What an encoder has split, the kernel joins again.
func TestKernelReconstructsLines(t *testing.T) {
	for name, pair := range map[string]struct {
		low, high []float64
		whole     bool
	}{
		"9/7": {low97, high97, true}, "4/4": {low44, high44, false},
	} {
		f := filtersOf(t, transform(pair.low, pair.high, pair.whole))
		for _, n := range []int{12, 13, 14, 15, 24, 25, 64, 101, 500} {
			for _, inverted := range []bool{false, true} {
				t.Run(fmt.Sprint(name, " ", n, " ", inverted), func(t *testing.T) {
					line := randomLine(n)
					low, high := analyse(line, pair.low, pair.high, pair.whole)
					halves := append(append([]float64{}, low...), high...)
					if inverted {
						halves = append(append([]float64{}, high...), low...)
					}
					wantLine(t, f.newKernel(n, inverted), halves, line)
				})
			}
		}
	}
}

// tapsOf is the taps of sample i, with their places in the line.
func tapsOf(k *kernel, i int) []tap {
	s, shift := k.at(i)
	var all []tap
	for _, t := range s.low {
		all = append(all, tap{t.source + shift + k.lowBase, t.gain})
	}
	for _, t := range s.high {
		all = append(all, tap{t.source + shift + k.highBase, t.gain})
	}
	return all
}

func randomLine(n int) []float32 {
	random := rand.New(rand.NewPCG(1, uint64(n)))
	line := make([]float32, n)
	for i := range line {
		line[i] = 256*random.Float32() - 128
	}
	return line
}

func wantLine(t *testing.T, k *kernel, halves []float64, want []float32) {
	t.Helper()
	for i := range want {
		sum := 0.0
		for _, t := range tapsOf(k, i) {
			sum += halves[t.source] * float64(t.gain)
		}
		if math.Abs(sum-float64(want[i])) > 0.001 {
			t.Fatalf("sample %d is %v, want %v", i, sum, want[i])
		}
	}
}

// Lines shorter than the filters stay inside their samples.
func TestKernelOfShortLines(t *testing.T) {
	for _, p := range []part{transform97(), transform(low44, high44, false), transform(make([]float64, 16), make([]float64, 16), false)} {
		f := filtersOf(t, p)
		for n := 2; n < 12; n++ {
			k := f.newKernel(n, false)
			for i := range n {
				for _, tap := range tapsOf(k, i) {
					if tap.source < 0 || tap.source >= n {
						t.Fatalf("a line of %d samples reads sample %d", n, tap.source)
					}
				}
			}
		}
	}
}

func TestTreeCoversTheImage(t *testing.T) {
	for _, size := range [][2]int{{96, 96}, {545, 622}, {833, 769}, {500, 501}} {
		tree := newTree(size[0], size[1])
		if len(tree.bands) != codedBands || len(tree.splits) != 20 {
			t.Fatalf("%d bands of %d splits", len(tree.bands), len(tree.splits))
		}
		covered := make([]int, size[0]*size[1])
		for _, b := range append(tree.bands, newTree(size[0], size[1]).splits[0].quarters()[3]) {
			for y := range b.h {
				for x := range b.w {
					covered[(b.y+y)*size[0]+b.x+x]++
				}
			}
		}
		for i, n := range covered {
			if n != 1 {
				t.Fatalf("%v: place %d lies in %d subbands", size, i, n)
			}
		}
	}
}
