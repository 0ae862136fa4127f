package extract

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bilgate/mapping/canon"
)

// huge is a PNG whose header promises more pixels than anybody has memory for.
func huge(t testing.TB) []byte {
	out := pngOf(t, image.NewGray(image.Rect(0, 0, 4, 4)))
	binary.BigEndian.PutUint32(out[16:], 60000)
	binary.BigEndian.PutUint32(out[20:], 60000)
	binary.BigEndian.PutUint32(out[29:], crc32.ChecksumIEEE(out[12:29]))
	return out
}

func palette() image.Image {
	out := image.NewPaletted(image.Rect(0, 0, 40, 30), color.Palette{color.White, color.Transparent, color.Black})
	for i := range out.Pix {
		out.Pix[i] = byte(i % 3)
	}
	return out
}

// withChunk puts a chunk behind the header of a PNG.
func withChunk(stored []byte, name string, data []byte) []byte {
	chunk := append([]byte(name), data...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk))
	chunk = append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), chunk...)
	return append(append(append([]byte{}, stored[:33]...), chunk...), stored[33:]...)
}

func TestPicturesAreDrawnOrNamed(t *testing.T) {
	grey := ridges(40, 30, 1)
	wide := image.NewGray16(image.Rect(0, 0, 40, 30))
	clear := image.NewNRGBA(image.Rect(0, 0, 40, 30))
	plain := pngOf(t, grey)
	truncated := jpegOf(t, ridges(400, 300, 1))
	for _, c := range []struct {
		name, compression string
		stored            []byte
		drawn             bool
	}{
		{"grey PNG", "PNG", plain, true},
		{"grey PNG with an empty chunk of pixels", "PNG", withChunk(plain, "tEXt", nil), true},
		{"grey PNG with a short transparency", "PNG", withChunk(plain, "tRNS", []byte{0}), false},
		{"grey PNG with a transparency", "PNG", withChunk(plain, "tRNS", []byte{0, 0}), true},
		{"16-bit PNG", "PNG", pngOf(t, wide), true},
		{"transparent PNG", "PNG", pngOf(t, clear), true},
		{"PNG with a palette", "PNG", pngOf(t, palette()), true},
		{"grey JPEG", "JPEGB", jpegOf(t, grey), true},
		{"coloured JPEG", "JPEGB", jpegOf(t, palette()), true},
		{"raw", "NONE", grey.Pix, true},
		{"PNG that calls itself raw", "NONE", plain, true},
		{"raw of another size", "NONE", grey.Pix[1:], false},
		{"cut WSQ", "WSQ20", []byte("\xff\xa0\xff\xa4\x00\x3a"), false},
		{"JPEG 2000", "JP2", []byte("\x00\x00\x00\x0cjP  \r\n\x87\n"), false},
		{"as many pixels as may be", "PNG", pngOf(t, image.NewGray(image.Rect(0, 0, 4096, 4096))), true},
		{"more pixels than may be", "PNG", pngOf(t, image.NewGray(image.Rect(0, 0, 4096, 4097))), false},
		{"huge PNG", "PNG", huge(t), false},
		{"cut PNG", "PNG", plain[:len(plain)-30], false},
		{"cut PNG header", "PNG", plain[:20], false},
		{"cut JPEG", "JPEGB", truncated[:len(truncated)/2], false},
		{"nothing", "PNG", nil, false},
	} {
		s := store{}
		item := s.put(1, c.compression, 40, 30, c.stored)
		rec := record(t, "fingerprint_registration", map[string]any{"images": []any{item}})
		pdf, err := Make(Document{Records: []canon.Record{rec}, Image: s.open, At: noon})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if drawn := bytes.Contains(pdf, []byte("/Subtype /Image")); drawn != c.drawn {
			t.Errorf("%s: drawn is %v", c.name, drawn)
		}
		if text := readBack(t, pdf); strings.Contains(text, notShown.KK) == c.drawn {
			t.Errorf("%s: drawn and called not shown, or neither", c.name)
		}
	}
}

// TestPixelsSurvive takes the picture out of the PDF again and compares it with the record's pixels.
func TestPixelsSurvive(t *testing.T) {
	grey := ridges(40, 30, 1)
	plain := pngOf(t, grey)
	for name, c := range map[string]struct {
		compression string
		stored      []byte
	}{
		"raw":                           {"NONE", grey.Pix},
		"PNG":                           {"PNG", plain},
		"PNG with an empty chunk":       {"PNG", withChunk(plain, "tEXt", nil)},
		"PNG with a text":               {"PNG", withChunk(plain, "tEXt", []byte("Title\x00x"))},
		"PNG with pixels in two chunks": {"PNG", withChunk(plain, "IDAT", nil)},
		"PNG with bytes behind its end": {"PNG", append(append([]byte{}, plain...), "tail"...)},
	} {
		s := store{}
		rec := record(t, "fingerprint_registration", map[string]any{"images": []any{s.put(1, c.compression, 40, 30, c.stored)}})
		got := extracted(t, mustMake(t, Document{Records: []canon.Record{rec}, Image: s.open, At: noon}))
		for y := range 30 {
			for x := range 40 {
				if want := grey.GrayAt(x, y); color.GrayModel.Convert(got.At(x, y)) != want {
					t.Fatalf("%s: pixel %d, %d is %v, not %v", name, x, y, got.At(x, y), want)
				}
			}
		}
	}
}

// extracted is the first picture of a PDF.
func extracted(t *testing.T, pdf []byte) image.Image {
	t.Helper()
	root := filepath.Join(t.TempDir(), "picture")
	poppler(t, pdf, "pdfimages", "-png", root)
	stored, err := os.ReadFile(root + "-000.png")
	if err != nil {
		t.Fatal(err)
	}
	pixels, err := png.Decode(bytes.NewReader(stored))
	if err != nil {
		t.Fatal(err)
	}
	return pixels
}

func TestWithoutAWayToPicturesTheyAreNamed(t *testing.T) {
	d := whole(t)
	d.Image = nil
	pdf := mustMake(t, d)
	if bytes.Contains(pdf, []byte("/Subtype /Image")) {
		t.Error("a picture is drawn that nobody opened")
	}
	if n := strings.Count(readBack(t, pdf), notShown.KK); n != len(prints)+1 { // and the photograph
		t.Errorf("%d boxes say that nothing is shown, not %d", n, len(prints)+1)
	}
}

func TestAPictureIsStoredOnce(t *testing.T) {
	s := store{}
	same := s.put(1, "PNG", 40, 30, pngOf(t, ridges(40, 30, 1)))
	rec := record(t, "fingerprint_registration", map[string]any{"images": []any{same, same}, "photo": same})
	pdf := mustMake(t, Document{Records: []canon.Record{rec}, Image: s.open, At: noon})
	if n := bytes.Count(pdf, []byte("/Subtype /Image")); n != 1 {
		t.Errorf("%d pictures in the file", n)
	}
}
