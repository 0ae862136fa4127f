package itl

import (
	"bytes"
	"errors"
	"testing"
)

// FuzzParse reads any bytes as a file, and again as the fields of a record
// whose LEN and CNT are right, which mutation alone seldom hits.
//
// No panic; whatever was read is written back as it came; a refusal is always a
// finding of grade F inside the file.
func FuzzParse(f *testing.F) {
	f.Add(smallCard(f))
	f.Add([]byte("14.002:01\x1d14.003:1\x1d14.006:20\x1d14.007:10\x1d14.011:PNG\x1d14.018:2\x1fXX\x1d14.022:2\x1f1\x1d14.999:\xff\xa0\xff"))
	f.Add([]byte(type1([]string{"4 1", "7 1", "8 1"}, "015:3\x1fUTF-8") + print4(nil) + print4(nil) + print4(nil)))
	f.Add([]byte(type1([]string{"13 1"}) + print14()))
	f.Fuzz(func(t *testing.T, data []byte) {
		exercise(t, data)
		exercise(t, []byte(type1([]string{"14 1"}, "015:3\x1fUTF-8")+tagged(14, "002:01\x1d"+string(data))))
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
	for _, found := range parsed.Check() {
		if found.Record > len(parsed.Records) || found.Offset > len(data) {
			t.Fatalf("finding outside the file: %+v", found)
		}
	}
	parsed.CheckProfile(Profile{TOTs: []string{"CARD"}, Type2: []int{101}, TenFingers: true})
	parsed.Type1()
	for _, print := range parsed.Fingerprints() {
		print.SHA256()
	}
}
