package iso19794

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func u16(n int) string { return string(binary.BigEndian.AppendUint16(nil, uint16(n))) }
func u32(n int) string { return string(binary.BigEndian.AppendUint32(nil, uint32(n))) }

// block is a finger of the edition of 2005.
func block(position, width, height int, data string) string {
	return u32(14+len(data)) + string([]byte{byte(position), 1, 1, 80, 0}) + u16(width) + u16(height) + "\x00" + data
}

// file2005 is a record at 500 ppi, 8 bits.
func file2005(compression, count int, blocks string) string {
	return "FIR\x00010\x00" + "\x00\x00" + u32(32+len(blocks)) + u16(7) + u16(31) + string([]byte{byte(count), 1}) +
		u16(500) + u16(500) + u16(500) + u16(500) + string([]byte{8, byte(compression), 0, 0}) + blocks
}

// representationOf is an image of the edition of 2011 at 197 pixels/cm with one quality, certification if asked for,
// and further blocks behind the image.
func representationOf(certified bool, position int, data, further string) string {
	text := strings.Repeat("\x00", 14) + "\x01\x50\x00\x0f\x00\x0f"
	if certified {
		text += "\x02abcdef"
	}
	text += string([]byte{byte(position), 1, 2}) + u16(197) + u16(197) + u16(197) + u16(197) + "\x08\x00\x00" + u16(2) + u16(len(data)/2) +
		u32(len(data)) + data + further
	return u32(4+len(text)) + text
}

func file2011(certified byte, count int, representations string) string {
	return "FIR\x00020\x00" + u32(16+len(representations)) + u16(count) + string([]byte{certified, 1}) + representations
}

func TestEditions(t *testing.T) {
	for name, c := range map[string]struct {
		data  string
		extra int
	}{
		"2005":                         {file2005(0, 2, block(2, 2, 3, "pixels")+block(7, 2, 3, "PIXELS")), 0},
		"2011":                         {file2011(0, 2, representationOf(false, 2, "pixels", "")+representationOf(false, 7, "PIXELS", "")), 0},
		"2011, certified, with blocks": {file2011(1, 2, representationOf(true, 2, "pixels", strings.Repeat("b", 60))+representationOf(true, 7, "PIXELS", strings.Repeat("b", 60))), 60},
	} {
		r, err := Parse([]byte(c.data))
		if err != nil || len(r.Images) != 2 || len(r.Findings) > 0 {
			t.Errorf("%s: %v, %d images, %v", name, err, len(r.Images), r.Findings)
			continue
		}
		i := r.Images[1]
		if i.Position != 7 || string(i.Data) != "PIXELS" || i.Width != 2 || i.Height != 3 || i.PixelsPerInch != 500 || i.Depth != 8 ||
			i.CompressionName() != "NONE" || i.Qualities[0] != 80 || i.Extra != c.extra || c.data[i.DataOffset:i.DataOffset+6] != "PIXELS" {
			t.Errorf("%s: %+v", name, i)
		}
	}
}

func TestFaults(t *testing.T) {
	good := representationOf(false, 2, "pixels", "")
	for _, c := range []struct{ name, data, rule string }{
		{"nothing", "", RuleCut},
		{"ciphertext", "dGhpcyBpcyBub3QgYSByZWNvcmQ", RuleIdentifier},
		{"another edition", "FIR\x00040\x00", RuleVersion},
		{"length beyond the file", file2011(0, 1, good)[:60], RuleLength},
		{"length short of the file", file2011(0, 1, good) + "x", RuleLength},
		{"more images than there are", file2011(0, 2, good), RuleCut},
		{"fewer images than there are", file2011(0, 1, good+good), RuleTrailing},
		{"block beyond the record", file2005(0, 1, u32(99)+block(2, 2, 3, "pixels")[4:]), RuleLength},
		{"block below its header", file2005(0, 1, u32(13)+block(2, 2, 3, "pixels")[4:]), RuleLength},
		{"representation beyond the record", file2011(0, 1, u32(99)+good[4:]), RuleLength},
		{"image beyond its representation", file2011(0, 1, strings.Replace(good, u32(6)+"pixels", u32(7)+"pixels", 1)), RuleLength},
		{"certification without any", file2011(1, 1, good), RuleCut},
	} {
		r, err := Parse([]byte(c.data))
		var f *Finding
		if !errors.As(err, &f) || f.Rule != c.rule || f.Offset > len(c.data) || r.Findings[len(r.Findings)-1] != *f {
			t.Errorf("%s: %v, want %s", c.name, err, c.rule)
		}
	}
}

func TestFindings(t *testing.T) {
	for _, c := range []struct {
		name, data string
		grade      Grade
		rule       string
	}{
		{"raw size", file2005(0, 1, block(2, 2, 4, "pixels")), GradeConsistency, RuleRawSize},
		{"no image", file2005(2, 1, block(2, 2, 4, "")), GradeConsistency, RuleEmpty},
		{"no representation", file2005(2, 0, ""), GradeConsistency, RuleEmpty},
		{"compression", file2005(9, 1, block(2, 2, 3, "pixels")), GradeTable, RuleCompression},
		{"position", file2005(0, 1, block(16, 2, 3, "pixels")), GradeTable, RulePosition},
	} {
		r, err := Parse([]byte(c.data))
		if err != nil || len(r.Findings) != 1 || r.Findings[0].Rule != c.rule || r.Findings[0].Grade != c.grade {
			t.Errorf("%s: %v, %+v, want %s", c.name, err, r.Findings, c.rule)
		}
	}
}

func TestEveryCutIsStructural(t *testing.T) {
	for _, data := range []string{file2005(0, 1, block(2, 2, 3, "pixels")), file2011(1, 1, representationOf(true, 2, "pixels", "blocks"))} {
		for at := range len(data) {
			if _, err := Parse([]byte(data[:at])); err == nil {
				t.Errorf("cut at %d of %d is taken for whole", at, len(data))
			}
		}
	}
}

func TestSamples(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "..", "shared", "samples", "mosip", "iso")
	for _, c := range []struct {
		name        string
		edition     int
		compression string
	}{
		{"FingerPrintLeft_Index.iso", 2005, "JP2"},
		{"info_left_index_auth_jp2000.iso", 2011, "JP2"},
		{"info_left_thumb_auth_wsq.iso", 2011, "WSQ20"},
	} {
		data, err := os.ReadFile(filepath.Join(dir, c.name))
		if err != nil {
			t.Skip("no reference files beside the repository")
		}
		r, err := Parse(data)
		if err != nil || r.Edition != c.edition || len(r.Images) != 1 || len(r.Findings) > 0 {
			t.Errorf("%s: %v, %+v", c.name, err, r.Findings)
			continue
		}
		i := r.Images[0]
		if i.CompressionName() != c.compression || i.PixelsPerInch != 500 || i.Width == 0 {
			t.Errorf("%s: %s, %d ppi, %d pixels wide", c.name, i.CompressionName(), i.PixelsPerInch, i.Width)
		}
	}
}

// FuzzParse looks for input that panics, is refused without a finding, or whose images lie outside it.
func FuzzParse(f *testing.F) {
	f.Add([]byte(file2005(0, 1, block(2, 2, 3, "pixels"))))
	f.Add([]byte(file2011(1, 1, representationOf(true, 2, "pixels", "blocks"))))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Parse(data)
		var bad *Finding
		if err != nil && (!errors.As(err, &bad) || bad.Offset < 0 || bad.Offset > len(data)) {
			t.Fatalf("refused without a finding: %v", err)
		}
		for _, i := range r.Images {
			if i.DataOffset < 0 || i.DataOffset+len(i.Data) > len(data) || i.Offset+i.Length > len(data) {
				t.Fatalf("an image outside the input: %d, %d", i.DataOffset, len(i.Data))
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	data := []byte(file2011(1, 2, strings.Repeat(representationOf(true, 2, "pixels", "blocks"), 2)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(data); err != nil {
			b.Fatal(err)
		}
	}
}
