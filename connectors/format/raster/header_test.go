package raster

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"
)

func TestPNGHeader(t *testing.T) {
	whole := asPNG(t, drawn(60, 40))
	h, err := ReadHeader(whole)
	if err != nil || h.Kind != PNG || h.Width != 60 || h.Height != 40 || h.Depth != 8 || h.Components != 1 || !h.Lossless || len(h.Findings) > 0 {
		t.Errorf("%+v, %v", h, err)
	}
	if h.Parts[0].Name != "IHDR" || h.Parts[len(h.Parts)-1].Name != "IEND" {
		t.Errorf("%+v", h.Parts)
	}
	phys := chunk("pHYs", u32(19685)+u32(19685)+"\x01")
	h, err = ReadHeader([]byte(string(whole[:33]) + phys + string(whole[33:])))
	if err != nil || math.Abs(h.PixelsPerInch-500) > 0.01 || len(h.Findings) > 0 {
		t.Errorf("%f ppi, %v, %v", h.PixelsPerInch, h.Findings, err)
	}
}

func TestJPEGHeader(t *testing.T) {
	h, err := ReadHeader(asJPEG(t, drawn(60, 40)))
	if err != nil || h.Kind != JPEG || h.Width != 60 || h.Height != 40 || h.Depth != 8 || h.Components != 1 || h.Lossless || len(h.Findings) > 0 {
		t.Errorf("%+v, %v", h, err)
	}
	for name, c := range map[string]struct {
		unit byte
		n    int
		want float64
	}{"inch": {1, 500, 500}, "centimetre": {2, 197, 500.38}, "ratio": {0, 1, 0}} {
		jfif := segment(markerAPP, "JFIF\x00\x01\x02"+string([]byte{c.unit, byte(c.n >> 8), byte(c.n), 0, 1, 0, 0}))
		h, err := ReadHeader([]byte(soi + jfif + frame(3, 8, 60, 40, 1) + segment(markerSOS, "") + "data" + eoi))
		if err != nil || math.Abs(h.PixelsPerInch-c.want) > 0.01 || !h.Lossless {
			t.Errorf("%s: %+v, %v", name, h, err)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct{ name, data, rule string }{
		{"nothing", "", RuleSignature},
		{"another format", "GIF89a", RuleSignature},
		{"PNG without a header", pngSignature + chunk("IDAT", "x"), RuleHeader},
		{"PNG with two headers", claimed(6, 4, 8, 0)[:33] + claimed(6, 4, 8, 0)[8:], RuleHeader},
		{"PNG chunk beyond the file", pngSignature + u32(1000) + "IHDR12345678", RuleLength},
		{"PNG chunk of no letters", pngSignature + u32(0) + "I DR" + u32(0), RuleMarker},
		{"PNG without end", strings.TrimSuffix(claimed(6, 4, 8, 0), chunk("IEND", "")), RuleLength},
		{"PNG of no pixels", claimed(0, 4, 8, 0), RuleHeader},
		{"PNG of another depth", claimed(6, 4, 4, 2), RuleHeader},
		{"JPEG cut in a segment", soi + "\xff\xe0\x00\x40JFIF", RuleLength},
		{"JPEG of a length below two", soi + "\xff\xe0\x00\x01", RuleLength},
		{"JPEG without a scan", soi + frame(0, 8, 6, 4, 1), RuleLength},
		{"JPEG with a scan before the frame", soi + segment(markerSOS, "") + eoi, RuleHeader},
		{"JPEG of no pixels", soi + frame(0, 8, 0, 4, 1) + segment(markerSOS, "") + eoi, RuleHeader},
		{"JPEG with two frames", soi + frame(0, 8, 6, 4, 1) + frame(0, 8, 6, 4, 1), RuleHeader},
		{"JPEG whose frame counts more", soi + segment(0xC0, "\x08\x00\x04\x00\x06\x03\x01\x11\x00"), RuleLength},
		{"JPEG ends before its frame", soi + eoi + "\xff\xd9\xff\xd9", RuleMarker},
	} {
		h, err := ReadHeader([]byte(c.data))
		var f *Finding
		if !errors.As(err, &f) || f.Rule != c.rule || f.Grade != GradeStructure || h.Findings[len(h.Findings)-1] != *f {
			t.Errorf("%s: %v, want %s", c.name, err, c.rule)
		}
	}
}

func TestFindings(t *testing.T) {
	whole := asPNG(t, drawn(60, 40))
	changed := bytes.Clone(whole)
	changed[45] ^= 1
	scan := soi + frame(0, 8, 6, 4, 1) + segment(markerSOS, "") + "data"
	for _, c := range []struct {
		name  string
		data  []byte
		grade Grade
		rule  string
	}{
		{"PNG with a changed byte", changed, GradeConsistency, RuleChecksum},
		{"PNG without data", []byte(claimed(6, 4, 8, 0)[:33] + chunk("IEND", "")), GradeConsistency, RuleData},
		{"PNG with bytes behind", append(bytes.Clone(whole), "tail"...), GradeTable, RuleTrailing},
		{"JPEG without end", []byte(scan), GradeConsistency, RuleData},
		{"JPEG with bytes behind", []byte(scan + eoi + "tail"), GradeTable, RuleTrailing},
	} {
		h, err := ReadHeader(c.data)
		if err != nil || len(h.Findings) != 1 || h.Findings[0].Rule != c.rule || h.Findings[0].Grade != c.grade {
			t.Errorf("%s: %+v, %v, want %s", c.name, h.Findings, err, c.rule)
		}
	}
}

func TestEveryCutIsSaid(t *testing.T) {
	for _, whole := range [][]byte{asPNG(t, drawn(60, 40)), asJPEG(t, drawn(60, 40))} {
		for at := range len(whole) {
			h, err := ReadHeader(whole[:at])
			if err == nil && len(h.Findings) == 0 {
				t.Errorf("%s cut at %d of %d is taken for whole", h.Kind, at, len(whole))
			}
			if picture, err := Decode(whole[:at], 0); err == nil || picture != nil {
				t.Errorf("cut at %d of %d is decoded", at, len(whole))
			}
		}
	}
}
