package itl

import (
	"crypto/sha256"
	"encoding/hex"
)

// Kind tells known prints from latent ones and fingers from palms.
type Kind string

// The kinds, by record type.
const (
	Finger Kind = "finger" // Types 4 and 14
	Latent Kind = "latent" // Type-13
	Palm   Kind = "palm"   // Type-15
)

// Fingerprint is one friction ridge image of Types 4, 13, 14 or 15.
type Fingerprint struct {
	Record        int // index in [Transaction.Records]
	Kind          Kind
	IDC           int
	Position      int   // the first of Positions, -1 when there is none
	Positions     []int // FGP (table 8): 1–10 single, 11–15 plain and slaps, 20–38 and 81–86 palms
	Impression    int   // IMP (table 7), -1 when absent
	Width, Height int   // pixels, as the record says; 0 without an image
	PixelsPerInch int   // 0 when the file states none; see 197 pixels/cm = 500
	Depth         int   // bits a pixel, 8 in Type-4
	Compression   Compression
	Data          []byte // the image as received, a view; nil when there is none

	NFIQ    []Quality       // 14.022, finger by finger
	Quality []Quality       // 14.023 and nnn.024
	Missing []MissingFinger // 14.018, 15.018: why a print is partial or absent
}

// Quality is one score (nnn.022, nnn.023 or nnn.024).
type Quality struct {
	Field    int // 22 NFIQ, 23 segmentation, 24 print quality
	Position int
	Score    int    // NFIQ 1 (best) to 5; others 0 to 100 (best); 254 failed, 255 not tried
	Vendor   string // four hexadecimal digits (CBEFF), "" for NFIQ
	Product  string // 1 to 65535, "" for NFIQ
}

// MissingFinger is one subfield of AMP.
type MissingFinger struct {
	Position int
	Code     string // "XX" partial print (amputation), "UP" unable to print (bandage)
}

// SHA256 is the digest of the image as received, 64 lower-case hexadecimal
// digits; "" without an image.
func (f Fingerprint) SHA256() string {
	if f.Data == nil {
		return ""
	}
	sum := sha256.Sum256(f.Data)
	return hex.EncodeToString(sum[:])
}

// Fingerprints reads the friction ridge records in file order. Values that do
// not read are 0, -1 or "": [Transaction.Check] says why.
func (t *Transaction) Fingerprints() []Fingerprint {
	var prints []Fingerprint
	for i := range t.Records {
		switch r := &t.Records[i]; r.Type {
		case 4:
			prints = append(prints, t.binaryPrint(r))
		case 13, 14, 15:
			prints = append(prints, t.taggedPrint(r))
		}
	}
	return prints
}

func (t *Transaction) binaryPrint(r *Record) Fingerprint {
	h, _ := r.ImageHeader()
	f := Fingerprint{
		Record: r.Index, Kind: Finger, IDC: r.IDC, Position: -1, Impression: h.Impression,
		Width: h.Width, Height: h.Height, PixelsPerInch: t.pixelsPerInch(r), Depth: 8,
		Compression: compressionOfCode(h.Algorithm), Data: r.Image(),
	}
	for _, position := range h.Positions {
		f.Positions = append(f.Positions, int(position))
	}
	if len(f.Positions) > 0 {
		f.Position = f.Positions[0]
	}
	return f
}

func (t *Transaction) taggedPrint(r *Record) Fingerprint {
	kinds := map[int]Kind{13: Latent, 14: Finger, 15: Palm}
	f := Fingerprint{Record: r.Index, Kind: kinds[r.Type], IDC: r.IDC, Position: -1, Data: r.Image()}
	f.Width, _ = r.Int(6)
	f.Height, _ = r.Int(7)
	f.Depth, _ = r.Int(12)
	f.PixelsPerInch = t.pixelsPerInch(r)
	f.Compression = r.compression()
	f.Impression = -1
	if impression, ok := r.Int(3); ok {
		f.Impression = impression
	}
	f.Positions = r.positions()
	if len(f.Positions) > 0 {
		f.Position = f.Positions[0]
	}
	f.Missing = r.missing(amputations)
	f.NFIQ = r.qualities(22)
	f.Quality = append(r.qualities(23), r.qualities(24)...)
	return f
}

// compression is CGA of a tagged image record.
func (r *Record) compression() Compression {
	f, _ := r.Field(11)
	return compressionOfText(f.Value)
}

// positions reads FGP: one subfield a position.
func (r *Record) positions() []int {
	f, _ := r.Field(13)
	var positions []int
	for s := range f.firstSubfields() {
		if position, ok := number(s.Item(0)); ok {
			positions = append(positions, position)
		}
	}
	return positions
}

// amputations is the number of AMP in Types 14 and 15.
const amputations = 18

// missing reads AMP: position and code a subfield.
func (r *Record) missing(field int) []MissingFinger {
	f, _ := r.Field(field)
	var missing []MissingFinger
	for s := range f.firstSubfields() {
		if position, ok := number(s.Item(0)); ok {
			missing = append(missing, MissingFinger{Position: position, Code: r.Decode(s.Item(1))})
		}
	}
	return missing
}

// qualities reads one of the metric fields: position, score and, beyond NFIQ,
// vendor and product.
func (r *Record) qualities(field int) []Quality {
	f, _ := r.Field(field)
	var scores []Quality
	for s := range f.firstSubfields() {
		position, okPosition := number(s.Item(0))
		score, okScore := number(s.Item(1))
		if okPosition && okScore {
			scores = append(scores, Quality{
				Field: field, Position: position, Score: score,
				Vendor: r.Decode(s.Item(2)), Product: r.Decode(s.Item(3)),
			})
		}
	}
	return scores
}
