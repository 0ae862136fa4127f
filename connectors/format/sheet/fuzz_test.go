package sheet_test

import (
	"errors"
	"image"
	"image/color"
	"testing"

	"bilgate/connectors/format/sheet"
	"bilgate/fixtures"
)

// small is a white scan with a few lines: all that a fuzzer can afford to change.
func small() *image.Gray {
	img := image.NewGray(image.Rect(0, 0, 64, 96))
	for i := range img.Pix {
		img.Pix[i] = 230
	}
	for k := range 48 {
		img.SetGray(8+k, 20, color.Gray{Y: 10})
		img.SetGray(8+k, 30, color.Gray{Y: 10})
		img.SetGray(8, 20+k, color.Gray{Y: 10})
	}
	return img
}

// FuzzRead reads any bytes as a scan. Every answer is a card or a finding of grade F or E; memory is bounded
// by the cap.
func FuzzRead(f *testing.F) {
	s := fixtures.Sheet{Image: small(), PixelsPerInch: 300}
	f.Add(s.PNG())
	f.Add(s.JPEG())
	f.Add([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x01\x2c\x01\x2c\x00\x00\xff\xc2\x00\x0b\x08\x0d\xb4\x09\xb0\x01\x01\x11\x00"))
	f.Add(fixtures.WithPNGSize(s.PNG(), 2480, 3508))
	f.Fuzz(func(t *testing.T, scan []byte) {
		card, err := sheet.Read(scan, index(), sheet.Options{MaxBytes: 1 << 20})
		var finding *sheet.Finding
		switch {
		case err == nil && card != nil:
		case !errors.As(err, &finding) || finding.Grade != sheet.GradeStructure && finding.Grade != sheet.GradeConsistency:
			t.Fatalf("card %v, error %v", card != nil, err)
		}
	})
}

// FuzzParseIndex reads any bytes as an index file: what is read makes a transaction, whatever its texts are.
func FuzzParseIndex(f *testing.F) {
	f.Add([]byte(wholeIndex))
	f.Add([]byte(`{"control_number":"1","originator":"O","card_number":"1","registered_on":"1912-06-05","missing":[{"position":1,"code":"XX"}]}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		x, err := sheet.ParseIndex(file)
		if err != nil {
			if f := (*sheet.Finding)(nil); !errors.As(err, &f) {
				t.Fatalf("not a finding: %v", err)
			}
			return
		}
		card := sheet.Card{Index: x, Fields: []sheet.Field{{Position: 1, State: sheet.Empty}}}
		if _, err := card.Transaction(); err != nil {
			t.Fatalf("an index file that was accepted makes no transaction: %v", err)
		}
	})
}
