package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bilgate/fixtures"
	"bilgate/gateway/register"
)

// scannedCard is the project's scanned card as a file of its own, under another card number, and of another person or, if iin
// is "", of one without an IIN.
func scannedCard(t *testing.T, number, iin string) string {
	t.Helper()
	from, err := zip.OpenReader("../../fixtures/penitentiary.tenprint/sheet/push.zip")
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, member := range from.File {
		r, err := member.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if member.Name == "index.json" {
			content = []byte(strings.NewReplacer("00000000017", number, "UIS-7", "UIS-"+number, "850307100012", iin).Replace(string(content)))
		}
		w, err := to.Create(member.Name)
		if err == nil {
			_, err = w.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "card.zip")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestScannedCard: a scanned paper card is a registration like any other, the fingerprint subsystem holds what was
// cut from it, and the register names the kept sheet.
func TestScannedCard(t *testing.T) {
	t.Parallel()
	d := demo(t)
	const number = "00000018770"
	must(t, "send", "--feed", fixtures.TenPrint, "--to", d.API, scannedCard(t, number, ""))
	settled(t, d)
	v := versionOf(t, d, "--kind", "fingerprint_registration", func(v register.Version) bool {
		return v.Canonical.Source.MessageID == "UIS-"+number
	})
	type picture struct {
		SHA256, Ref, Media   string
		Position, Resolution int
	}
	var card struct {
		Capture string
		Scan    picture
		Images  []picture
	}
	if err := json.Unmarshal(v.Canonical.Data, &card); err != nil {
		t.Fatal(err)
	}
	if s := card.Scan; card.Capture != "scanned_card" || s.Media != "image/jpeg" || s.Resolution != 300 || s.Ref == "" {
		t.Errorf("capture %q, scan %+v", card.Capture, s)
	}
	var positions []int
	var digests []string
	for _, i := range card.Images {
		positions, digests = append(positions, i.Position), append(digests, i.SHA256)
		if i.Ref == "" || i.Ref == card.Scan.Ref {
			t.Errorf("position %d has the reference %q, the sheet %q", i.Position, i.Ref, card.Scan.Ref)
		}
	}
	if want := []int{1, 2, 3, 5, 6, 7, 8, 9, 14, 13}; !slices.Equal(positions, want) {
		t.Errorf("positions %v, want %v", positions, want)
	}
	if got := encounterImages(t, d, v.Canonical.ID); !slices.Equal(got[:min(len(got), len(digests))], digests) {
		t.Errorf("the subsystem holds\n%v, the register\n%v", got, digests)
	}
	deliveredTo(t, v, "fingerprint")
	if status, _ := get(t, d.Genomic+"/v1/holdings/fingerprint_registration/"+v.Canonical.ID); status != http.StatusNotFound {
		t.Errorf("the genomic subsystem holds the card: %d", status)
	}
}

// TestScannedCardIsKept: the extract opens every kept picture of a person, the sheet among them, and holds its bytes
// against the digest.
func TestScannedCardIsKept(t *testing.T) {
	t.Parallel()
	d := demo(t)
	const iin = "850315177103"
	must(t, "send", "--feed", fixtures.TenPrint, "--to", d.API, scannedCard(t, "00000018771", iin))
	settled(t, d)
	must(t, "extract", "--person", iin, "--to", d.API, "--out", filepath.Join(t.TempDir(), "extract.pdf"))
}
