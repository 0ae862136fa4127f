package lds

import (
	"hash/crc32"
	"testing"
	"time"
)

// BenchmarkAuthenticate is a whole passive authentication with four data groups, an
// ECDSA signer and an RSA authority.
func BenchmarkAuthenticate(b *testing.B) {
	d := newDocument()
	sod, store := d.sod(), d.store(b)
	b.ReportAllocs()
	for b.Loop() {
		if !allPass(mustAuthenticate(b, sod, d.groups, store, time.Time{}).steps()) {
			b.Fatal("no pass")
		}
	}
}

// BenchmarkParse reads a security object.
func BenchmarkParse(b *testing.B) {
	sod := newDocument().sod()
	b.SetBytes(int64(len(sod)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(sod, today); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkParseFace reads a data group with an image of 20 kB, beside a checksum of the same bytes.
func BenchmarkParseFace(b *testing.B) {
	data := face(make([]byte, 20_000))
	b.Run("parse", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			if _, err := Parse(data, today); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("crc32", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			crc32.ChecksumIEEE(data)
		}
	})
}
