package wsq

// tap is one product of a filter: the sample of a half line that it reads and
// what that weighs.
type tap struct {
	source int
	gain   float32
}

// sample is the products that add up to one sample of a line, in the order in
// which they are added: those of the low half, then those of the high half.
type sample struct {
	low, high []tap
}

// kernel joins the two halves of a line of n samples. Away from the ends the
// samples repeat in pairs, so the kernel is that of a line shorter by 2 × fold
// samples, whose pair at mid stands for all that were left out.
type kernel struct {
	samples           []sample
	mid, fold         int
	lowBase, highBase int // where the halves begin in the line
}

// newKernel builds the kernel for a line of n ≥ 2 samples. The high half
// comes first in an inverted line.
func (f *filters) newKernel(n int, inverted bool) *kernel {
	k := &kernel{mid: (max(len(f.low), len(f.high)) + 3) &^ 1}
	k.fold = max(0, n/2-k.mid)
	if inverted {
		k.lowBase = n / 2
	} else {
		k.highBase = (n + 1) / 2
	}
	k.samples = f.samples(n - 2*k.fold)
	return k
}

// samples lists the taps for every sample of a line of n.
func (f *filters) samples(n int) []sample {
	low, high := f.lowWalk((n+1)/2, n%2 == 1), f.highWalk(n/2, n%2 == 1)
	all := make([]sample, n)
	for i := range all {
		m := i + f.lead()
		if i > 0 && m%2 == 0 {
			low.shift()
			high.shift()
		}
		phase := 1 - m%2
		all[i] = sample{low: low.visit(f.low, phase), high: high.visit(f.high, phase)}
	}
	return all
}

// lead is 1 when the first sample of a line is the second of a pair.
func (f *filters) lead() int { return (len(f.low)/2 + 1) % 2 }

// at is the taps of sample i, and what to add to their sources.
func (k *kernel) at(i int) (s *sample, shift int) {
	shift = min(max((i-k.mid)>>1, 0), k.fold)
	return &k.samples[i-2*shift], shift
}
