package sheet_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bilgate/connectors/format/itl"
	"bilgate/connectors/format/sheet"
	"bilgate/fixtures"
)

// turned is a sheet that was laid on the glass in another direction, its truth with it.
func turned(s *fixtures.Sheet, quarters int) *fixtures.Sheet {
	for range quarters {
		b := s.Image.Rect
		next := &fixtures.Sheet{Image: image.NewGray(image.Rect(0, 0, b.Dy(), b.Dx())), PixelsPerInch: s.PixelsPerInch}
		for y := range b.Dy() {
			for x := range b.Dx() {
				next.Image.Pix[x*next.Image.Stride+b.Dy()-1-y] = s.Image.Pix[y*s.Image.Stride+x]
			}
		}
		for _, f := range s.Fields {
			for i, c := range f.Corners {
				f.Corners[i] = [2]float64{float64(b.Dy()) - c[1], c[0]}
			}
			next.Fields = append(next.Fields, f)
		}
		s = next
	}
	return s
}

func TestEveryDirection(t *testing.T) {
	upright := drawNeat(func(w *fixtures.Wear) { w.Empty = []int{4, 9}; w.ShiftX = 8 })
	var first []byte
	for quarters, name := range []string{"upright", "a quarter turn", "upside-down", "three quarter turns"} {
		s := turned(upright, quarters)
		card, err := sheet.Read(s.PNG(), index(), sheet.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		compare(t, name, card, s)
		if want := (4 - quarters) % 4 * 90; card.Scan.Seen.Turn != want {
			t.Errorf("%s: turned by %d degrees, want %d", name, card.Scan.Seen.Turn, want)
		}
		if first == nil {
			first = card.Fields[0].Image
		}
		if d := difference(t, first, card.Fields[0].Image); d > 3 {
			t.Errorf("%s: the right thumb differs from the upright one's by %.1f grey levels", name, d)
		}
	}
}

// difference is the mean difference of two pictures in grey levels, over what both have.
func difference(t *testing.T, a, b []byte) float64 {
	t.Helper()
	one, err1 := png.Decode(bytes.NewReader(a))
	two, err2 := png.Decode(bytes.NewReader(b))
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	sum, n := 0.0, 0
	both := one.Bounds().Intersect(two.Bounds())
	for y := range both.Dy() {
		for x := range both.Dx() {
			d := int(one.(*image.Gray).GrayAt(x, y).Y) - int(two.(*image.Gray).GrayAt(x, y).Y)
			sum += float64(max(d, -d))
			n++
		}
	}
	return sum / float64(max(1, n))
}

func TestEveryResolution(t *testing.T) {
	resolutions := []int{testPPI}
	if os.Getenv(sheetsVariable) != "" {
		resolutions = append(resolutions, 400, 600, 1000)
	}
	for _, ppi := range resolutions {
		s := theNeat()
		if ppi != testPPI {
			s = fixtures.DrawSheet(7, ppi, neat)
		}
		card, err := sheet.Read(s.PNG(), index(), sheet.Options{})
		if err != nil {
			t.Errorf("%d: %v", ppi, err)
			continue
		}
		compare(t, "neat", card, s)
		info, _ := itl.Sniff(card.Fields[0].Image)
		if info.Width < 686 || info.Width > 692 || info.Height < 686 || info.Height > 692 {
			t.Errorf("%d: the right thumb is %d × %d pixels, 35 mm are 689", ppi, info.Width, info.Height)
		}
	}
}

func TestColourIsRead(t *testing.T) {
	s := theNeat()
	b := s.Image.Rect
	rgba, paletted := image.NewRGBA(b), image.NewPaletted(b, nil)
	for grey := range 256 {
		paletted.Palette = append(paletted.Palette, color.Gray{Y: uint8(grey)})
	}
	copy(paletted.Pix, s.Image.Pix)
	for i, grey := range s.Image.Pix {
		copy(rgba.Pix[4*i:], []uint8{grey, grey, grey, 255})
	}
	for name, img := range map[string]image.Image{"colour": rgba, "a palette": paletted} {
		card, err := sheet.Read(fixtures.PNGWithScale(img, testPPI), index(), sheet.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		compare(t, name, card, s)
	}
}

func TestSheetWithoutControlPrints(t *testing.T) {
	s := fixtures.DrawSheet(7, testPPI, neat)
	for y := s.Image.Rect.Dy() * 72 / 100; y < s.Image.Rect.Dy(); y++ {
		row := s.Image.Pix[y*s.Image.Stride:][:s.Image.Stride]
		for x := range row {
			row[x] = 235
		}
	}
	card, err := sheet.Read(s.PNG(), index(), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(card.Fields) != 10 || !slices.ContainsFunc(card.Findings, func(f sheet.Finding) bool { return f.Rule == sheet.RuleControl }) {
		t.Errorf("%d fields, findings %v", len(card.Fields), card.Findings)
	}
}

func TestTransaction(t *testing.T) {
	s := drawNeat(func(w *fixtures.Wear) { w.Empty, w.Smeared = []int{3, 7, 15}, []int{2} })
	x := index()
	x.Missing = []sheet.Missing{{Position: 3, Code: "XX"}}
	card, err := sheet.Read(s.PNG(), x, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var rules []string
	for _, f := range card.Findings {
		rules = append(rules, f.Rule)
	}
	if want := []string{"interpolated", "unreadable", "empty", "empty"}; !slices.Equal(rules, want) {
		t.Errorf("findings %v, want %v", card.Findings, want)
	}
	file, err := card.Transaction()
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := itl.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range parsed.Check() {
		t.Errorf("%+v", f)
	}
	if got := parsed.Records[1].Text(13); got != "18850300" {
		t.Errorf("birth date is written %q", got)
	}
	checkPrints(t, parsed, s)
}

// checkPrints: position 3 is missing with its reason, 7 and the thumbs are not there at all.
func checkPrints(t *testing.T, card *itl.Transaction, s *fixtures.Sheet) {
	t.Helper()
	var got []string
	for _, p := range card.Fingerprints() {
		word := "image"
		if p.Data == nil {
			word = "none"
		}
		for _, m := range p.Missing {
			word += " " + m.Code
		}
		got = append(got, strings.Join([]string{text(p.Position), text(p.Impression), text(p.PixelsPerInch), string(p.Compression), word}, " "))
		scanned := card.Records[p.Record].Text(16)
		if p.Data != nil && scanned != text(s.PixelsPerInch) {
			t.Errorf("position %d was scanned at %s", p.Position, scanned)
		}
	}
	want := []string{
		"1 3 500 PNG image", "2 3 500 PNG image", "3 3 0  none XX", "4 3 500 PNG image", "5 3 500 PNG image",
		"6 3 500 PNG image", "8 3 500 PNG image", "9 3 500 PNG image", "10 3 500 PNG image",
		"14 2 500 PNG image", "13 2 500 PNG image XX",
	}
	if !slices.Equal(got, want) {
		t.Errorf("prints %q, want %q", got, want)
	}
}

func text(n int) string { return strconv.Itoa(n) }

func TestContradictionIsRefused(t *testing.T) {
	x := index()
	x.Missing = []sheet.Missing{{Position: 2, Code: "UP"}}
	f := refusal(t, theNeat().PNG(), x)
	if f.Grade != sheet.GradeConsistency || f.Rule != sheet.RuleContradiction || f.Position != 2 {
		t.Errorf("%v", f)
	}
}
