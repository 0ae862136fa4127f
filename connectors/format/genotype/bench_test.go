package genotype

import (
	"fmt"
	"hash/crc32"
	"strings"
	"testing"
)

// benchTable is a wide table of n samples at the CODIS 20 and amelogenin.
func benchTable(n int) []byte {
	var b strings.Builder
	b.WriteString("Sample File\tSample Name\tAMEL")
	for _, l := range Standard("9947A")[:20] {
		b.WriteString("\t" + l.Name)
	}
	for i := range n {
		fmt.Fprintf(&b, "\nf.fsa\tS%06d\tX, Y", i)
		for _, l := range Standard("9947A")[:20] {
			b.WriteString("\t" + strings.Join(l.Alleles, ", "))
		}
	}
	return []byte(b.String())
}

func BenchmarkReadTable(b *testing.B) {
	data := benchTable(1000)
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := ReadTable(data); err != nil {
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

func BenchmarkProfile(b *testing.B) {
	var readings []Reading
	for _, l := range Standard("2800M") {
		readings = append(readings, Reading{Locus: l.Name, Values: l.Alleles})
	}
	b.ReportAllocs()
	for b.Loop() {
		Rules{}.Profile("S1", readings)
	}
}
