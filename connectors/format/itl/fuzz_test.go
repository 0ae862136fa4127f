package itl

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// FuzzParse reads any bytes as a file, and again as the fields of a record
// whose LEN and CNT are right, which mutation alone seldom hits; the first byte
// may be that record's type.
//
// No panic; whatever was read is written back as it came; a refusal is always a
// finding of grade F inside the file.
func FuzzParse(f *testing.F) {
	f.Add(smallCard(f))
	f.Add([]byte("14.002:01\x1d14.003:1\x1d14.006:20\x1d14.007:10\x1d14.011:PNG\x1d14.018:2\x1fXX\x1d14.022:2\x1f1\x1d14.999:\xff\xa0\xff"))
	f.Add([]byte(type1([]string{"4 1", "7 1", "8 1"}, "015:3\x1fUTF-8") + print4(nil) + print4(nil) + print4(nil)))
	f.Add([]byte(type1([]string{"13 1"}) + print14()))
	for typ, record := range map[byte]string{9: minutiae9(), 10: face10(), 18: dna18()} {
		fields := strings.SplitN(strings.TrimSuffix(record, "\x1c"), "\x1d", 3)[2] // behind LEN and IDC
		f.Add(append([]byte{typ}, fields...))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		exercise(t, data)
		typ := 14
		if len(data) > 0 && !isBinary(int(data[0])) && data[0] > 1 && data[0] <= 99 {
			typ, data = int(data[0]), data[1:]
		}
		first := type1([]string{fmt.Sprintf("%d 1", typ)}, "013:INT-I\x1f6", "015:3\x1fUTF-8")
		exercise(t, []byte(first+tagged(typ, "002:01\x1d"+string(data))))
	})
}

// smallCard is a transaction with one drawn finger.
func smallCard(f *testing.F) []byte {
	b := NewBuilder(validHeader())
	b.Tagged(2).Set(3, "Қ")
	b.Fingerprint14(Print{Position: 2, Impression: 1, Source: "ORG", Captured: validHeader().Date, Image: drawn(f, 10, 10, 1)})
	data, err := b.Bytes()
	if err != nil {
		f.Fatal(err)
	}
	return data
}

// exercise runs everything that reads a file.
func exercise(t *testing.T, data []byte) {
	parsed, err := Parse(data)
	if !bytes.Equal(parsed.Bytes(), data) {
		t.Fatal("not written back byte-identical")
	}
	var finding *Finding
	if err != nil && (!errors.As(err, &finding) || finding.Grade != GradeStructure || finding.Offset > len(data)) {
		t.Fatalf("refused without a finding: %v", err)
	}
	for _, found := range parsed.Findings() {
		if found.Record > len(parsed.Records) || found.Offset > len(data) {
			t.Fatalf("finding outside the file: %+v", found)
		}
	}
	parsed.CheckProfile(Profile{TOTs: []string{"CARD"}, Type2: []int{101}, TenFingers: true})
	parsed.Type1()
	for i := range parsed.Records {
		exerciseRecord(t, parsed, &parsed.Records[i], len(data))
	}
	for _, print := range parsed.Fingerprints() {
		print.SHA256()
	}
}

// exerciseRecord runs everything that reads one record; what it answers lies
// inside the file.
func exerciseRecord(t *testing.T, parsed *Transaction, r *Record, size int) {
	for _, p := range parsed.Parts(r) {
		if p.Offset < r.Offset || p.Offset+p.Length > r.Offset+r.Length {
			t.Fatalf("part outside its record: %+v", p)
		}
	}
	if image := r.Image(); image != nil && (len(image) == 0 || r.ImageOffset()+len(image) > size) {
		t.Fatalf("image outside the file: %d bytes at %d", len(image), r.ImageOffset())
	}
	d, _ := DNA(r)
	for _, l := range d.Loci {
		if l.Offset > r.Offset+r.Length || len(l.Alleles) > 3 {
			t.Fatalf("locus outside its record: %+v", l)
		}
	}
	r.Electropherograms()
	r.Minutiae()
}
