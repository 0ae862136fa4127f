package wsq

import (
	"errors"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"bilgate/connectors/format/itl"
)

// samplesDir finds the reference files that may lie beside the repository.
func samplesDir(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			samples := filepath.Join(dir, "..", "shared", "samples")
			if _, err := os.Stat(samples); err == nil {
				return samples
			}
		}
	}
	t.Skip("no reference files beside the repository")
	return ""
}

// readSample reads a reference file and skips the test when it is absent.
func readSample(t testing.TB, path ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(append([]string{samplesDir(t)}, path...)...))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("the reference file %s is absent", filepath.Join(path...))
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// cardPrints is the fingerprints of the reference ten-print card.
func cardPrints(t testing.TB) []itl.Fingerprint {
	t.Helper()
	card, err := itl.Parse(readSample(t, "ansi-nist", "reference-2007", "type-4-tpcard.an2"))
	if err != nil {
		t.Fatal(err)
	}
	return card.Fingerprints()
}

// wantPixels compares a picture with a PNG, pixel by pixel, and skips when
// that PNG is absent.
func wantPixels(t *testing.T, got *image.Gray, path ...string) {
	t.Helper()
	file, err := os.Open(filepath.Join(append([]string{samplesDir(t)}, path...)...))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("the decoded pixels %s are absent", filepath.Join(path...))
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	want, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	if got.Bounds() != want.Bounds() {
		t.Fatalf("bounds %v, want %v", got.Bounds(), want.Bounds())
	}
	different := 0
	for y := range want.Bounds().Dy() {
		for x := range want.Bounds().Dx() {
			if r, _, _, _ := want.At(x, y).RGBA(); uint8(r>>8) != got.GrayAt(x, y).Y {
				different++
			}
		}
	}
	if different > 0 {
		t.Errorf("%d pixels differ from the reference decoder", different)
	}
}

func TestPixelsOfSample(t *testing.T) {
	picture, err := Decode(readSample(t, "wsq", "jnbis-sample.wsq"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	wantPixels(t, picture, "wsq", "jnbis-sample.png")
}

func TestPixelsOfTenPrintCard(t *testing.T) {
	prints := cardPrints(t)
	if len(prints) != 14 {
		t.Fatalf("%d prints, want 14", len(prints))
	}
	for _, p := range prints {
		t.Run(fmt.Sprintf("finger %d", p.Position), func(t *testing.T) {
			header, err := DecodeHeader(p.Data)
			if err != nil {
				t.Fatal(err)
			}
			if header.Width != p.Width || header.Height != p.Height {
				t.Errorf("header %d x %d, record %d x %d", header.Width, header.Height, p.Width, p.Height)
			}
			picture, err := Decode(p.Data, Options{})
			if err != nil {
				t.Fatal(err)
			}
			wantPixels(t, picture, "wsq", "jnbis-tpcard-decoded-png", fmt.Sprintf("fp-%d.png", p.Position))
		})
	}
}

func TestHeaderOfSample(t *testing.T) {
	h, err := DecodeHeader(readSample(t, "wsq", "jnbis-sample.wsq"))
	if err != nil {
		t.Fatal(err)
	}
	if h.Width != 545 || h.Height != 622 || h.Black != 0 || h.White != 255 {
		t.Errorf("header %+v", h)
	}
	if len(h.Comments) != 2 || h.Comments[1] != "Cognaxon" {
		t.Errorf("comments %q", h.Comments)
	}
}
