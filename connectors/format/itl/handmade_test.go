package itl

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"time"
)

// tagged writes a tagged record from fields such as "002:01"; it knows nothing
// of the builder, so that each can be tested with the other.
func tagged(typ int, fields ...string) string {
	body := ""
	for _, f := range fields {
		if !strings.Contains(strings.SplitN(f, ":", 2)[0], ".") {
			f = fmt.Sprintf("%d.%s", typ, f)
		}
		body += "\x1d" + f
	}
	body += "\x1c"
	for length := len(body); ; length++ {
		record := fmt.Sprintf("%d.001:%d%s", typ, length, body)
		if len(record) == length {
			return record
		}
	}
}

// type1 writes a Type-1 record that lists types and IDCs ("14 01"), with
// replaced or added fields.
func type1(listed []string, changes ...string) string {
	cnt := fmt.Sprintf("003:1\x1f%d", len(listed))
	for _, entry := range listed {
		cnt += "\x1e" + strings.ReplaceAll(entry, " ", "\x1f")
	}
	fields := []string{"002:0500", cnt, "004:CARD", "005:18990131", "007:DST", "008:ORG", "009:T1", "011:00.00", "012:00.00"}
	return tagged(1, replaced(fields, changes)...)
}

// print14 writes a Type-14 record of 20 × 10 raw pixels, with replaced or added
// fields; "-006" drops one.
func print14(changes ...string) string {
	fields := []string{
		"002:01", "003:1", "004:ORG", "005:18990131", "006:20", "007:10", "008:1", "009:500", "010:500",
		"011:NONE", "012:8", "013:2", "999:" + strings.Repeat("\x1d", 200),
	}
	return tagged(14, replaced(fields, changes)...)
}

// latent13 writes a Type-13 record like [print14].
func latent13(changes ...string) string {
	return strings.ReplaceAll(print14(append([]string{"003:4"}, changes...)...), "14.", "13.")
}

// face10 writes a Type-10 record of 20 × 10 grey pixels like [print14].
func face10(changes ...string) string {
	fields := []string{
		"002:01", "003:FACE", "004:ORG", "005:18990131", "006:20", "007:10", "008:0", "009:1", "010:1",
		"011:NONE", "012:GRAY", "999:" + strings.Repeat("\x1d", 200),
	}
	return tagged(10, replaced(fields, changes)...)
}

// minutiae9 writes a Type-9 record of three minutiae in the standard block.
func minutiae9(changes ...string) string {
	fields := []string{
		"002:01", "003:0", "004:S", "005:MAKER\x1fA", "006:2", "007:T\x1fLS", "010:3", "011:0",
		"012:001\x1f0123045601000\x1f10\x1fA\x1e002\x1f0123145602000\x1f10\x1fB\x1f001,02\x1e003\x1f0123245603000",
	}
	return tagged(9, replaced(fields, changes)...)
}

// dna18 writes a Type-18 record of three loci: a microvariant, a homozygote,
// and one that gave nothing.
func dna18(changes ...string) string {
	fields := []string{
		"002:01", "003:1", "004:LAB", "005:1", "006:1", "010:1", "011:1", "013:18990131120000Z", "014:18990131120000Z",
		"015:0\x1f1\x1fSAMPLE17", "016:" + strings.Join([]string{
			str18("0", "62", "1", "8", "9.3", "", "8"), str18("0", "3", "1", "10", "", "", "8"), str18("0", "24", "0", "", "", "", "8"),
		}, "\x1e"),
	}
	return tagged(18, replaced(fields, changes)...)
}

// str18 writes a subfield of 18.016 from DST, DLR, ALL, three alleles and KID.
func str18(typ, locus, present, allele1, allele2, allele3, kit string) string {
	return strings.Join([]string{typ, locus, present, "1", "1", allele1, allele2, allele3, "", "", "", kit, "", "", ""}, "\x1f")
}

// wsqHeader is the begin of a WSQ image of 300 × 200 pixels.
const wsqHeader = "\xff\xa0\xff\xa8\x00\x06NIST\xff\xa4\x00\x04xx" +
	"\xff\xa2\x00\x11\x00\xff\x00\xc8\x01\x2c\x02\x00\x00\x02\x00\x00\x00\x00\x00"

// replaced swaps fields of the same number and puts new ones before nnn.999.
func replaced(fields, changes []string) []string {
	fields = append([]string(nil), fields...)
	for _, change := range changes {
		at := -1
		for i, f := range fields {
			if f[:3] == strings.TrimPrefix(change, "-")[:3] {
				at = i
			}
		}
		switch {
		case change[0] == '-':
			fields = append(fields[:at], fields[at+1:]...)
		case at >= 0:
			fields[at] = change
		case strings.HasPrefix(fields[len(fields)-1], "999"):
			fields = append(fields[:len(fields)-1], change, fields[len(fields)-1])
		default:
			fields = append(fields, change)
		}
	}
	return fields
}

// print4 writes a Type-4 record of 20 × 10 raw pixels; edit changes it.
func print4(edit func(raw []byte)) string {
	raw := make([]byte, imageHeaderSize+200)
	binary.BigEndian.PutUint32(raw, uint32(len(raw)))
	copy(raw[4:], []byte{1, 1, 2, 255, 255, 255, 255, 255, 0, 0, 20, 0, 10, 0})
	if edit != nil {
		edit(raw)
	}
	return string(raw)
}

// drawn is a grey PNG with ridges of its own for every seed.
func drawn(t testing.TB, width, height, seed int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.SetGray(x, y, color.Gray{Y: byte((x*x + y*y*(seed+1)) / 7)})
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// cardOrder is the order of the images on a paper card: rolled fingers, then
// slaps and plain thumbs.
var cardOrder = []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 12, 11, 13}

// newCard starts a ten-print card with Cyrillic text in its Type-2 record.
func newCard(t testing.TB) *Builder {
	t.Helper()
	day := time.Date(1899, 1, 31, 0, 0, 0, 0, time.UTC)
	b := NewBuilder(Header{
		TOT: "CARD", Date: day, Priority: 2, Destination: "BIL", Originator: "PENITENTIARY", TCN: "C1",
		Domain: "BIL", DomainVersion: "1.0",
	})
	b.Tagged(2).Set(101, "Сәуле").Set(102, "a", "b").Add(102, "c", "d")
	for _, position := range cardOrder {
		impression := 1
		if position > 10 {
			impression = 0
		}
		b.Fingerprint14(Print{
			Position: position, Impression: impression, Source: "PENITENTIARY", Captured: day,
			Image: drawn(t, 40+position, 50, position), NFIQ: []Quality{{Position: position%10 + 1, Score: 2}},
		})
	}
	return b
}

func builtCard(t testing.TB) []byte {
	t.Helper()
	data, err := newCard(t).Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}
