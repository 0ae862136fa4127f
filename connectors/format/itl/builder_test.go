package itl

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestBuiltCardHasNoFindings(t *testing.T) {
	data := builtCard(t)
	parsed := mustParse(t, data)
	if found := parsed.Check(); len(found) != 0 {
		t.Errorf("found %v", found)
	}
	if !bytes.Equal(parsed.Bytes(), data) {
		t.Error("not written back byte-identical")
	}
	if !bytes.Equal(builtCard(t), data) {
		t.Error("the same calls give other bytes")
	}
}

func TestBuiltCardReadsBack(t *testing.T) {
	parsed := mustParse(t, builtCard(t))
	first := parsed.Type1()
	if first.TOT != "CARD" || first.Domain != (Domain{"BIL", "1.0"}) || first.Charset != "UTF-8" || first.Native != "00.00" {
		t.Errorf("Type-1 reads %+v", first)
	}
	second := &parsed.Records[1]
	if second.IDC != 0 || second.Text(101) != "Сәуле" || second.Text(102) != "a\x1fb\x1ec\x1fd" {
		t.Errorf("Type-2 reads %d %q %q", second.IDC, second.Text(101), second.Text(102))
	}
	prints := parsed.Fingerprints()
	for i, position := range cardOrder {
		f, image := prints[i], drawn(t, 40+position, 50, position)
		if f.Position != position || f.IDC != i+1 || f.Width != 40+position || f.Height != 50 || f.PixelsPerInch != 500 {
			t.Errorf("print %d reads %+v", i, f)
		}
		if f.Compression != CompressionPNG || !bytes.Equal(f.Data, image) || len(f.NFIQ) != 1 {
			t.Errorf("image %d reads %s, %d bytes, %v", i, f.Compression, len(f.Data), f.NFIQ)
		}
	}
}

// TestLenCountsItsOwnDigits walks over every length at which LEN gets a digit.
func TestLenCountsItsOwnDigits(t *testing.T) {
	for _, around := range []int{100, 1000, 10000} {
		for size := around - 40; size < around+5; size++ {
			b := NewBuilder(validHeader())
			b.Tagged(2).Set(3, strings.Repeat("x", size))
			data, err := b.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			if r := mustParse(t, data).Records[1]; r.Text(1) != fmtInt(r.Length) {
				t.Fatalf("LEN is %s of %d", r.Text(1), r.Length)
			}
		}
	}
}

func fmtInt(n int) string { return strings.TrimLeft(fieldName(1, n)[2:], "0") }

func validHeader() Header {
	return Header{TOT: "CARD", Date: time.Date(1899, 1, 31, 0, 0, 0, 0, time.UTC), Destination: "BIL", Originator: "ORG", TCN: "1"}
}

func TestBuilderKeepsOrderAndReplacesInPlace(t *testing.T) {
	b := NewBuilder(validHeader())
	b.Tagged(2).Set(9, "first").Set(3, "old").Set(5, "last").Set(3, "new")
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	r := &mustParse(t, data).Records[1]
	var numbers []int
	for _, f := range r.Fields {
		numbers = append(numbers, f.Number)
	}
	if !slices.Equal(numbers, []int{1, 2, 9, 3, 5}) || r.Text(3) != "new" {
		t.Errorf("fields %v, 2.003 is %q", numbers, r.Text(3))
	}
}

func TestBuilderLeavesASCIIUndeclared(t *testing.T) {
	b := NewBuilder(validHeader())
	b.Tagged(2).Set(3, "plain")
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if charset := mustParse(t, data).Type1().Charset; charset != "" {
		t.Errorf("declares %s", charset)
	}
}

func TestBuilderWritesRawPixelsAndAbsentFingers(t *testing.T) {
	b := NewBuilder(Header{
		TOT: "CARD", Date: validHeader().Date, Destination: "BIL", Originator: "ORG", TCN: "1",
		Native: 500, Nominal: 500, Reference: "0",
	})
	day := validHeader().Date
	b.Fingerprint14(Print{Position: 1, Impression: 1, Source: "ORG", Captured: day, Image: make([]byte, 200), Width: 20, Height: 10, Compression: CompressionNone})
	b.Fingerprint14(Print{Position: 2, Impression: 1, Source: "ORG", Captured: day, Missing: []MissingFinger{{2, "XX"}}, Comment: "нет"})
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	parsed := mustParse(t, data)
	if found := parsed.Check(); len(found) != 0 {
		t.Errorf("found %v", found)
	}
	if first := parsed.Type1(); first.Native != "19.69" || first.Nominal != "19.69" || first.Reference != "0" {
		t.Errorf("Type-1 reads %+v", first)
	}
	prints := parsed.Fingerprints()
	if prints[0].IDC != 1 || len(prints[0].Data) != 200 || prints[1].Data != nil || prints[1].Missing[0].Code != "XX" {
		t.Errorf("prints read %+v", prints)
	}
	if comment := parsed.Records[2].Text(20); comment != "нет" {
		t.Errorf("comment reads %q", comment)
	}
}

func TestBuilderRefuses(t *testing.T) {
	day := validHeader().Date
	cases := map[string]func(b *Builder){
		"a separator in a value":   func(b *Builder) { b.Tagged(2).Set(3, "a\x1db") },
		"an item in an item":       func(b *Builder) { b.Tagged(2).Set(3, "a\x1fb") },
		"a binary record type":     func(b *Builder) { b.Tagged(4) },
		"LEN by the caller":        func(b *Builder) { b.Tagged(2).Set(1, "5") },
		"IDC by Set":               func(b *Builder) { b.Tagged(2).Set(2, "5") },
		"an image by Set":          func(b *Builder) { b.Tagged(14).Set(999, "x") },
		"a field number of four":   func(b *Builder) { b.Tagged(2).Set(1000, "x") },
		"an IDC of three digits":   func(b *Builder) { b.Tagged(2).IDC(100) },
		"text that is not UTF-8":   func(b *Builder) { b.Tagged(2).Set(3, "\xff") },
		"a print without a reason": func(b *Builder) { b.Fingerprint14(Print{Position: 1, Source: "O", Captured: day}) },
		"a print without its date": func(b *Builder) {
			b.Fingerprint14(Print{Position: 1, Source: "O", Missing: []MissingFinger{{1, "XX"}}})
		},
		"an image of unknown format": func(b *Builder) { b.Fingerprint14(Print{Position: 1, Source: "O", Captured: day, Image: []byte("x")}) },
		"pixels of another size": func(b *Builder) {
			b.Fingerprint14(Print{Position: 1, Source: "O", Captured: day, Image: make([]byte, 9), Width: 20, Height: 20, Compression: CompressionNone})
		},
	}
	for name, spoil := range cases {
		b := NewBuilder(validHeader())
		spoil(b)
		if data, err := b.Bytes(); err == nil || data != nil {
			t.Errorf("%s: written", name)
		} else if strings.Contains(err.Error(), "\x1d") {
			t.Errorf("%s: the error tells the value", name)
		}
	}
	if _, err := NewBuilder(Header{}).Bytes(); err == nil {
		t.Error("an empty header is written")
	}
}

func TestBuilderSharedIDC(t *testing.T) {
	b := NewBuilder(validHeader())
	b.Tagged(2).Set(3, "x")
	b.Tagged(9).IDC(7).Set(3, "3")
	b.Tagged(9).Set(3, "3")
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	var idcs []int
	for _, r := range mustParse(t, data).Records {
		idcs = append(idcs, r.IDC)
	}
	if !slices.Equal(idcs, []int{-1, 0, 7, 8}) {
		t.Errorf("IDCs %v", idcs)
	}
}
