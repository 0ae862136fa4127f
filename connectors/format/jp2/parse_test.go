package jp2

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func mustParse(t *testing.T, data string) *Image {
	t.Helper()
	m, err := Parse([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestGoodFile(t *testing.T) {
	m := mustParse(t, good())
	if m.Width() != 60 || m.Height() != 40 || math.Abs(m.PixelsPerInch()-500) > 0.01 || len(m.Findings) > 0 {
		t.Errorf("%d x %d at %f, findings %v", m.Width(), m.Height(), m.PixelsPerInch(), m.Findings)
	}
	c := m.Codestream
	if c.Tiles != 1 || c.TileParts != 1 || !c.Ended || !c.Style.Reversible || c.Style.Decompositions != 2 || c.Style.BlockWidth != 64 {
		t.Errorf("%+v", c)
	}
	var types []string
	for _, b := range m.Boxes {
		types = append(types, b.Type)
		if got := good()[b.Offset+4 : b.Offset+8]; got != b.Type {
			t.Errorf("box %s is at %d, where %s stands", b.Type, b.Offset, got)
		}
	}
	if got := strings.Join(types, ","); got != "jP  ,ftyp,jp2h,ihdr,colr,res ,resc,jp2c" {
		t.Error(got)
	}
}

func TestBareCodestream(t *testing.T) {
	m := mustParse(t, stream(130, 65, 8, 8, 8))
	if m.Width() != 130 || m.Height() != 65 || len(m.Codestream.Components) != 3 || m.Codestream.Tiles != 6 || m.Header != nil {
		t.Errorf("%+v", m.Codestream)
	}
}

// TestKindsOfLengths: 32 bits, 64 bits, and to the end of the file.
func TestKindsOfLengths(t *testing.T) {
	boxes := ihdr(60, 40, 1, 8) + grey()
	for name, c := range map[string]string{
		"long":       longBox("jp2c", stream(60, 40, 8)),
		"to the end": u32(0) + "jp2c" + stream(60, 40, 8),
	} {
		m := mustParse(t, file(boxes, c))
		if last := m.Boxes[len(m.Boxes)-1]; last.Type != "jp2c" || last.ToEnd != (name == "to the end") || len(m.Findings) > 0 {
			t.Errorf("%s: %+v, %v", name, last, m.Findings)
		}
	}
	m := mustParse(t, signature+ftyp()+longBox("jp2h", boxes)+box("jp2c", stream(60, 40, 8)))
	if m.Header == nil || m.Boxes[2].Header != 16 {
		t.Errorf("%+v", m.Boxes)
	}
}

// TestOptionalBoxes: palette, channels, bits a component, display resolution.
func TestOptionalBoxes(t *testing.T) {
	palette := box("pclr", u16(2)+"\x03\x07\x07\x07"+"\x00\x00\x00\xff\xff\xff")
	channels := box("cdef", u16(1)+u16(0)+u16(0)+u16(1))
	bits := box("bpcc", "\x07")
	header := box("ihdr", u32(40)+u32(60)+u16(1)+"\xff\x07\x00\x00")
	m := mustParse(t, file(header+bits+grey()+palette+channels+res("resd", 39370), box("jp2c", stream(60, 40, 8))))
	if m.Palette == nil || m.Palette.Entries != 2 || m.Palette.Columns != 3 || len(m.Channels) != 1 || m.Channels[0].Association != 1 {
		t.Errorf("palette %+v, channels %+v", m.Palette, m.Channels)
	}
	if len(m.Header.Depths) != 1 || m.Header.Depths[0] != 8 || math.Abs(m.PixelsPerInch()-1000) > 0.01 || len(m.Findings) > 0 {
		t.Errorf("%+v at %f, %v", m.Header, m.PixelsPerInch(), m.Findings)
	}
}

func TestFaults(t *testing.T) {
	plain, cs := ihdr(60, 40, 1, 8)+grey(), box("jp2c", stream(60, 40, 8))
	for _, c := range []struct{ name, data, rule, field string }{
		{"nothing", "", RuleSignature, ""},
		{"another format", "\x89PNG\r\n\x1a\n", RuleSignature, ""},
		{"box too short", signature + u32(7) + "ftyp", RuleBoxLength, "ftyp"},
		{"box beyond the file", signature + u32(9) + "ftyp", RuleBoxLength, "ftyp"},
		{"long length beyond the file", signature + u32(1) + "ftyp" + "\xff\xff\xff\xff\xff\xff\xff\xff", RuleBoxLength, "ftyp"},
		{"long length shorter than its header", signature + u32(1) + "ftyp" + u32(0) + u32(15), RuleBoxLength, "ftyp"},
		{"to the end within a box", signature + ftyp() + box("jp2h", u32(0)+"ihdr"+strings.Repeat("\x00", 14)), RuleBoxLength, "ihdr"},
		{"inner box leaves the outer", signature + ftyp() + box("jp2h", u32(30)+"ihdr"+strings.Repeat("\x00", 14)) + cs, RuleBoxLength, "ihdr"},
		{"no header", signature + ftyp() + cs, RuleBoxMissing, "jp2h"},
		{"header without ihdr", file(grey(), cs), RuleBoxMissing, "colr"},
		{"no codestream", file(plain, ""), RuleBoxMissing, "jp2c"},
		{"ihdr of another size", file(box("ihdr", "short"), cs), RuleBoxContent, "ihdr"},
		{"no pixels in ihdr", file(ihdr(0, 40, 1, 8), cs), RuleSize, "ihdr"},
		{"no pixels in SIZ", stream(0, 40, 8), RuleSize, "SIZ"},
		{"no components", soc + siz(60, 40) + cod(), RuleSize, "SIZ"},
		{"SIZ counts more components", soc + marker(markerSIZ, strings.Repeat("\x00", 34)+u16(9)+"\x07\x01\x01"), RuleSegment, "SIZ"},
		{"more tiles than the standard has", stream(1<<31, 1<<31, 8), RuleSize, "SIZ"},
		{"no coding style", soc + siz(60, 40, 8) + qcd() + tilePart(0, "") + eoc, RuleCoding, "COD"},
		{"COD out of its table", soc + siz(60, 40, 8) + marker(markerCOD, "\x00\x00\x00\x01\x00\x21\x04\x04\x00\x01"), RuleCoding, "COD"},
		{"COD without precincts", soc + siz(60, 40, 8) + marker(markerCOD, "\x01\x00\x00\x01\x00\x02\x04\x04\x00\x01"), RuleSegment, "COD"},
		{"second SIZ", soc + siz(60, 40, 8) + siz(60, 40, 8), RuleSegment, "SIZ"},
		{"segment beyond the codestream", soc + siz(60, 40, 8) + u16(markerCOD) + u16(200) + "x", RuleSegment, "COD"},
		{"no marker", soc + siz(60, 40, 8) + "no marker here", RuleMarker, "6E6F"},
		{"no tile-part", soc + siz(60, 40, 8) + cod() + qcd() + eoc, RuleTilePart, "SOT"},
		{"tile-part beyond the file", soc + siz(60, 40, 8) + cod() + u16(markerSOT) + u16(10) + u16(0) + u32(99) + "\x00\x01", RuleTilePart, "SOT"},
		{"tile-part shorter than its header", soc + siz(60, 40, 8) + cod() + u16(markerSOT) + u16(10) + u16(0) + u32(1) + "\x00\x01\xff\x93", RuleTilePart, "SOT"},
	} {
		m, err := Parse([]byte(c.data))
		var f *Finding
		if !errors.As(err, &f) || f.Rule != c.rule || f.Field != c.field || f.Grade != GradeStructure {
			t.Errorf("%s: %v, want rule %s in %s", c.name, err, c.rule, c.field)
			continue
		}
		if last := m.Findings[len(m.Findings)-1]; last != *f {
			t.Errorf("%s: the fault is not among the findings", c.name)
		}
	}
}

func TestFindings(t *testing.T) {
	plain := ihdr(60, 40, 1, 8) + grey()
	cs := box("jp2c", stream(60, 40, 8))
	last := soc + siz(60, 40, 8) + cod() + u16(markerSOT) + u16(10) + u16(0) + u32(0) + "\x00\x01" + u16(markerSOD) + "codes"
	for _, c := range []struct {
		name, data string
		grade      Grade
		rule       string
	}{
		{"sizes disagree", file(ihdr(61, 40, 1, 8)+grey(), cs), GradeConsistency, RuleImageSize},
		{"components disagree", file(ihdr(60, 40, 3, 8)+grey(), cs), GradeConsistency, RuleImageSize},
		{"bits disagree", file(ihdr(60, 40, 1, 7)+grey(), cs), GradeConsistency, RuleDepth},
		{"bpcc of other components", file(plain+box("bpcc", "\x07\x07"), cs), GradeConsistency, RuleBoxContent},
		{"no end marker", strings.TrimSuffix(stream(60, 40, 8), eoc), GradeConsistency, RuleEnd},
		{"last tile-part to the end, no end marker", last, GradeConsistency, RuleEnd},
		{"tile that SIZ does not have", soc + siz(60, 40, 8) + cod() + tilePart(1, "") + eoc, GradeConsistency, RuleTilePart},
		{"two headers", file(plain, box("jp2h", plain)+cs), GradeConsistency, RuleBoxTwice},
		{"palette cut", file(plain+box("pclr", u16(2)+"\x01\x07\x00"), cs), GradeConsistency, RuleBoxContent},
		{"channels cut", file(plain+box("cdef", u16(2)+u16(0)), cs), GradeConsistency, RuleBoxContent},
		{"colour cut", file(plain+box("colr", "\x01"), cs), GradeConsistency, RuleBoxContent},
		{"bytes behind the end", stream(60, 40, 8) + "tail", GradeTable, RuleTrailing},
		{"no colour", file(ihdr(60, 40, 1, 8), cs), GradeTable, RuleColour},
		{"unknown colour", file(plain+box("colr", "\x01\x00\x00"+u32(99)), cs), GradeTable, RuleColour},
		{"resolution without a denominator", file(plain+box("res ", box("resc", strings.Repeat("\x00", 10))), cs), GradeTable, RuleResolution},
		{"no file type", signature + box("jp2h", plain) + cs, GradeTable, RuleBoxMissing},
		{"another file type", signature + box("ftyp", "jpx "+u32(0)+"jpx ") + box("jp2h", plain) + cs, GradeTable, RuleVersion},
		{"second codestream", file(plain, cs+cs), GradeTable, RuleBoxTwice},
	} {
		m, err := Parse([]byte(c.data))
		if err != nil || len(m.Findings) != 1 || m.Findings[0].Grade != c.grade || m.Findings[0].Rule != c.rule {
			t.Errorf("%s: %v, findings %+v, want %s %s", c.name, err, m.Findings, c.grade, c.rule)
		}
	}
	if m := mustParse(t, last+eoc); len(m.Findings) > 0 || !m.Codestream.Ended {
		t.Errorf("a last tile-part without length: %v", m.Findings)
	}
}

// TestEveryCut: no cut of a good image is taken for one.
func TestEveryCut(t *testing.T) {
	for _, data := range []string{good(), stream(60, 40, 8)} {
		for at := range len(data) {
			m, err := Parse([]byte(data[:at]))
			hard := err != nil || len(m.Findings) > 0
			if !hard {
				t.Errorf("cut at %d of %d is taken for whole", at, len(data))
			}
			for _, f := range m.Findings {
				if f.Offset < 0 || f.Offset > at || f.Message == "" {
					t.Errorf("cut at %d: %+v", at, f)
				}
			}
		}
	}
}
