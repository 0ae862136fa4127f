package inspect

import (
	"bytes"
	"errors"
	"image"
	"strings"
	"testing"
	"time"

	"bilgate/connectors/format/itl"
)

// transactionWith is a card of one finger with this image.
func transactionWith(t testing.TB, picture []byte) []byte {
	t.Helper()
	day := time.Date(1912, 6, 5, 0, 0, 0, 0, time.UTC)
	b := itl.NewBuilder(itl.Header{TOT: "X", Date: day, Destination: "BIL", Originator: "UIS", TCN: "1"})
	p := itl.Print{Position: 1, Impression: 0, Source: "UIS", Captured: day, Image: picture}
	if !bytes.HasPrefix(picture, []byte("\x89PNG")) {
		p.Compression, p.Width, p.Height = itl.CompressionNone, 24, 16
	}
	b.Fingerprint14(p)
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestPictures(t *testing.T) {
	raw := ramp().Pix
	for name, data := range map[string][]byte{"png": transactionWith(t, pngFile(t)), "raw": transactionWith(t, raw)} {
		got, err := Picture(data, 1)
		if err != nil {
			t.Fatal(name, err)
		}
		if g, ok := got.(*image.Gray); !ok || !bytes.Equal(g.Pix, raw) {
			t.Errorf("%s: other pixels", name)
		}
	}
	if got, err := Picture(pngFile(t), 0); err != nil || got.Bounds().Dx() != 24 {
		t.Errorf("a file that is an image: %v", err)
	}
}

func TestPicturesThatAreNone(t *testing.T) {
	card := madeFiles(t)["tenprint"]
	for _, c := range []struct {
		name   string
		data   []byte
		record int
		says   string
	}{
		{"JPEG 2000", jp2File(), 0, "does not decode its pixels"},
		{"a record without an image", card, 1, "record 1 holds no image"},
		{"a record that is not there", card, 99, "records 0 to 13"},
		{"second image of an image", pngFile(t), 1, "record 0 and no other"},
		{"a zone", []byte(specimen), 0, "have no image"},
	} {
		picture, err := Picture(c.data, c.record)
		var why *NotDecoded
		if picture != nil || !errors.As(err, &why) || !strings.Contains(why.Reason, c.says) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
}

func TestRewrite(t *testing.T) {
	files := madeFiles(t)
	if again, err := Rewrite(files["tenprint"]); err != nil || !bytes.Equal(again, files["tenprint"]) {
		t.Errorf("ITL: %v", err)
	}
	again, err := Rewrite(files["cmf"])
	if err != nil {
		t.Fatal(err)
	}
	a, b := read(t, files["cmf"], Options{Reveal: true}), read(t, again, Options{Reveal: true})
	if len(a.Profiles) != len(b.Profiles) || a.Profiles[0].Sample != b.Profiles[0].Sample || a.Profiles[0].Loci[0].Raw != b.Profiles[0].Loci[0].Raw {
		t.Error("CMF: other values")
	}
	if _, err := Rewrite(files["tenprint"][:3000]); err == nil {
		t.Error("a file that is cut is written again")
	}
	var only *ReadOnly
	if _, err := Rewrite([]byte(specimen)); !errors.As(err, &only) {
		t.Errorf("a zone: %v", err)
	}
}
