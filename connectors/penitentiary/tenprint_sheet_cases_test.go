package penitentiary

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bilgate/fixtures"
)

// caseIndex is the index file of the scanned cards among the cases: a bandaged little finger.
const caseIndex = `{
	"control_number": "UIS-7", "originator": "UIS", "card_number": "00000000017", "basis": "custody", "ground": "Приговор суда",
	"registered_on": "1912-06-05", "place": "Астана", "officer": "Офицер",
	"surname": "Әлімбеков", "given_name": "Қайрат", "birth_date": "1885-03", "sex": "M", "citizenship": "KAZ", "iin": "850307100012",
	"scanned_on": "1912-06-07", "missing": [{"position": 10, "code": "UP"}]
}`

// TestSheetCases: the scanned cards among the cases are these: one with an empty field and a smeared one, and one
// whose left hand's table is covered.
func TestSheetCases(t *testing.T) {
	for name, scan := range map[string][]byte{"sheet": caseScan(nil), "wrong-sheet": caseScan(covered)} {
		file := filepath.Join("..", "..", "fixtures", "penitentiary.tenprint", name, "push.zip")
		body := bundle(t, caseIndex, scan)
		if *updateCards {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, body, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, body) {
			t.Errorf("%s is not the card that is drawn here (%v); -update-cards writes it anew", file, err)
		}
	}
}

// scanPPI is the resolution of the scanned cards among the cases: the lowest that is read.
const scanPPI = 300

// caseScan draws a sheet and scans it into a small JPEG.
func caseScan(change func(*image.Gray)) []byte {
	s := fixtures.DrawSheet(11, scanPPI, fixtures.Wear{Line: 0.35, Ink: 0.8, Skew: 0.4, Empty: []int{4, 10, 15}, Smeared: []int{7}})
	if change != nil {
		change(s.Image)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, s.Image, &jpeg.Options{Quality: 20}); err != nil {
		panic(err) // grey pixels in memory encode
	}
	scale := []byte("\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00\x00\x00\x00\x00\x00")
	binary.BigEndian.PutUint16(scale[12:], scanPPI)
	binary.BigEndian.PutUint16(scale[14:], scanPPI)
	return append(append(b.Bytes()[:2:2], scale...), b.Bytes()[2:]...)
}

// covered lays a blank paper over what is below the right hand's table.
func covered(img *image.Gray) {
	below := img.Rect
	below.Min.Y = img.Rect.Dy() * 158 / 297
	draw.Draw(img, below, image.NewUniform(color.Gray{Y: 235}), image.Point{}, draw.Src)
}

// bundle is a scanned card as it is sent.
func bundle(t *testing.T, index string, scan []byte) []byte {
	t.Helper()
	return zipped(t, map[string]string{"index.json": index, "sheet.jpg": string(scan)})
}

func zipped(t *testing.T, members map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range []string{"index.json", "sheet.jpg", "note.txt"} {
		content, ok := members[name]
		if !ok {
			continue
		}
		to, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = strings.NewReader(content).WriteTo(to)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
