package itl

import (
	"hash/crc32"
	"testing"
)

// heavyCard is a ten-print card of about 11 MB: fourteen images of 800 × 1,000
// raw pixels.
func heavyCard(b *testing.B) []byte {
	card := NewBuilder(validHeader())
	card.Tagged(2).Set(101, "x")
	pixels := make([]byte, 800*1000)
	for i := range pixels {
		pixels[i] = byte(i * i >> 3)
	}
	for _, position := range cardOrder {
		card.Fingerprint14(Print{
			Position: position, Impression: 1, Source: "ORG", Captured: validHeader().Date,
			Image: pixels, Width: 800, Height: 1000, Compression: CompressionNone,
		})
	}
	data, err := card.Bytes()
	if err != nil {
		b.Fatal(err)
	}
	return data
}

// BenchmarkHeavyCard puts Parse, Parse with Check, and writing beside the
// checksum of the same bytes.
func BenchmarkHeavyCard(b *testing.B) {
	data := heavyCard(b)
	run := func(name string, work func()) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				work()
			}
		})
	}
	var dst []byte
	run("crc32", func() { crc32.ChecksumIEEE(data) })
	run("parse", func() {
		if _, err := Parse(data); err != nil {
			b.Fatal(err)
		}
	})
	run("parse+check", func() {
		t, _ := Parse(data)
		t.Check()
	})
	run("parse+write", func() {
		t, _ := Parse(data)
		dst = t.AppendTo(dst[:0])
	})
}
