package sheet

import (
	"slices"
	"strconv"

	"bilgate/connectors/format/itl"
)

// fingersOf are the fingers whose prints a field is for.
func fingersOf(position int) []int {
	switch position {
	case rightFour:
		return []int{2, 3, 4, 5}
	case leftFour:
		return []int{7, 8, 9, 10}
	case bothThumbs:
		return []int{1, 6}
	}
	return []int{position}
}

// missing are the fingers of a field that the index file declares missing.
func (c *Card) missing(position int) []itl.MissingFinger {
	var out []itl.MissingFinger
	for _, m := range c.Index.Missing {
		if slices.Contains(fingersOf(position), m.Position) {
			out = append(out, itl.MissingFinger{Position: m.Position, Code: m.Code})
		}
	}
	return out
}

// Transaction writes the card as ANSI/NIST-ITL: Type-1, the national Type-2, and a Type-14 record for each
// field that holds something or that the index file explains.
func (c *Card) Transaction() ([]byte, error) {
	x := &c.Index
	sent := x.ScannedOn
	if sent == "" {
		sent = x.RegisteredOn
	}
	b := itl.NewBuilder(itl.Header{
		TOT: "CARD", Date: day(sent), Destination: orElse(x.Destination, "BIL"), Originator: x.Originator, TCN: x.ControlNumber,
		Domain: Domain, DomainVersion: DomainVersion,
	})
	national := b.Tagged(2)
	for _, f := range x.type2() {
		if f.value != "" {
			national.Set(f.number, f.value)
		}
	}
	for _, f := range c.Fields {
		if missing := c.missing(f.Position); f.Image != nil || len(missing) == len(fingersOf(f.Position)) {
			c.record(b, f, missing)
		}
	}
	return b.Bytes()
}

// record adds a field. 14.016 and 14.017 say at which resolution the paper was scanned.
func (c *Card) record(b *itl.Builder, f Field, missing []itl.MissingFinger) {
	r := b.Fingerprint14(itl.Print{
		Position: f.Position, Impression: f.Impression, Source: c.Index.Originator, Captured: day(c.Index.RegisteredOn),
		Image: f.Image, PixelsPerInch: cutPPI, Missing: missing,
	})
	if f.Image != nil {
		scanned := strconv.Itoa(int(c.Scan.PixelsPerInch + 0.5))
		r.Set(16, scanned).Set(17, scanned)
	}
}

func orElse(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}
