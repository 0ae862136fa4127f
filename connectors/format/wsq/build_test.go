package wsq

import (
	"encoding/binary"
	"math"
)

// The analysis filters of encoder 1 (9/7, IAFIS-IC-0110 table A.1) and a
// half-sample symmetric pair (the spline wavelet 3/1), right halves.
var (
	low97  = []float64{0.852698679009, 0.377402855613, -0.110624404418, -0.023849465019, 0.037828455507}
	high97 = []float64{0.788485616406, -0.418092273222, -0.040689417610, 0.064538882629}
	low44  = []float64{1.060660171780, -0.353553390593}
	high44 = []float64{-0.530330085890, 0.176776695297}
)

// part is one piece of a file under construction.
type part []byte

func piece(m marker, content ...byte) part {
	b := binary.BigEndian.AppendUint16([]byte{0xFF, byte(m)}, uint16(len(content)+2))
	return append(b, content...)
}

func bare(m marker) part { return part{0xFF, byte(m)} }

func frame(w, h int) part {
	c := []byte{0, 255}
	c = binary.BigEndian.AppendUint16(c, uint16(h))
	c = binary.BigEndian.AppendUint16(c, uint16(w))
	c = append(c, 1, 0x04, 0xE2) // shift 125.0
	c = append(c, 2, 0x00, 0xC8) // scale 2.00
	return piece(markerSOF, append(c, 1, 0xAB, 0xCD)...)
}

// transform writes DTT with odd filters when whole is true.
func transform(low, high []float64, whole bool) part {
	taps := func(half []float64) byte {
		if whole {
			return byte(2*len(half) - 1)
		}
		return byte(2 * len(half))
	}
	c := []byte{taps(low), taps(high)}
	for _, v := range append(append([]float64{}, low...), high...) {
		sign := byte(0)
		if v < 0 {
			sign = 1
		}
		c = binary.BigEndian.AppendUint32(append(c, sign, 9), uint32(math.Round(math.Abs(v)*1e9)))
	}
	return piece(markerDTT, c...)
}

func transform97() part { return transform(low97, high97, true) }

// quantisation writes DQT with C 0.44, and bin width 1 and zero bin 1.2 for
// the named subbands alone.
func quantisation(bands ...int) part {
	c := make([]byte, quantiserLength)
	copy(c, []byte{2, 0, 44})
	for _, b := range bands {
		copy(c[3+6*b:], []byte{0, 0, 1, 1, 0, 12})
	}
	return piece(markerDQT, c...)
}

// byteCodes is a Huffman table whose code for symbol n is the byte n-1.
func byteCodes(id byte) part {
	c := append([]byte{id}, make([]byte, 16)...)
	c[8] = 254
	for n := 1; n <= 254; n++ {
		c = append(c, byte(n))
	}
	return piece(markerDHT, c...)
}

// block writes SOB for table 0 and the codes.
func block(codes ...byte) part { return append(piece(markerSOB, 0), codes...) }

// file puts the parts between SOI and EOI.
func file(parts ...part) []byte {
	data := []byte(bare(markerSOI))
	for _, p := range parts {
		data = append(data, p...)
	}
	return append(data, bare(markerEOI)...)
}

// zeros writes the codes for a run of n zeros.
func zeros(n int) []byte {
	var codes []byte
	for ; n > 0xFF00; n -= 0xFF00 {
		codes = append(codes, run16-1, 0xFF, 0x00, 0x00)
	}
	for ; n > longestRun; n -= longestRun {
		codes = append(codes, longestRun-1)
	}
	return append(codes, byte(n-1))
}

// smallImage is a valid image of 70 × 67 pixels with all subbands in use and
// the coefficients spread over three blocks.
func smallImage() []byte {
	all := make([]int, codedBands)
	count := 0
	for i, b := range newTree(70, 67).bands {
		all[i] = i
		count += b.w * b.h
	}
	ramp := make([]byte, 0, 120)
	for n := byte(120); n < 240; n++ {
		ramp = append(ramp, n-1)
	}
	return file(piece(markerCOM, []byte("NIST_COM 1\nPPI 500\n")...), transform97(), quantisation(all...), frame(70, 67),
		byteCodes(0), block(ramp...), block(zeros(300)...), block(zeros(count-420)...))
}
