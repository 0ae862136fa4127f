package penitentiary

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"bilgate/connectors"
	"bilgate/connectors/format/itl"
	"bilgate/mapping/canon"
)

// card builds a card of our own profile: ten prints, the last one amputated. What is to be otherwise in
// Type-1 and Type-2 comes by the two functions; each may be nil.
func card(t *testing.T, head func(*itl.Header), type2 func(*itl.TaggedBuilder)) []byte {
	t.Helper()
	day := time.Date(1899, 1, 31, 0, 0, 0, 0, time.UTC)
	h := itl.Header{TOT: "CARD", Date: day, Destination: "BIL", Originator: "UIS", TCN: "UIS-1", Domain: national.Name, DomainVersion: national.Version}
	if head != nil {
		head(&h)
	}
	b := itl.NewBuilder(h)
	r := b.Tagged(2).Set(cardNumber, "00000000011").Set(4, "custody").Set(6, "18990131").Set(8, "Officer").Set(10, "Әлиев").Set(15, "M")
	if type2 != nil {
		type2(r)
	}
	for finger := 1; finger <= 9; finger++ {
		b.Fingerprint14(itl.Print{Position: finger, Impression: 1, Source: "UIS", Captured: day, Image: ridges(t, finger), NFIQ: []itl.Quality{{Position: finger, Score: 2}}})
	}
	b.Fingerprint14(itl.Print{Position: 10, Impression: 1, Source: "UIS", Captured: day, Missing: []itl.MissingFinger{{Position: 10, Code: "XX"}}})
	out, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// ridges is a small picture, another one for every finger.
func ridges(t *testing.T, finger int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 32, 32))
	for y := range 32 {
		for x := range 32 {
			img.SetGray(x, y, color.Gray{Y: uint8((x*finger + y*3) % 256)})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTenprintSplit(t *testing.T) {
	whole := string(card(t, nil, nil))
	foreign := string(card(t, func(h *itl.Header) { h.Domain, h.DomainVersion = "NORAM", "" }, nil))
	nameless := string(card(t, nil, func(type2 *itl.TaggedBuilder) { type2.Set(cardNumber, " ") }))
	for name, c := range map[string]struct {
		format, text string
		want         []string
	}{
		"a national card":             {mediaITL, whole, []string{"1 put UIS-1 00000000011 0"}},
		"under any name":              {mediaOctets, whole, []string{"1 put UIS-1 00000000011 0"}},
		"a foreign one":               {mediaITL, foreign, []string{"1 put UIS/UIS-1 UIS/UIS-1 0"}},
		"no card number":              {mediaITL, nameless, []string{"1 !no_id"}},
		"cut among the images":        {mediaITL, whole[:len(whole)-100], []string{"1 put UIS-1 00000000011 0"}},
		"cut in the first record":     {mediaITL, whole[:60], []string{"1 !truncated"}},
		"a first record that is none": {mediaITL, "1.001:12\x1d1.002:0500", []string{"1 !syntax"}},
		"another format":              {mediaITL, "%PDF-1.7", []string{"1 !format"}},
		"nothing":                     {mediaOctets, "", []string{"1 !format"}},
		"too large":                   {mediaITL, whole + strings.Repeat("x", connectors.MaxMessage), []string{"1 !too_large"}},
		"a retraction":                {mediaJSON, `{"op":"retract","id":"00000000011"}`, []string{"1 retract b/1 00000000011 0"}},
		"a record as JSON":            {mediaJSON, `{"id":"00000000011"}`, []string{"1 !format"}},
	} {
		if got, _ := split(t, tenprint(), c.format, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestTenprintDecode(t *testing.T) {
	_, messages := split(t, tenprint(), mediaITL, string(card(t, nil, nil)))
	text, rows, blobs, faults := decode(t, tenprint(), messages...)
	if len(faults) > 0 || len(rows) != 1 || rows[0].RecordID != "00000000011" {
		t.Fatalf("rows %+v, faults %+v", rows, faults)
	}
	for _, want := range []string{
		`"tot":"CARD"`, `"date":"18990131"`, `"domain":"KZ-BIL"`, `"domain_version":"1.00"`, `"card_number":"00000000011"`, `"surname":"Әлиев"`, `"ground":null`,
		`"fingers":[{"amp":null,"position":1}`, `{"amp":"XX","position":10}]`, `"compression":"PNG"`, `"media":"image/png"`, `"quality":2`, `"quality_algorithm":"NFIQ1"`, `"resolution":500`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in the row", want)
		}
	}
	if len(blobs) != 9 || blobs[0].Media != "image/png" || !bytes.Equal(blobs[0].Data, ridges(t, 1)) || !strings.Contains(text, blobs[8].SHA256) {
		t.Errorf("%d blobs", len(blobs))
	}
}

func TestTenprintRefusesWhatBreaksOrContradicts(t *testing.T) {
	whole := card(t, nil, nil)
	shorter := bytes.Replace(whole, []byte("14.006:32"), []byte("14.006:31"), 1)
	for name, c := range map[string]struct {
		body []byte
		want connectors.Fault
	}{
		"cut":               {whole[:len(whole)-1], connectors.Fault{Code: "itl.len_range", Field: "14.001", Class: "record", Place: "record 11 field 14.001"}},
		"bytes behind":      {append(bytes.Clone(whole), 'x'), connectors.Fault{Code: "itl.trailing_bytes", Class: "record", Place: "record 11"}},
		"another width":     {shorter, connectors.Fault{Code: "itl.image_size", Field: "14.006", Class: "record", Place: "record 2 field 14.006"}},
		"no card file":      {[]byte("x"), connectors.Fault{Code: "itl.no_type1", Field: "1.001", Class: "record", Place: "record 0 field 1.001"}},
		"a finger twice":    {bytes.Replace(whole, []byte("14.013:2"), []byte("14.013:1"), 1), connectors.Fault{Code: "itl.duplicate_finger", Field: "14.013", Class: "record", Place: "record 3 field 14.013"}},
		"another character": {bytes.Replace(whole, []byte("Ә"), []byte("\xff\xff"), 1), connectors.Fault{Code: "itl.text_encoding", Field: "2.010", Class: "record", Place: "record 1 field 2.010"}},
	} {
		text, rows, blobs, faults := decode(t, tenprint(), connectors.Message{RecordID: "r", Body: c.body})
		if len(faults) != 1 || faults[0] != c.want {
			t.Errorf("%s: %+v, want %+v", name, faults, c.want)
		}
		if len(rows) != 0 || len(blobs) != 0 {
			t.Errorf("%s: %d rows, %d blobs: %s", name, len(rows), len(blobs), text)
		}
	}
}

func TestTenprintFindingsTravel(t *testing.T) {
	body := card(t, nil, nil)
	body = bytes.Replace(body, []byte("1.002:0500"), []byte("1.002:0999"), 1)
	_, rows, _, faults := decode(t, tenprint(), connectors.Message{RecordID: "r", Body: body})
	if len(faults) > 0 || len(rows) != 1 {
		t.Fatalf("faults %+v", faults)
	}
	if !slices.ContainsFunc(rows[0].Findings, func(f canon.Finding) bool { return f.Grade == "W" && f.Code == "itl.version" && f.Field == "1.002" }) {
		t.Errorf("the findings are %+v", rows[0].Findings)
	}
}

// TestTenprintProfileIsTheNationalOne: what the national profile demands, and a card lacks, is a finding;
// other domains have no such demands.
func TestTenprintProfileIsTheNationalOne(t *testing.T) {
	for domain, want := range map[string]bool{national.Name: true, "NORAM": false} {
		day := time.Date(1899, 1, 31, 0, 0, 0, 0, time.UTC)
		b := itl.NewBuilder(itl.Header{TOT: "CARD", Date: day, Destination: "BIL", Originator: "UIS", TCN: "UIS-1", Domain: domain})
		b.Tagged(2).Set(cardNumber, "00000000011")
		b.Fingerprint14(itl.Print{Position: 1, Impression: 1, Source: "UIS", Captured: day, Image: ridges(t, 1)})
		body, err := b.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		_, rows, _, _ := decode(t, tenprint(), connectors.Message{RecordID: "r", Body: body})
		for _, code := range []string{"itl.type2_field", "itl.ten_fingers"} {
			has := slices.ContainsFunc(rows[0].Findings, func(f canon.Finding) bool { return f.Grade == "P" && f.Code == code })
			if has != want {
				t.Errorf("%s: %s is a finding: %v", domain, code, has)
			}
		}
	}
}

// TestTenprintTakesReferenceCards: the reference cards of the standard's makers pass, with all their images.
func TestTenprintTakesReferenceCards(t *testing.T) {
	for _, name := range []string{"type-4-tpcard.an2", "type-14-tpcard-nqm.an2"} {
		body := sample(t, "ansi-nist/reference-2007/"+name)
		_, messages := split(t, tenprint(), mediaITL, string(body))
		_, rows, blobs, faults := decode(t, tenprint(), messages...)
		if len(rows) != 1 || len(blobs) != 14 || len(faults) > 0 {
			t.Errorf("%s: %d rows, %d images, faults %+v", name, len(rows), len(blobs), faults)
		}
	}
}

// sample reads a reference file that may lie beside the repository.
func sample(t *testing.T, name string) []byte {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			body, err := os.ReadFile(filepath.Join(dir, "..", "shared", "samples", filepath.FromSlash(name)))
			if err != nil {
				t.Skipf("the reference file %s is not beside the repository", name)
			}
			return body
		}
	}
	t.Skip("no repository root found")
	return nil
}

func FuzzTenprint(f *testing.F) {
	f.Add([]byte("1.001:12\x1d"))
	cases, err := filepath.Glob("../../fixtures/penitentiary.tenprint/*/push.an2")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range cases {
		body, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		_, messages := split(t, tenprint(), mediaITL, string(body))
		decode(t, tenprint(), append(messages, connectors.Message{RecordID: "r", Body: body})...)
	})
}
