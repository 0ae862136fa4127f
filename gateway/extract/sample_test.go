package extract

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"math"
	"testing"
	"time"

	"bilgate/mapping/canon"
)

var noon = time.Date(2026, time.November, 24, 7, 0, 0, 0, time.UTC)

// ridges is a picture that looks like a print from a distance.
func ridges(width, height, seed int) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, width, height))
	cx, cy := float64(width)/2+float64(seed), float64(height)*0.55
	for y := range height {
		for x := range width {
			dx, dy := float64(x)-cx, (float64(y)-cy)*0.8
			r := math.Hypot(dx, dy)
			v := 128 + 100*math.Sin(r/4+math.Atan2(dy, dx)*float64(seed%3))
			if r > 0.48*float64(width) {
				v = 255
			}
			out.Pix[y*out.Stride+x] = byte(v)
		}
	}
	return out
}

func pngOf(t testing.TB, pixels image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, pixels); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func jpegOf(t testing.TB, pixels image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, pixels, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// store is a place for pictures, by reference.
type store map[string][]byte

func (s store) open(ref string) ([]byte, error) {
	b, ok := s[ref]
	if !ok {
		return nil, fmt.Errorf("no such object")
	}
	return b, nil
}

// put stores a picture and describes it as a record does.
func (s store) put(position int, compression string, width, height int, stored []byte) map[string]any {
	sum := sha256.Sum256(stored)
	ref := fmt.Sprintf("ref-%d", len(s))
	s[ref] = stored
	return map[string]any{
		"idc": len(s), "position": position, "impression": 1, "resolution": 500, "width": width, "height": height,
		"compression": compression, "media": "image/x", "size": len(stored), "sha256": hex.EncodeToString(sum[:]), "ref": ref,
		"quality": 71, "quality_algorithm": "NFIQ2",
	}
}

func record(t testing.TB, kind string, data map[string]any) canon.Record {
	t.Helper()
	text, err := json.Marshal(data)
	if err != nil {
		t.Fatal(err)
	}
	return canon.Record{ID: "ABCDEFGHIJKLMNOPQRSTUVWX", Kind: kind, Op: canon.Put, Version: 3, Data: text}
}

func subject() map[string]any {
	return map[string]any{"scheme": "iin", "value": "760824199990", "country": "KAZ"}
}

func person() map[string]any {
	return map[string]any{
		"surname": "Әбілқайырұлы", "given_name": "Өтеген", "patronymic": "Үсенұлы", "names_lang": "kk",
		"birth_date": "1876-08-24", "birth_place": "Қарқаралы уезі", "sex": "M", "citizenship": "KAZ",
	}
}

func personRecord(t testing.TB) canon.Record {
	return record(t, "person", map[string]any{
		"subject": subject(), "person": person(), "legal_basis": "Заң 40-VI, 10-бап", "observed_at": "2026-11-20T05:15:00Z",
		"documents": []any{
			map[string]any{"type": "identity_card", "number": "012345678", "issued": "1896-01-02", "expires": "1906-01-01", "issuer": "Қазақстан Республикасының Ішкі істер министрлігі"},
			map[string]any{"type": "passport", "number": "N00000001", "issued": "1897-03-04"},
		},
		"links": map[string]any{"card_number": "12345678901", "specimen": "BC-000-18"},
	})
}

var prints = []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 11, 12}

func cardRecord(t testing.TB, s store, positions []int) canon.Record {
	var images, fingers []any
	for i, position := range positions {
		w, h := 320, 300
		if position > 10 {
			w, h = 640, 400
		}
		pixels := ridges(w, h, i)
		switch i % 3 {
		case 0:
			images = append(images, s.put(position, "PNG", w, h, pngOf(t, pixels)))
		case 1:
			images = append(images, s.put(position, "JPEGB", w, h, jpegOf(t, pixels)))
		default:
			images = append(images, s.put(position, "NONE", w, h, pixels.Pix))
		}
	}
	for finger := 1; finger <= 10; finger++ {
		fingers = append(fingers, map[string]any{"position": finger, "status": "captured"})
	}
	return record(t, "fingerprint_registration", map[string]any{
		"subject": subject(), "person": person(), "card": map[string]any{"number": "12345678901"}, "basis": "identity_document",
		"ground": "Заявление", "officer": "Қызметкер А. А.", "date": "1896-01-02", "capture": "live_scan",
		"document": map[string]any{"type": "identity_card", "number": "012345678", "issued": "1896-01-02"},
		"images":   images, "fingers": fingers, "photo": s.put(0, "JPEGB", 140, 180, jpegOf(t, ridges(140, 180, 5))),
	})
}

var loci24 = []string{"Amel", "D3S1358", "D1S1656", "D2S441", "D10S1248", "D13S317", "D16S539", "D18S51", "D2S1338", "CSF1PO", "TH01", "vWA",
	"D21S11", "D7S820", "D5S818", "TPOX", "D8S1179", "D12S391", "D19S433", "D22S1045", "FGA", "SE33", "Penta D", "Penta E"}

func profileRecord(t testing.TB) canon.Record {
	var loci []any
	for i, name := range loci24 {
		alleles := []any{fmt.Sprint(8 + i%9), fmt.Sprintf("%d.3", 9+i%9)}
		if name == "Amel" {
			alleles = []any{"X", "Y"}
		}
		loci = append(loci, map[string]any{"locus": name, "alleles": alleles, "raw": fmt.Sprintf("%s: %v, %v", name, alleles[0], alleles[1])})
	}
	return record(t, "genomic_registration", map[string]any{
		"subject": subject(), "person": person(), "specimen": map[string]any{"id": "S-18", "barcode": "BC-000-18", "material": "Буккальный эпителий"},
		"origin": "Зертхана № 1", "kit": "GlobalFiler", "sampled_on": "1896-01-02", "analysed_on": "1896-02", "profile_class": "person", "loci": loci,
	})
}

func whole(t testing.TB) Document {
	s := store{}
	return Document{Number: "KZ-18/0001", Records: []canon.Record{personRecord(t), cardRecord(t, s, prints), profileRecord(t)}, Image: s.open, At: noon}
}
