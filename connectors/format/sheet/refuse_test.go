package sheet_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"bilgate/connectors/format/sheet"
	"bilgate/fixtures"
)

const testPPI = 300 // the lowest that is read, and the quickest to draw

// neat is a sheet with little wear.
var neat = fixtures.Wear{Skew: 1.5, Line: 0.3, Ink: 0.8, Light: 0.1, Grain: 3, Specks: 30}

// theNeat is a neat sheet for tests that leave it as it is.
var theNeat = sync.OnceValue(func() *fixtures.Sheet { return fixtures.DrawSheet(7, testPPI, neat) })

// drawNeat draws a neat sheet with something changed.
func drawNeat(change func(*fixtures.Wear)) *fixtures.Sheet {
	w := neat
	change(&w)
	return fixtures.DrawSheet(7, testPPI, w)
}

// white is paper with nothing on it but grain.
func white(width, height int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, width, height))
	rng := rand.New(rand.NewPCG(1, 1))
	for i := range img.Pix {
		img.Pix[i] = uint8(232 + rng.IntN(12))
	}
	return img
}

// line draws a dark line on a picture, in mm at testPPI.
func line(img *image.Gray, x1, y1, x2, y2 float64) {
	px := func(mm float64) int { return int(mm * testPPI / 25.4) }
	for y := px(y1) - 1; y <= px(y2)+1; y++ {
		for x := px(x1) - 1; x <= px(x2)+1; x++ {
			img.SetGray(x, y, color.Gray{Y: 30})
		}
	}
}

// otherForm has two tables of five fields of 40 × 38 mm, as other countries' cards do.
func otherForm() *image.Gray {
	img := white(2480, 3508)
	for _, top := range []float64{100, 138} {
		for k := range 6 {
			line(img, 5+40*float64(k), top, 5+40*float64(k), top+38)
		}
		line(img, 5, top, 205, top)
		line(img, 5, top+38, 205, top+38)
	}
	return img
}

// photograph is soft light and dark without a line.
func photograph() []byte {
	rng := rand.New(rand.NewPCG(2, 2))
	img := image.NewYCbCr(image.Rect(0, 0, 2480, 3508), image.YCbCrSubsampleRatio420)
	for i := range img.Y {
		x, y := float64(i%img.YStride)/400, float64(i/img.YStride)/500
		img.Y[i] = uint8(110 + 40*math.Sin(x*y) + 30*math.Cos(x-2*y) + 40*rng.Float64())
	}
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = uint8(rng.IntN(256)), 120
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// part cuts a scan, in pixels at testPPI.
func part(s *fixtures.Sheet, r image.Rectangle) []byte {
	img := image.NewGray(image.Rect(0, 0, r.Dx(), r.Dy()))
	for y := range r.Dy() {
		copy(img.Pix[y*img.Stride:][:r.Dx()], s.Image.Pix[s.Image.PixOffset(r.Min.X, r.Min.Y+y):])
	}
	return fixtures.PNGWithScale(img, testPPI)
}

func TestRefused(t *testing.T) {
	s := theNeat()
	whole, b := s.PNG(), s.Image.Rect
	withScale := index()
	withScale.PixelsPerInch = testPPI
	for name, c := range map[string]struct {
		scan []byte
		rule string
		says string
	}{
		"nothing":              {nil, sheet.RuleFormat, "neither PNG nor JPEG"},
		"another format":       {[]byte("%PDF-1.7"), sheet.RuleFormat, "neither PNG nor JPEG"},
		"a blank page":         {fixtures.PNGWithScale(white(2480, 3508), testPPI), sheet.RuleBlank, "no printed line"},
		"another form":         {fixtures.PNGWithScale(otherForm(), testPPI), sheet.RuleTables, "3 long horizontal lines, 0 pairs"},
		"a photograph":         {photograph(), sheet.RuleBlank, "no printed line"},
		"the lower part":       {part(s, image.Rect(0, b.Dy()*51/100, b.Dx(), b.Dy()*51/100+b.Dy()*48/100)), sheet.RulePaper, "A4"},
		"one table":            {part(s, image.Rect(0, 0, b.Dx(), b.Dy()*62/100)), sheet.RuleTables, "saw 1 with fields [5]"},
		"four columns":         {part(s, image.Rect(0, 0, b.Dx()*83/100, b.Dy())), sheet.RuleCut, "saw 2 with fields [4 4]"},
		"a cut last line":      {part(s, image.Rect(0, 0, b.Dx()*90/100, b.Dy())), sheet.RuleCut, "beyond the scan"},
		"20 pixels an inch":    {fixtures.PNGWithScale(white(165, 234), 20), sheet.RuleResolution, "20 pixels an inch"},
		"a size that lies":     {fixtures.PNGWithScale(white(165, 234), 500), sheet.RulePaper, "8 × 12 mm"},
		"a bomb":               {bomb(t, whole, 60000, 60000), sheet.RulePixels, "MiB"},
		"more than its bytes":  {bomb(t, whole[:5000], 12000, 9000), sheet.RulePixels, "does not tell the truth"},
		"cut in the pixels":    {whole[:len(whole)/2], sheet.RuleImage, "cut or damaged"},
		"cut in the header":    {whole[:20], sheet.RuleHeader, "ends or breaks"},
		"a JPEG cut in pixels": {s.JPEG()[:100000], sheet.RuleImage, "cut or damaged"},
		"a JPEG of two bytes":  {[]byte("\xff\xd8\xff\xe0\x00"), sheet.RuleHeader, "frame header"},
	} {
		x := index()
		if name == "a photograph" {
			x = withScale
		}
		if f := refusal(t, c.scan, x); f.Rule != c.rule || f.Grade != sheet.GradeStructure || !strings.Contains(f.Message, c.says) {
			t.Errorf("%s: %v", name, f)
		}
	}
}

// bomb changes the size that a PNG states.
func bomb(t *testing.T, scan []byte, width, height uint32) []byte {
	t.Helper()
	return fixtures.WithPNGSize(scan, width, height)
}

func TestResolutionIsSettled(t *testing.T) {
	s := theNeat()
	silent := fixtures.PNGWithScale(s.Image, 0)
	if f := refusal(t, silent, index()); f.Rule != sheet.RuleResolution || !strings.Contains(f.Message, "give ppi") {
		t.Errorf("no resolution anywhere: %v", f)
	}
	x := index()
	x.PixelsPerInch = 600
	if f := refusal(t, s.PNG(), x); f.Rule != sheet.RuleResolution || !strings.Contains(f.Message, "states 300") {
		t.Errorf("two resolutions: %v", f)
	}
	x.PixelsPerInch = testPPI
	card, err := sheet.Read(silent, x, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "the index file's resolution", card, s)
	if !slices.ContainsFunc(card.Findings, func(f sheet.Finding) bool { return f.Rule == sheet.RuleInterpolated }) {
		t.Error("300 pixels an inch are not said to be few")
	}
}

func TestMemoryIsBoundedByTheCap(t *testing.T) {
	s := theNeat()
	_, err := sheet.Read(s.PNG(), index(), sheet.Options{MaxBytes: 8 << 20})
	if f, ok := err.(*sheet.Finding); !ok || f.Rule != sheet.RulePixels || !strings.Contains(f.Message, "8 MiB") {
		t.Errorf("8.7 million pixels under a cap of 8 MiB: %v", err)
	}
}
