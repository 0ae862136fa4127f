package raster

import (
	"errors"
	"runtime"
	"testing"
)

// FuzzDecode looks for input that panics, that is answered with neither a picture nor a finding, whose picture has
// another size than its header, or that takes more memory than its bytes are trusted with.
func FuzzDecode(f *testing.F) {
	f.Add(asPNG(f, drawn(9, 7)))
	f.Add(asJPEG(f, drawn(9, 7)))
	f.Add([]byte(claimed(4000, 4000, 16, 6)))
	f.Add([]byte(soi + frame(2, 8, 400, 400, 3) + segment(markerSOS, "") + eoi))
	f.Fuzz(func(t *testing.T, data []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		h, headerErr := ReadHeader(data)
		picture, err := Decode(data, 1<<20)
		runtime.ReadMemStats(&after)
		if taken := after.TotalAlloc - before.TotalAlloc; taken > 64*uint64(len(data))+32<<20 {
			t.Fatalf("took %d bytes for %d of input", taken, len(data))
		}
		var bad *Finding
		if (picture == nil) != errors.As(err, &bad) {
			t.Fatalf("picture %t, error %v", picture != nil, err)
		}
		if picture != nil && (headerErr != nil || picture.Bounds().Dx() != h.Width || picture.Bounds().Dy() != h.Height) {
			t.Fatalf("picture %v, header %d x %d, %v", picture.Bounds(), h.Width, h.Height, headerErr)
		}
		for _, found := range h.Findings {
			if found.Offset < 0 || found.Offset > len(data) {
				t.Fatalf("a finding outside the input: %+v", found)
			}
		}
	})
}

func BenchmarkReadHeader(b *testing.B) {
	data := asPNG(b, drawn(600, 400))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadHeader(data); err != nil {
			b.Fatal(err)
		}
	}
}
