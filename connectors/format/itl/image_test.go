package itl

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"
)

// headers is one image of each format, 300 × 200 pixels, written by hand or by
// the standard library.
func headers(t *testing.T) map[Compression][]byte {
	var jpg bytes.Buffer
	if err := jpeg.Encode(&jpg, image.NewGray(image.Rect(0, 0, 300, 200)), nil); err != nil {
		t.Fatal(err)
	}
	return map[Compression][]byte{
		CompressionPNG:   drawn(t, 300, 200, 1),
		CompressionJPEGB: jpg.Bytes(),
		CompressionJPEGL: []byte("\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc3\x00\x0b\x08\x00\xc8\x01\x2c\x01\x01\x11\x00"),
		CompressionWSQ:   []byte(wsqHeader),
		CompressionJP2: []byte("\x00\x00\x00\x0cjP  \r\n\x87\n\x00\x00\x00\x14ftypjp2 \x00\x00\x00\x00jp2 " +
			"\x00\x00\x00\x1ejp2h\x00\x00\x00\x16ihdr\x00\x00\x00\xc8\x00\x00\x01\x2c\x00\x01\x07\x07\x00\x00"),
	}
}

func TestSniff(t *testing.T) {
	for compression, data := range headers(t) {
		want := ImageInfo{Compression: compression, Width: 300, Height: 200, Depth: 8, Components: 1}
		if got, ok := Sniff(data); !ok || got != want {
			t.Errorf("%s: got %+v", compression, got)
		}
	}
}

func TestSniffCodestream(t *testing.T) {
	siz := "\xff\x4f\xff\x51\x00\x29\x00\x00\x00\x00\x01\x36\x00\x00\x00\xc8\x00\x00\x00\x0a\x00\x00\x00\x00" +
		"\x00\x00\x01\x36\x00\x00\x00\xc8\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x07\x01\x01"
	want := ImageInfo{Compression: CompressionJP2, Width: 300, Height: 200, Depth: 8, Components: 3}
	if got, ok := Sniff([]byte(siz)); !ok || got != want {
		t.Errorf("got %+v", got)
	}
}

func TestSniffLargeBox(t *testing.T) {
	jp2 := headers(t)[CompressionJP2]
	free := []byte("\x00\x00\x00\x01free\x00\x00\x00\x00\x00\x00\x00\x12xx")
	got, _ := Sniff(append(append(bytes.Clone(jp2[:12]), free...), jp2[12:]...))
	if got.Width != 300 || got.Height != 200 {
		t.Errorf("got %+v", got)
	}
}

// TestSniffCutAnywhere: a cut header gives no size or the right one.
func TestSniffCutAnywhere(t *testing.T) {
	for compression, data := range headers(t) {
		for n := range min(len(data), 400) {
			got, _ := Sniff(data[:n])
			if got.Width != 0 && got.Width != 300 || got.Height != 0 && got.Height != 200 {
				t.Errorf("%s cut at %d: %+v", compression, n, got)
			}
		}
	}
}

func TestSniffLyingLengths(t *testing.T) {
	for _, data := range []string{
		"\xff\xa0\xff\xa8\x00\x01\xff\xa2", "\xff\xa0\xff\xa8\xff\xff", "\xff\xd8\xff\xc0\x00\x02\xff", "\xff\xd8\xff\xc0\x00\xff\x08\x00\xc8\x01\x2c\x01",
		"\x00\x00\x00\x0cjP  \r\n\x87\n\x00\x00\x00\x00jp2h", "\x00\x00\x00\x0cjP  \r\n\x87\n\x00\x00\x00\x01jp2h\xff\xff\xff\xff\xff\xff\xff\xff",
		"\x00\x00\x00\x0cjP  \r\n\x87\n\x00\x00\x00\x07jp2h",
	} {
		if got, ok := Sniff([]byte(data)); !ok || got.Width != 0 || got.Height != 0 {
			t.Errorf("%q: %v %+v", data, ok, got)
		}
	}
	if _, ok := Sniff([]byte("BM\x00\x00")); ok {
		t.Error("a bitmap is recognised")
	}
}

func TestSampleImagesSniffAsDeclared(t *testing.T) {
	for name, data := range sampleFiles(t) {
		for _, f := range mustParse(t, data).Fingerprints() {
			if f.Compression == CompressionNone {
				continue
			}
			if info, ok := Sniff(f.Data); !ok || info.Compression != f.Compression || info.Width != f.Width || info.Height != f.Height {
				t.Errorf("%s record %d: %+v", name, f.Record, info)
			}
		}
	}
}

func TestType7(t *testing.T) {
	like4 := mustParse(t, []byte(type1([]string{"7 1"})+print4(nil)))
	if r := &like4.Records[1]; len(r.Image()) != 200 {
		t.Errorf("a Type-4 layout gives %d bytes of image", len(r.Image()))
	}
	opaque := mustParse(t, []byte(type1([]string{"7 1"})+print4(func(raw []byte) { raw[14] = 21 })))
	r := &opaque.Records[1]
	if _, ok := r.ImageHeader(); ok || len(r.Image()) != 213 {
		t.Errorf("an own layout gives %d bytes", len(r.Image()))
	}
	if found := opaque.Check(); len(found) != 0 {
		t.Errorf("found %v", found)
	}
}
