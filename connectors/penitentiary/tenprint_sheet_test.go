package penitentiary

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"bilgate/connectors"
)

func TestSheetSplit(t *testing.T) {
	scan := "\xff\xd8\xff the decoding judges the pixels"
	whole := string(bundle(t, caseIndex, []byte(scan)))
	indexed := func(old, new string) string {
		return string(bundle(t, strings.Replace(caseIndex, old, new, 1), []byte(scan)))
	}
	for name, c := range map[string]struct {
		format, text string
		want         []string
	}{
		"a scanned card":           {mediaZIP, whole, []string{"1 put UIS-7 00000000017 0"}},
		"under any name":           {mediaOctets, whole, []string{"1 put UIS-7 00000000017 0"}},
		"no card number":           {mediaZIP, indexed(`"00000000017"`, `""`), []string{"1 !no_id"}},
		"no control number":        {mediaZIP, indexed(`"UIS-7"`, `""`), []string{"1 put b/1 00000000017 0"}},
		"a day that is none":       {mediaZIP, indexed("1912-06-05", "1912-06-31"), []string{"1 put UIS-7 00000000017 0"}},
		"an index that is no JSON": {mediaZIP, indexed("{", "["), []string{"1 !syntax"}},
		"an unknown member":        {mediaZIP, indexed(`"sex"`, `"gender"`), []string{"1 !syntax"}},
		"cut in the scan":          {mediaZIP, whole[:len(whole)/2], []string{"1 !truncated"}},
		"cut in the directory":     {mediaZIP, whole[:len(whole)-30], []string{"1 !truncated"}},
		"no scan":                  {mediaZIP, string(zipped(t, map[string]string{"index.json": caseIndex})), []string{"1 !format"}},
		"another file in it":       {mediaZIP, string(zipped(t, map[string]string{"index.json": caseIndex, "note.txt": scan})), []string{"1 !format"}},
		"bytes behind":             {mediaZIP, whole + "x", []string{"1 !format"}},
		"no ZIP file":              {mediaZIP, scan, []string{"1 !format"}},
		"too large":                {mediaZIP, whole + strings.Repeat("x", connectors.MaxMessage), []string{"1 !too_large"}},
	} {
		if got, _ := split(t, tenprint(), c.format, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestSheetDecode: fields 4 and 15 are empty and 10 is bandaged; the rest are images, and the sheet itself is kept.
func TestSheetDecode(t *testing.T) {
	scan := caseScan(nil)
	_, messages := split(t, tenprint(), mediaZIP, string(bundle(t, caseIndex, scan)))
	text, rows, blobs, faults := decode(t, tenprint(), messages...)
	if len(faults) > 0 || len(rows) != 1 || rows[0].RecordID != "00000000017" {
		t.Fatalf("rows %+v, faults %+v", rows, faults)
	}
	sum := sha256.Sum256(scan)
	digest := hex.EncodeToString(sum[:])
	for _, want := range []string{
		`"domain":"KZ-BIL"`, `"tcn":"UIS-7"`, `"card_number":"00000000017"`, `"birth_date":"18850300"`, `"registered_on":"19120605"`,
		`{"amp":"UP","position":10}]`, `"impression":3`, `"resolution":500`, `"scan":{"media":"image/jpeg","resolution":300,"sha256":"` + digest + `"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in the row", want)
		}
	}
	if len(blobs) != 11 || blobs[0].Media != "image/png" {
		t.Fatalf("%d blobs, want 8 fingers, 2 control prints and the sheet", len(blobs))
	}
	if last := blobs[10]; last.Media != "image/jpeg" || last.SHA256 != digest || !bytes.Equal(last.Data, scan) {
		t.Errorf("the sheet is kept as %s %s", last.Media, last.SHA256)
	}
	var got []string
	for _, f := range rows[0].Findings {
		if strings.HasPrefix(f.Code, "sheet.") {
			got = append(got, f.Grade+" "+f.Code+" "+f.Field)
		}
	}
	if want := []string{"W sheet.interpolated sheet", "W sheet.empty position 4", "W sheet.unreadable position 7", "W sheet.empty position 15"}; !slices.Equal(got, want) {
		t.Errorf("findings %q, want %q", got, want)
	}
}

// TestSheetIsRefused with what was wrong, where, and what of the form was seen.
func TestSheetIsRefused(t *testing.T) {
	scan := caseScan(nil)
	indexed := func(old, new string) []byte { return bundle(t, strings.Replace(caseIndex, old, new, 1), scan) }
	for name, c := range map[string]struct {
		body  []byte
		want  connectors.Fault
		class string // the beginning
	}{
		"no left hand":     {bundle(t, caseIndex, caseScan(covered)), connectors.Fault{Code: "sheet.tables", Place: "sheet"}, "expected 2 tables of 5 fields, saw 1 "},
		"a print too many": {indexed(`"position": 10`, `"position": 1`), connectors.Fault{Code: "sheet.contradiction", Place: "position 1"}, "scan"},
		"no picture":       {bundle(t, caseIndex, []byte("GIF89a")), connectors.Fault{Code: "sheet.format", Place: "sheet"}, "scan"},
		"a cut picture":    {bundle(t, caseIndex, scan[:len(scan)/2]), connectors.Fault{Code: "sheet.image", Place: "sheet"}, "scan"},
		"a day of no month": {indexed("1912-06-05", "1912-06-31"),
			connectors.Fault{Code: "sheet.value", Field: "registered_on", Place: "index.json registered_on"}, "index file"},
		"no bundle": {[]byte("PK\x03\x04"), connectors.Fault{Code: "sheet.bundle", Place: "sheet"}, "file"},
	} {
		text, rows, blobs, faults := decode(t, tenprint(), connectors.Message{RecordID: "r", Body: c.body})
		if len(rows) != 0 || len(blobs) != 0 || len(faults) != 1 {
			t.Errorf("%s: %d rows, %d blobs, faults %+v: %.200s", name, len(rows), len(blobs), faults, text)
			continue
		}
		got := faults[0]
		class := got.Class
		if got.Class = ""; got != c.want || !strings.HasPrefix(class, c.class) {
			t.Errorf("%s: %+v of class %q, want %+v of %q", name, got, class, c.want, c.class)
		}
	}
}
