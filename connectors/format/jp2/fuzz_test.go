package jp2

import (
	"errors"
	"runtime"
	"strings"
	"testing"
)

// FuzzParse looks for input that panics, that is refused without a finding, or whose parts lie outside it.
func FuzzParse(f *testing.F) {
	f.Add([]byte(good()))
	f.Add([]byte(stream(130, 65, 8, 8, 8)))
	f.Add([]byte(file(ihdr(60, 40, 1, 8)+grey(), longBox("jp2c", stream(60, 40, 8)))))
	f.Add([]byte(file(ihdr(60, 40, 1, 8)+box("pclr", u16(2)+"\x01\x07\x00\xff")+box("cdef", u16(1)+u16(0)+u16(0)+u16(1)), u32(0)+"jp2c"+stream(60, 40, 8))))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Parse(data)
		var bad *Finding
		if err != nil && (!errors.As(err, &bad) || bad.Grade != GradeStructure) {
			t.Fatalf("refused without a finding: %v", err)
		}
		for _, b := range m.Boxes {
			if b.Offset < 0 || b.Length < b.Header || b.End() > len(data) {
				t.Fatalf("a box outside the input: %+v", b)
			}
		}
		for _, found := range m.Findings {
			if found.Offset < 0 || found.Offset > len(data) {
				t.Fatalf("a finding outside the input: %+v", found)
			}
		}
		if err == nil && (m.Codestream == nil || m.Width() <= 0 || m.Height() <= 0) {
			t.Fatal("accepted without a size")
		}
	})
}

// TestHostileInputTakesLittleMemory measures what is allocated for the smallest boxes, segments and tile-parts.
func TestHostileInputTakesLittleMemory(t *testing.T) {
	const size = 1 << 20
	head := soc + siz(60, 40, 8)
	for name, data := range map[string]string{
		"boxes":      signature + strings.Repeat(box("free", ""), size/8),
		"header":     file(ihdr(60, 40, 1, 8)+strings.Repeat(box("cdef", u16(1)+u16(0)+u16(0)+u16(1)), size/16), box("jp2c", stream(60, 40, 8))),
		"colours":    file(ihdr(60, 40, 1, 8)+strings.Repeat(box("colr", "\x01"), size/9), box("jp2c", stream(60, 40, 8))),
		"segments":   head + cod() + strings.Repeat(marker(0xFF64, ""), size/4) + tilePart(0, "") + eoc,
		"tile-parts": head + cod() + strings.Repeat(tilePart(9, ""), size/14) + eoc,
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		Parse([]byte(data))
		runtime.ReadMemStats(&after)
		if taken := after.TotalAlloc - before.TotalAlloc; taken > 64*uint64(len(data))+16<<20 {
			t.Errorf("%s: %d bytes for %d of input", name, taken, len(data))
		}
	}
}

func BenchmarkParse(b *testing.B) {
	data := []byte(good())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(data); err != nil {
			b.Fatal(err)
		}
	}
}
