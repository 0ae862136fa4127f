package itl

import (
	"crypto/sha256"
	"fmt"
	"hash/crc32"
	"testing"
)

// heavyCard is a ten-print card of about 11 MB: fourteen images of 800 × 1,000
// raw pixels, with the digest of each in nnn.996 or without.
func heavyCard(b *testing.B, digests bool) []byte {
	card := NewBuilder(validHeader())
	card.Tagged(2).Set(101, "x")
	pixels := make([]byte, 800*1000)
	for i := range pixels {
		pixels[i] = byte(i * i >> 3)
	}
	for _, position := range cardOrder {
		r := card.Fingerprint14(Print{
			Position: position, Impression: 1, Source: "ORG", Captured: validHeader().Date,
			Image: pixels, Width: 800, Height: 1000, Compression: CompressionNone,
		})
		if digests {
			r.Set(996, fmt.Sprintf("%x", sha256.Sum256(pixels)))
		}
	}
	data, err := card.Bytes()
	if err != nil {
		b.Fatal(err)
	}
	return data
}

// BenchmarkHeavyCard puts Parse, Parse with Check, the same with a digest of
// every image in the file, and writing beside the checksum of the same bytes;
// x-crc32 is how many times faster than that.
func BenchmarkHeavyCard(b *testing.B) {
	data, hashed := heavyCard(b, false), heavyCard(b, true)
	checksum := 0.0
	run := func(name string, data []byte, work func([]byte)) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				work(data)
			}
			each := float64(b.Elapsed().Nanoseconds()) / float64(b.N)
			if name == "crc32" {
				checksum = each
			}
			b.ReportMetric(checksum/each, "x-crc32")
		})
	}
	var dst []byte
	run("crc32", data, func(data []byte) { crc32.ChecksumIEEE(data) })
	run("parse", data, func(data []byte) {
		if _, err := Parse(data); err != nil {
			b.Fatal(err)
		}
	})
	run("parse+check", data, func(data []byte) {
		t, _ := Parse(data)
		t.Findings()
	})
	run("parse+check+digests", hashed, func(data []byte) {
		t, _ := Parse(data)
		t.Findings()
	})
	run("parse+write", data, func(data []byte) {
		t, _ := Parse(data)
		dst = t.AppendTo(dst[:0])
	})
}
