package raster

import (
	"errors"
	"image"
	"runtime"
	"testing"
)

func TestDecode(t *testing.T) {
	want := drawn(60, 40)
	got, err := Decode(asPNG(t, want), 0)
	if err != nil || string(got.(*image.Gray).Pix) != string(want.Pix) {
		t.Errorf("%v", err)
	}
	picture, err := Decode(asJPEG(t, want), 60*40)
	if err != nil || picture.Bounds() != want.Bounds() {
		t.Errorf("%v", err)
	}
}

// TestRefusedBeforeMemory: what is beyond cap and trust is refused by its header alone.
func TestRefusedBeforeMemory(t *testing.T) {
	progressive := soi + frame(2, 8, 4000, 4000, 3) + segment(markerSOS, "") + eoi
	for _, c := range []struct {
		name, data string
		most       int
		rule       string
		grade      Grade
	}{
		{"cap", string(asPNG(t, drawn(60, 40))), 60*40 - 1, RulePixels, GradeTable},
		{"claim of 30,000 squared", claimed(30000, 30000, 8, 0), 0, RulePixels, GradeTable},
		{"claim below the cap of 16-bit colour", claimed(4000, 4000, 16, 6), 0, RuleDensity, GradeTable},
		{"progressive claim below the cap", progressive, 0, RuleDensity, GradeTable},
		{"lossless JPEG", soi + frame(3, 8, 6, 4, 1) + segment(markerSOS, "") + eoi, 0, RuleProcess, GradeTable},
		{"JPEG of 12 bits", soi + frame(1, 12, 6, 4, 1) + segment(markerSOS, "") + eoi, 0, RuleProcess, GradeTable},
		{"no data behind the header", claimed(6, 4, 8, 0), 0, RuleDecode, GradeConsistency},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Decode([]byte(c.data), c.most)
		runtime.ReadMemStats(&after)
		var f *Finding
		if !errors.As(err, &f) || f.Rule != c.rule || f.Grade != c.grade {
			t.Errorf("%s: %v, want %s", c.name, err, c.rule)
		}
		if taken := after.TotalAlloc - before.TotalAlloc; taken > 64*uint64(len(c.data))+16<<20 {
			t.Errorf("%s: took %d bytes for %d of input", c.name, taken, len(c.data))
		}
	}
}
