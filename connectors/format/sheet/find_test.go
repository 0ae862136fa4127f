package sheet

import (
	"image"
	"math"
	"testing"
)

// FuzzFind looks for a card in any small picture at any scale: it answers with fields or a refusal, never both.
func FuzzFind(f *testing.F) {
	f.Add(tinyCard(), uint8(105), uint8(13))
	f.Add(tinyCard(), uint8(105), uint8(26))
	f.Add([]byte{1, 2, 3, 4}, uint8(2), uint8(130))
	f.Fuzz(func(t *testing.T, pix []byte, width, ppi uint8) {
		w := max(1, int(width))
		h := min(len(pix), 1<<14) / w
		at, refused := find(&plane{pix[:w*h], w, h, w}, float64(max(2, ppi)))
		if (at == nil) == (refused == nil) {
			t.Fatalf("fields %v, refusal %v", at, refused)
		}
		if at == nil {
			return
		}
		for _, p := range at.places {
			cut(&plane{pix[:w*h], w, h, w}, p.corners, 100)
		}
	})
}

// tinyCard is the form at half a pixel a millimetre, 105 × 148.
func tinyCard() []byte {
	img := image.NewGray(image.Rect(0, 0, 105, 148))
	for i := range img.Pix {
		img.Pix[i] = 240
	}
	for _, top := range []int{60, 88} {
		for x := range 88 {
			for _, y := range []int{-4, 0, 17} {
				img.Pix[img.PixOffset(8+x, top+y)] = 0
			}
		}
		for y := range 21 {
			for k := range 6 {
				img.Pix[img.PixOffset(8+35*k/2, top-4+y)] = 0
			}
		}
	}
	return img.Pix
}

func TestFitIgnoresWhatLiesOff(t *testing.T) {
	truth := linear{100, 4.9, 0.02}
	var all []observation
	for i := range 60 {
		x, y := float64(i%6)*35, float64(i/6)*3.5
		o := observation{x, y, truth.of(x, y), 1}
		if i%5 == 0 {
			o.value += 5 // a millimetre off, as a pen's line beside the frame
			o.weight = 3
		}
		all = append(all, o)
	}
	got := linear{100.8, 4.905, 0}.fitted(all, 5)
	for _, corner := range [][2]float64{{0, 0}, {175, 0}, {175, 35}} {
		if d := math.Abs(got.of(corner[0], corner[1]) - truth.of(corner[0], corner[1])); d > 0.1 {
			t.Errorf("at %v the fit is %.2f pixels off", corner, d)
		}
	}
}

func TestObservationsOnOneLineDetermineNothing(t *testing.T) {
	var m normal
	for x := range 5 {
		m.add(observation{float64(x), 0, float64(x), 1}, 1)
	}
	if _, ok := m.solve(); ok {
		t.Error("a plane through a line was found")
	}
}

func TestSkewIsMeasured(t *testing.T) {
	for _, degrees := range []float64{-4, -0.3, 0, 2.7} {
		p := newPlane(800, 1000)
		for i := range p.pix {
			p.pix[i] = 230
		}
		tan := math.Tan(degrees * math.Pi / 180)
		for _, at := range []float64{200, 300, 500} {
			for n := 100.0; n < 700; n++ {
				p.pix[int(at+n*tan)*p.stride+int(n)] = 20
				p.pix[int(n)*p.stride+int(at-n*tan)] = 20
			}
		}
		got := measureSkew(streaks(p, 4, false), streaks(p, 4, true)) * 180 / math.Pi
		if math.Abs(got-degrees) > 0.06 {
			t.Errorf("%.1f degrees are measured as %.2f", degrees, got)
		}
	}
}

func TestTurnsGoBack(t *testing.T) {
	p := newPlane(5, 3)
	for i := range p.pix {
		p.pix[i] = uint8(i)
	}
	for quarters := range 4 {
		turned := p.turn(quarters)
		for y := range turned.height {
			for x := range turned.width {
				from := unturn(point{float64(x) + 0.5, float64(y) + 0.5}, quarters, turned.width, turned.height)
				if got, want := turned.row(y)[x], p.row(int(from.y))[int(from.x)]; got != want {
					t.Fatalf("%d quarter turns: (%d, %d) is %d, want %d", quarters, x, y, got, want)
				}
			}
		}
	}
	if q := p.turn(1); q.row(0)[0] != p.row(2)[0] || q.row(0)[2] != p.row(0)[0] {
		t.Error("a quarter turn is not clockwise")
	}
}

func TestFoldsAndStrokesAreNotInk(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 689, 689))
	for i := range img.Pix {
		img.Pix[i] = 220
	}
	fill := func(r image.Rectangle, grey uint8) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				img.Pix[img.PixOffset(x, y)] = grey
			}
		}
	}
	if s := judge(img, 220); s != Empty {
		t.Errorf("paper is %s", s)
	}
	fill(image.Rect(300, 0, 320, 689), 120)
	fill(image.Rect(0, 400, 689, 412), 60)
	if s := judge(img, 220); s != Empty {
		t.Errorf("two folds are %s", s)
	}
	fill(image.Rect(100, 100, 300, 320), 70)
	if s := judge(img, 220); s != Unreadable {
		t.Errorf("a blot of a centimetre is %s", s)
	}
}

func TestEdgesAreNotStreaks(t *testing.T) {
	p := newPlane(60, 60)
	for y := range 60 {
		for x := range p.row(y) {
			p.row(y)[x] = 220
			if x >= 30 { // a shadow
				p.row(y)[x] = 120
			}
		}
		p.row(y)[15] = 150 // a line
	}
	v, h := streaks(p, 4, true), streaks(p, 4, false)
	for x, want := range map[int]uint8{15: streakCap, 29: 0, 30: 0, 31: 0, 50: 0} {
		if got := v.row(20)[x]; got != want {
			t.Errorf("column %d answers %d, want %d", x, got, want)
		}
	}
	if h.row(20)[15] != 0 {
		t.Error("an upright line answers as a level one")
	}
}
