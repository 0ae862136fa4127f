package extract

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"image"
	"image/color"
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
		{"16-bit PNG", "PNG", pngOf(t, wide), true},
		{"transparent PNG", "PNG", pngOf(t, clear), true},
		{"PNG with a palette", "PNG", pngOf(t, palette()), true},
		{"grey JPEG", "JPEGB", jpegOf(t, grey), true},
		{"coloured JPEG", "JPEGB", jpegOf(t, palette()), true},
		{"raw", "NONE", grey.Pix, true},
		{"PNG that calls itself raw", "NONE", plain, true},
		{"raw of another size", "NONE", grey.Pix[1:], false},
		{"WSQ", "WSQ20", []byte("\xff\xa0\xff\xa4\x00\x3a"), false},
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

// TestPixelsSurvive compares the picture in the PDF with the record's pixels.
func TestPixelsSurvive(t *testing.T) {
	grey := ridges(40, 30, 1)
	for compression, stored := range map[string][]byte{"NONE": grey.Pix, "PNG": pngOf(t, grey)} {
		p := picture{}
		p.prepare(stored, object{"compression": compression, "width": json.Number("40"), "height": json.Number("30")})
		got, err := decodePixels("png", withChecksums(p.data))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.(*image.Gray).Pix, grey.Pix) {
			t.Errorf("%s: the pixels differ", compression)
		}
	}
}

func TestWithoutAWayToPicturesTheyAreNamed(t *testing.T) {
	d := whole(t)
	d.Image = nil
	pdf := mustMake(t, d)
	if bytes.Contains(pdf, []byte("/Subtype /Image")) {
		t.Error("a picture is drawn that nobody opened")
	}
	if n := strings.Count(readBack(t, pdf), notShown.KK); n != len(prints) {
		t.Errorf("%d boxes say that nothing is shown, not %d", n, len(prints))
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

// withChecksums gives the chunks of a PNG their checksums, which the PDF has no use for.
func withChecksums(stored []byte) []byte {
	out := append([]byte{}, stored...)
	for at := 8; at < len(out); {
		end := at + 8 + int(binary.BigEndian.Uint32(out[at:]))
		binary.BigEndian.PutUint32(out[end:], crc32.ChecksumIEEE(out[at+4:end]))
		at = end + 4
	}
	return out
}
