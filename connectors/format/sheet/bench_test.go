package sheet_test

import (
	"testing"

	"bilgate/connectors/format/sheet"
	"bilgate/fixtures"
)

// BenchmarkRead reads an A4 sheet of 500 pixels an inch, as PNG and as JPEG, and writes its transaction.
func BenchmarkRead(b *testing.B) {
	s := fixtures.DrawSheet(2, 500, fixtures.WearOf(2))
	for name, scan := range map[string][]byte{"png": s.PNG(), "jpeg": s.JPEG()} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				card, err := sheet.Read(scan, index(), sheet.Options{})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := card.Transaction(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
