package wsq

// region is a rectangle of the plane of coefficients. Its two halves in a
// direction are low and high frequencies, or high and low where a filter has
// turned the spectrum round (inverted).
type region struct {
	x, y, w, h           int
	invertedX, invertedY bool
}

// quarters splits a region as the transform does: top left, top right, bottom
// left, bottom right. The low half gets the odd sample. Right halves are
// inverted in x, bottom halves in y.
func (r region) quarters() [4]region {
	left, top := firstHalf(r.w, r.invertedX), firstHalf(r.h, r.invertedY)
	right, bottom := r.w-left, r.h-top
	return [4]region{
		{x: r.x, y: r.y, w: left, h: top},
		{x: r.x + left, y: r.y, w: right, h: top, invertedX: true},
		{x: r.x, y: r.y + top, w: left, h: bottom, invertedY: true},
		{x: r.x + left, y: r.y + top, w: right, h: bottom, invertedX: true, invertedY: true},
	}
}

func firstHalf(n int, inverted bool) int {
	if inverted {
		return n / 2
	}
	return (n + 1) / 2
}

// codedBands is how many subbands are transmitted; the bottom right quarter
// of the image, bands 60 to 63, is not.
const codedBands = 60

// tree is the decomposition of an image (figure 8 of the specification).
type tree struct {
	splits []region // every region that was split, parents before children
	bands  []region // the coded subbands in the order of the data
}

// newTree decomposes an image of w × h pixels: five levels towards the low
// frequencies, fewer towards the high ones.
func newTree(w, h int) *tree {
	t := &tree{}
	image := t.split(region{w: w, h: h})
	half := t.split(image[0])
	quarter := t.sixteen(half[0])
	lowest := t.split(quarter[0])
	t.add(lowest[:]...)
	t.add(quarter[1:]...)
	t.add(t.sixteen(half[1])...)
	t.add(t.sixteen(half[2])...)
	t.add(half[3])
	for _, side := range image[1:3] {
		bands := t.split(side)
		t.add(bands[:]...)
	}
	return t
}

func (t *tree) add(bands ...region) { t.bands = append(t.bands, bands...) }

func (t *tree) split(r region) [4]region {
	t.splits = append(t.splits, r)
	return r.quarters()
}

// sixteen splits a region twice.
func (t *tree) sixteen(r region) []region {
	var all []region
	for _, q := range t.split(r) {
		quarters := t.split(q)
		all = append(all, quarters[:]...)
	}
	return all
}

// splittable is true when every split has two samples or more in both
// directions.
func (t *tree) splittable() bool {
	for _, r := range t.splits {
		if r.w < 2 || r.h < 2 {
			return false
		}
	}
	return true
}
