package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"bilgate/connectors/format/sheet"
)

// member is a file in a ZIP file.
type member struct {
	name, content string
	method        uint16
}

func zipped(members ...member) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range members {
		f, err := w.CreateHeader(&zip.FileHeader{Name: m.name, Method: m.method})
		if err != nil {
			panic(err)
		}
		f.Write([]byte(m.content))
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

var (
	indexMember = member{"index.json", wholeIndex, zip.Deflate}
	scanMember  = member{"sheet.jpg", "\xff\xd8\xff" + strings.Repeat("pixels", 50), zip.Store}
)

// digits is text that does not shrink much.
func digits(n int) string {
	var b strings.Builder
	for rng := rand.New(rand.NewPCG(3, 3)); b.Len() < n; {
		fmt.Fprint(&b, rng.Uint64())
	}
	return b.String()
}

func TestParseBundle(t *testing.T) {
	for _, method := range []uint16{zip.Store, zip.Deflate} {
		scan := scanMember
		scan.method = method
		b, err := sheet.ParseBundle(zipped(indexMember, scan))
		if err != nil || string(b.Index) != wholeIndex || string(b.Scan) != scan.content {
			t.Errorf("method %d: %d and %d bytes, %v", method, len(b.Index), len(b.Scan), err)
		}
	}
}

func TestBundleIsRefused(t *testing.T) {
	good := zipped(indexMember, scanMember)
	lying := bytes.Clone(good)
	directory := bytes.LastIndex(lying, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(lying[directory+24:], 1<<30)
	damaged := bytes.Replace(good, []byte("pixelspixels"), []byte("pixelsPixels"), 1)
	for name, file := range map[string][]byte{
		"nothing":              nil,
		"no ZIP file":          []byte("%PDF"),
		"one member":           zipped(indexMember),
		"three members":        zipped(indexMember, scanMember, member{"note.txt", "x", zip.Store}),
		"another member":       zipped(indexMember, member{"card.an2", "x", zip.Store}),
		"a member in a folder": zipped(indexMember, member{"a/sheet.png", "x", zip.Store}),
		"two index files":      zipped(indexMember, indexMember),
		"two scans":            zipped(scanMember, member{"sheet.png", "x", zip.Store}),
		"an index too long":    zipped(member{"index.json", digits(70000), zip.Deflate}, scanMember),
		"a size that lies":     lying,
		"a bomb":               zipped(indexMember, member{"sheet.png", strings.Repeat("x", 1<<20), zip.Deflate}),
		"a damaged member":     damaged,
		"cut":                  good[:len(good)-1],
		"bytes behind":         append(bytes.Clone(good), 0),
	} {
		_, err := sheet.ParseBundle(file)
		var f *sheet.Finding
		if !errors.As(err, &f) || f.Rule != sheet.RuleBundle {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParseBundle(f *testing.F) {
	f.Add(zipped(indexMember, scanMember))
	f.Fuzz(func(t *testing.T, file []byte) {
		b, err := sheet.ParseBundle(file)
		if (err == nil) != (b.Index != nil && b.Scan != nil) {
			t.Fatalf("%d and %d bytes, error %v", len(b.Index), len(b.Scan), err)
		}
	})
}
