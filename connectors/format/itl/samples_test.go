package itl

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// samplesDir finds the reference files that may lie beside the repository.
func samplesDir(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			samples := filepath.Join(dir, "..", "shared", "samples", "ansi-nist")
			if _, err := os.Stat(samples); err == nil {
				return samples
			}
		}
	}
	t.Skip("no reference files beside the repository")
	return ""
}

// sampleFiles is every reference file present, by its name in the inventory.
func sampleFiles(t testing.TB) map[string][]byte {
	t.Helper()
	dir := samplesDir(t)
	files := map[string][]byte{}
	for _, pattern := range []string{"*/*.an2", "*/*.an2k"} {
		paths, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			name, _ := filepath.Rel(dir, path)
			files[filepath.ToSlash(name)] = data
		}
	}
	if len(files) == 0 {
		t.Skip("the samples folder holds no transaction")
	}
	return files
}

func mustParse(t testing.TB, data []byte) *Transaction {
	t.Helper()
	parsed, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// inventoryRow prints a record the way expected/inventory.tsv does.
func inventoryRow(file string, r *Record) string {
	idc, imp, fgp, hll, vll, cga := "-", "-", "-", "-", "-", "-"
	image, fields := r.Image(), "-"
	if f, ok := r.Field(2); ok && r.Type != 1 {
		idc = string(f.Value)
	}
	switch r.Type {
	case 3, 4, 5, 6, 7:
		h, _ := r.ImageHeader()
		idc, imp = strconv.Itoa(r.IDC), strconv.Itoa(h.Impression)
		fgp = joinBytes(h.Positions)
		hll, vll = strconv.Itoa(h.Width), strconv.Itoa(h.Height)
		cga = string(compressionOfCode(h.Algorithm))
	case 8:
		h, _ := r.SignatureHeader()
		idc, hll, vll = strconv.Itoa(r.IDC), strconv.Itoa(h.Width), strconv.Itoa(h.Height)
		cga = fmt.Sprintf("SRT=%d", h.Representation)
	case 10, 13, 14, 15, 16, 17, 19, 20:
		hll, vll, cga = orDash(r.Text(6)), orDash(r.Text(7)), orDash(r.Text(11))
	}
	if r.Type >= 13 && r.Type <= 15 || r.Type == 19 {
		imp, fgp = orDash(r.Text(3)), orDash(strings.ReplaceAll(r.Text(13), "\x1e", "/"))
	}
	sum := "-"
	if len(image) > 0 {
		digest := sha256.Sum256(image)
		sum = hex.EncodeToString(digest[:])
	}
	if r.Fields != nil {
		var numbers []string
		for _, f := range r.Fields {
			number := fmt.Sprintf("%03d", f.Number)
			if f.Type != r.Type {
				number = f.Name()
			}
			numbers = append(numbers, number)
		}
		fields = strings.Join(numbers, ",")
	}
	return strings.Join([]string{
		file, strconv.Itoa(r.Index), strconv.Itoa(r.Type), strconv.Itoa(r.Offset), strconv.Itoa(r.Length),
		idc, imp, fgp, hll, vll, cga, strconv.Itoa(len(image)), sum, fields,
	}, "\t")
}

func joinBytes(numbers []byte) string {
	var parts []string
	for _, n := range numbers {
		parts = append(parts, strconv.Itoa(int(n)))
	}
	return strings.Join(parts, "/")
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

func TestSamplesMatchInventory(t *testing.T) {
	files := sampleFiles(t)
	table, err := os.ReadFile(filepath.Join(samplesDir(t), "expected", "inventory.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(table)), "\n")[1:] {
		name, _, _ := strings.Cut(line, "\t")
		want[name] = append(want[name], line)
	}
	for name, data := range files {
		parsed := mustParse(t, data)
		if len(parsed.Records) != len(want[name]) {
			t.Errorf("%s: %d records, inventory has %d", name, len(parsed.Records), len(want[name]))
			continue
		}
		for i := range parsed.Records {
			if got := inventoryRow(name, &parsed.Records[i]); got != want[name][i] {
				t.Errorf("record differs\n got %s\nwant %s", got, want[name][i])
			}
		}
	}
}

func TestSamplesWriteBackIdentical(t *testing.T) {
	for name, data := range sampleFiles(t) {
		if !bytes.Equal(mustParse(t, data).Bytes(), data) {
			t.Errorf("%s is not written back byte-identical", name)
		}
	}
}

func TestSampleImagesAreViews(t *testing.T) {
	for name, data := range sampleFiles(t) {
		parsed := mustParse(t, data)
		for i := range parsed.Records {
			r := &parsed.Records[i]
			image := r.Image()
			if len(image) > 0 && &image[0] != &data[r.imageOffset()] {
				t.Errorf("%s record %d: the image is a copy or elsewhere", name, i)
			}
		}
	}
}
