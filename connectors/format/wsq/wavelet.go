package wsq

// stripWidth is how many columns are filtered together, so that memory is
// read in whole cache lines.
const stripWidth = 16

// synthesis undoes the wavelet transform in place.
type synthesis struct {
	plane   []float32
	stride  int
	filters *filters
	kernels map[kernelKey]*kernel
	buffer  []float32
}

type kernelKey struct {
	n        int
	inverted bool
}

// reconstruct turns the plane of coefficients into the plane of pixels,
// children before parents, columns before rows.
func reconstruct(plane []float32, stride int, splits []region, f *filters) {
	whole := splits[0]
	s := &synthesis{
		plane: plane, stride: stride, filters: f,
		kernels: map[kernelKey]*kernel{},
		buffer:  make([]float32, max(whole.w, whole.h*stripWidth)),
	}
	for i := len(splits) - 1; i >= 0; i-- {
		s.columns(splits[i])
		s.rows(splits[i])
	}
}

func (s *synthesis) kernel(n int, inverted bool) *kernel {
	key := kernelKey{n, inverted}
	if _, ok := s.kernels[key]; !ok {
		s.kernels[key] = s.filters.newKernel(n, inverted)
	}
	return s.kernels[key]
}

func (s *synthesis) columns(r region) {
	k := s.kernel(r.h, r.invertedY)
	for x := 0; x < r.w; x += stripWidth {
		s.strip(k, r.h, r.y*s.stride+r.x+x, min(stripWidth, r.w-x))
	}
}

// strip filters w columns of h samples whose top left one is plane[origin].
func (s *synthesis) strip(k *kernel, h, origin, w int) {
	for y := range h {
		copy(s.buffer[y*stripWidth:], s.plane[origin+y*s.stride:][:w])
	}
	for y := range h {
		var sum [stripWidth]float32
		from, shift := k.at(y)
		addRows(&sum, s.buffer[(k.lowBase+shift)*stripWidth:], from.low)
		addRows(&sum, s.buffer[(k.highBase+shift)*stripWidth:], from.high)
		copy(s.plane[origin+y*s.stride:][:w], sum[:w])
	}
}

// addRows adds the products of taps with the rows of a half strip.
func addRows(sum *[stripWidth]float32, half []float32, taps []tap) {
	for _, t := range taps {
		source := (*[stripWidth]float32)(half[t.source*stripWidth:])
		for i := range sum {
			sum[i] += float32(source[i] * t.gain)
		}
	}
}

func (s *synthesis) rows(r region) {
	k := s.kernel(r.w, r.invertedX)
	for y := range r.h {
		row := s.plane[(r.y+y)*s.stride+r.x:][:r.w]
		copy(s.buffer, row)
		for x := range row {
			from, shift := k.at(x)
			sum := add(0, s.buffer[k.lowBase+shift:], from.low)
			row[x] = add(sum, s.buffer[k.highBase+shift:], from.high)
		}
	}
}

// add adds the products of taps with the samples of a half line to sum.
func add(sum float32, half []float32, taps []tap) float32 {
	for _, t := range taps {
		sum += float32(half[t.source] * t.gain)
	}
	return sum
}
