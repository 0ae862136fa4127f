package extract

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"bilgate/mapping/canon"
)

// TestAWSQPictureIsShownPixelForPixel draws a WSQ file of others and compares with what the reference decoder made of it.
func TestAWSQPictureIsShownPixelForPixel(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "samples", "wsq")
	stored, err := os.ReadFile(filepath.Join(dir, "jnbis-sample.wsq"))
	if err != nil {
		t.Skip("the samples are not beside the project: ", err)
	}
	reference, err := os.ReadFile(filepath.Join(dir, "jnbis-sample.png"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := png.Decode(bytes.NewReader(reference))
	if err != nil {
		t.Fatal(err)
	}
	s := store{}
	item := s.put(1, "WSQ20", want.Bounds().Dx(), want.Bounds().Dy(), stored)
	rec := record(t, "fingerprint_registration", map[string]any{"images": []any{item}})
	got := extracted(t, mustMake(t, Document{Records: []canon.Record{rec}, Image: s.open, At: noon}))
	if got.Bounds() != want.Bounds() {
		t.Fatalf("%v pixels, want %v", got.Bounds(), want.Bounds())
	}
	if at, differs := firstDifference(got, want); differs {
		t.Errorf("the pixels differ first at %v: %v, want %v", at, got.At(at.X, at.Y), want.At(at.X, at.Y))
	}
}

func firstDifference(a, b image.Image) (image.Point, bool) {
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			r1, _, _, _ := a.At(x, y).RGBA()
			r2, _, _, _ := b.At(x, y).RGBA()
			if r1 != r2 {
				return image.Pt(x, y), true
			}
		}
	}
	return image.Point{}, false
}
