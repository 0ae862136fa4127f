package itl_test

import (
	"fmt"
	"time"

	"bilgate/connectors/format/itl"
)

// A card with one finger printed and one amputated, written and read back.
func Example() {
	day := time.Date(1899, 1, 31, 0, 0, 0, 0, time.UTC)
	b := itl.NewBuilder(itl.Header{TOT: "CARD", Date: day, Destination: "BIL", Originator: "PENITENTIARY", TCN: "17"})
	b.Tagged(2).Set(3, "national fields are set like this")
	b.Fingerprint14(itl.Print{
		Position: 1, Impression: 1, Source: "PENITENTIARY", Captured: day,
		Image: make([]byte, 400*500), Width: 400, Height: 500, Compression: itl.CompressionNone,
	})
	b.Fingerprint14(itl.Print{
		Position: 2, Impression: 1, Source: "PENITENTIARY", Captured: day,
		Missing: []itl.MissingFinger{{Position: 2, Code: "XX"}},
	})
	data, err := b.Bytes()
	if err != nil {
		fmt.Println(err)
		return
	}

	t, err := itl.Parse(data)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range t.Fingerprints() {
		fmt.Println(f.Kind, f.Position, f.Width, f.Height, f.PixelsPerInch, f.Compression, len(f.Data), f.Missing)
	}
	_, err = itl.Parse(data[:100])
	fmt.Println(err)
	// Output:
	// finger 1 400 500 500 NONE 200000 []
	// finger 2 0 0 0  0 [{2 XX}]
	// ansi/nist-itl: F record 0 field 1.001, offset 0: len_range: LEN is 136, 100 bytes are left
}
