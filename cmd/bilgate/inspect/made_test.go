package inspect

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io/fs"
	"testing"

	"bilgate/fixtures"
)

// specimen is the passport of ICAO Doc 9303-4, appendix B.
const specimen = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"

// caseFile reads a file of a case of the project.
func caseFile(t testing.TB, feed, name, file string) []byte {
	t.Helper()
	for c := range fixtures.Cases(feed) {
		if c.Name == name {
			data, err := fs.ReadFile(c.FS, file)
			if err != nil {
				t.Fatal(err)
			}
			return data
		}
	}
	t.Fatalf("no case %s/%s", feed, name)
	return nil
}

// ramp is a grey picture.
func ramp() *image.Gray {
	g := image.NewGray(image.Rect(0, 0, 24, 16))
	for i := range g.Pix {
		g.Set(i%24, i/24, color.Gray{Y: uint8(i)})
	}
	return g
}

func pngFile(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, ramp()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func jpegFile(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, ramp(), nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// jp2File states 60 × 40 grey pixels at 500 ppi; it has no codes behind its headers.
func jp2File() []byte {
	u16 := func(n int) string { return string(binary.BigEndian.AppendUint16(nil, uint16(n))) }
	u32 := func(n int) string { return string(binary.BigEndian.AppendUint32(nil, uint32(n))) }
	box := func(typ, content string) string { return u32(8+len(content)) + typ + content }
	siz := u16(0) + u32(60) + u32(40) + u32(0) + u32(0) + u32(60) + u32(40) + u32(0) + u32(0) + u16(1) + "\x07\x01\x01"
	stream := "\xff\x4f\xff\x51" + u16(2+len(siz)) + siz + "\xff\x52\x00\x0c\x00\x00\x00\x01\x00\x02\x04\x04\x00\x01" +
		"\xff\x90\x00\x0a\x00\x00" + u32(14) + "\x00\x01\xff\x93" + "\xff\xd9"
	header := box("ihdr", u32(40)+u32(60)+u16(1)+"\x07\x07\x00\x00") + box("colr", "\x01\x00\x00"+u32(17)) +
		box("res ", box("resc", u16(19685)+u16(1)+u16(19685)+u16(1)+"\x00\x00"))
	return []byte("\x00\x00\x00\x0cjP  \r\n\x87\n" + box("ftyp", "jp2 "+u32(0)+"jp2 ") + box("jp2h", header) + box("jp2c", stream))
}

// madeFiles is one whole file of each format that the project makes.
func madeFiles(t testing.TB) map[string][]byte {
	return map[string][]byte{
		"tenprint":       caseFile(t, "penitentiary.tenprint", "good", "push.an2"),
		"genotype-table": caseFile(t, "penitentiary.dna", "good-table", "push.tsv"),
		"codis-table":    caseFile(t, "penitentiary.dna", "good-codis-table", "push.csv"),
		"cmf":            caseFile(t, "penitentiary.dna", "good-cmf", "push.xml"),
		"mrz":            []byte(specimen),
		"png":            pngFile(t),
		"jpeg":           jpegFile(t),
		"jp2":            jp2File(),
		"dg1":            append([]byte("\x61\x5b\x5f\x1f\x58"), bytes.ReplaceAll([]byte(specimen), []byte("\n"), nil)...),
	}
}
