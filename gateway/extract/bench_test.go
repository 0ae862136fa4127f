package extract

import (
	"bytes"
	"testing"

	"bilgate/mapping/canon"
	"codeberg.org/go-pdf/fpdf"
)

// BenchmarkMake is an extract of three records: fourteen prints, a profile of 24 loci.
func BenchmarkMake(b *testing.B) { benchmark(b, whole(b)) }

// BenchmarkMakeProfile is an extract of a profile of 24 loci, without pictures.
func BenchmarkMakeProfile(b *testing.B) {
	benchmark(b, Document{Records: []canon.Record{profileRecord(b)}, At: noon})
}

// BenchmarkMakeRare is the same with a character that takes the whole fonts.
func BenchmarkMakeRare(b *testing.B) {
	benchmark(b, Document{Number: "Ω", Records: []canon.Record{profileRecord(b)}, At: noon})
}

func benchmark(b *testing.B, d Document) {
	var size int
	for b.Loop() {
		pdf, err := Make(d)
		if err != nil {
			b.Fatal(err)
		}
		size = len(pdf)
	}
	b.ReportMetric(float64(size), "B/file")
}

// BenchmarkFpdfPage is the measure: one page of fpdf with both fonts parsed afresh.
func BenchmarkFpdfPage(b *testing.B) {
	for b.Loop() {
		pdf := fpdf.New("P", "mm", "A4", "")
		pdf.AddUTF8FontFromBytes("noto", "", regularTTF)
		pdf.AddUTF8FontFromBytes("noto", "B", boldTTF)
		pdf.AddPage()
		for i := range 50 {
			pdf.SetFont("noto", []string{"", "B"}[i%2], 9)
			pdf.Text(15, 15+float64(i)*5, "Қазақстан Республикасының Ішкі істер министрлігі / Министерство внутренних дел")
		}
		var out bytes.Buffer
		if err := pdf.Output(&out); err != nil {
			b.Fatal(err)
		}
	}
}
