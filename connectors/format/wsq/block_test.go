package wsq

import (
	"slices"
	"testing"
)

// tableOf reads the one table of a DHT segment.
func tableOf(t *testing.T, p part) *huffman {
	t.Helper()
	var tables [maxTables]huffman
	if err := readHuffman(segment{marker: markerDHT, content: p[4:]}, &tables); err != nil {
		t.Fatal(err)
	}
	return &tables[0]
}

// Bin width 1, zero bin 0 and C 0 leave the quantisation index as it is.
func TestEverySymbol(t *testing.T) {
	q := &quantiser{}
	q.bin[0], q.bin[2] = 1, 1
	plane := make([]float32, 300)
	dst := newCursor(plane, 300, []region{{w: 100, h: 1}, {x: 100, w: 50, h: 1}, {x: 150, w: 150, h: 1}}, q)
	data := []byte{
		107 - 1, 254 - 1, 3 - 1, // −73, 74, three zeros
		positive8 - 1, 0xFF, 0x00, negative8 - 1, 200, // 255 (stuffed), −200
		positive16 - 1, 0x12, 0x34, negative16 - 1, 0xFF, 0x00, 0xFF, 0x00, // 4660, −65535
		run8 - 1, 141, run16 - 1, 0, 99, 181 - 1, // 240 zeros across the absent subband, then 1
		0xFF, byte(markerEOI),
	}
	r := &bitReader{data: data}
	if err := decodeBlock(r, tableOf(t, byteCodes(0)), dst); err != nil {
		t.Fatal(err)
	}
	if r.pos != len(data)-2 || dst.left != 0 {
		t.Errorf("stopped at %d with %d coefficients left", r.pos, dst.left)
	}
	want := make([]float32, 300)
	copy(want, []float32{-73, 74, 0, 0, 0, 255, -200, 4660, -65535})
	want[299] = 1
	if !slices.Equal(plane, want) {
		t.Errorf("plane %v", plane)
	}
}

func TestDequantise(t *testing.T) {
	c := cursor{q: &quantiser{centre: 0.5}, bin: 4, zero2: 3}
	for v, want := range map[int]float32{1: 5, 2: 9, -1: -5, -3: -13} {
		if got := c.dequantise(v); got != want {
			t.Errorf("index %d is %v, want %v", v, got, want)
		}
	}
}

// One code of 1 bit, one of 2, one of 9 and one of 16: 0, 10, 110000000,
// 1100000010000000.
func TestHuffmanCodesOfEveryLength(t *testing.T) {
	counts := make([]byte, 16)
	counts[0], counts[1], counts[8], counts[15] = 1, 1, 1, 1
	var h huffman
	if !h.define(counts, []byte{10, 20, 30, 40}) {
		t.Fatal("refused")
	}
	for _, c := range []struct {
		bits   uint16
		symbol byte
		length int
	}{
		{0x7FFF, 10, 1}, {0xBFFF, 20, 2}, {0b1100_0000_0111_1111, 30, 9}, {0b1100_0000_1000_0000, 40, 16},
		{0b1100_0000_1000_0001, 0, 0}, {0xFFFF, 0, 0},
	} {
		if s, n := h.lookup(c.bits); s != c.symbol || n != c.length {
			t.Errorf("%016b: symbol %d of %d bits, want %d of %d", c.bits, s, n, c.symbol, c.length)
		}
	}
}
