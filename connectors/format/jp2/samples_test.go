package jp2

import (
	"math"
	"os"
	"path/filepath"
	"testing"
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

func TestSamples(t *testing.T) {
	dir := samplesDir(t)
	for _, c := range []struct {
		name              string
		width, height     int
		components, depth int
		reversible        bool
	}{
		{"jpeg2000/libbiomeval-img.jp2", 908, 1007, 1, 8, true},
		{"mosip/iso/info_left_index_auth.jp2", 280, 448, 1, 8, false},
	} {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(c.name)))
		if err != nil {
			t.Log("not among the samples: ", c.name)
			continue
		}
		m, err := Parse(data)
		if err != nil {
			t.Fatal(c.name, err)
		}
		s := m.Codestream
		if m.Width() != c.width || m.Height() != c.height || len(s.Components) != c.components || s.Components[0].Depth != c.depth || s.Style.Reversible != c.reversible {
			t.Errorf("%s: %+v", c.name, s)
		}
		for _, f := range m.Findings {
			if f.Grade != GradeTable {
				t.Errorf("%s: %s", c.name, &f)
			}
		}
		if ppi := m.PixelsPerInch(); math.IsNaN(ppi) || ppi < 0 {
			t.Errorf("%s: %f ppi", c.name, ppi)
		}
	}
}
