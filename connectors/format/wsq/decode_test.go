package wsq

import (
	"errors"
	"image"
	"testing"
)

func wantFault(t *testing.T, err error, rule string, offset int) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v, want an *Error", err)
	}
	if e.Rule != rule || e.Offset != offset {
		t.Errorf("%v: want rule %s at offset %d", err, rule, offset)
	}
}

// flat is an image without coefficients: every pixel is the shift.
func flat(w, h int) []byte {
	return file(transform97(), quantisation(), frame(w, h), byteCodes(0), block())
}

func wantFlat(t *testing.T, picture *image.Gray, w, h int, level uint8) {
	t.Helper()
	if picture.Bounds() != image.Rect(0, 0, w, h) {
		t.Fatalf("bounds %v", picture.Bounds())
	}
	for i, v := range picture.Pix {
		if v != level {
			t.Fatalf("pixel %d is %d, want %d", i, v, level)
		}
	}
}

func TestDecodeFlatImage(t *testing.T) {
	picture, err := Decode(flat(101, 64), Options{})
	if err != nil {
		t.Fatal(err)
	}
	wantFlat(t, picture, 101, 64, 125)
}

// The lowest subband alone, all of one value: five levels with a gain of two
// each (the low-pass filters sum to the root of two) spread it evenly. A
// coefficient of 74 is 74-0.44+0.6 = 74.16; 74.16/32 × 2 + 125.5 = 130.1.
func TestDecodeLowestSubband(t *testing.T) {
	codes := make([]byte, 9)
	for i := range codes {
		codes[i] = 254 - 1
	}
	picture, err := Decode(file(transform97(), quantisation(0), frame(96, 96), byteCodes(0), block(codes...)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	wantFlat(t, picture, 96, 96, 130)
}

func TestDecodeAcceptsRestartsFillAndTrailer(t *testing.T) {
	one := zeroCoefficient + 1 - 1
	codes := []byte{byte(one), byte(one), 0xFF, 0xB0, byte(one), 0xFF, 0xFF, 0xB1}
	for range 6 {
		codes = append(codes, byte(one))
	}
	data := file(transform97(), piece(markerDRT, 0, 2), quantisation(0), part{0xFF, 0xFF}, frame(96, 96), byteCodes(0), block(codes...))
	if _, err := Decode(append(data, 1, 2, 3), Options{}); err != nil {
		t.Error(err)
	}
}

// In a table with an all-ones code the padding of the last byte reads as
// symbols; they are no coefficients.
func TestDecodePaddingIsNoData(t *testing.T) {
	oneBit := piece(markerDHT, append(append([]byte{0, 2}, make([]byte, 15)...), zeroCoefficient+1, zeroCoefficient+2)...)
	data := file(transform97(), quantisation(0), frame(96, 96), oneBit, block(0b0101_0101, 0b0111_1111))
	if _, err := Decode(data, Options{}); err != nil {
		t.Error(err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	head := []part{transform97(), quantisation(0), frame(96, 96), byteCodes(0)}
	with := func(more ...part) []byte { return file(append(append([]part{}, head...), more...)...) }
	end := len(with()) - 2
	nine := zeros(9)
	for name, c := range map[string]struct {
		data   []byte
		rule   string
		offset int
	}{
		"no block":                  {with(), RuleOrder, end + 2},
		"too few coefficients":      {with(block(zeros(8)...)), RuleCoefficients, end + 8},
		"too many coefficients":     {with(block(append(nine, nine...)...)), RuleCoefficients, end + 7},
		"too long a run":            {with(block(zeros(10)...)), RuleCoefficients, end + 6},
		"number cut off":            {with(block(positive16-1, 1)), RuleCode, end + 7},
		"undefined code":            {with(block(0xFE, 0x01)), RuleCode, end + 7},
		"undefined table":           {with(piece(markerSOB, 1)), RuleHuffman, end + 4},
		"table number":              {with(piece(markerSOB, 8)), RuleHuffman, end + 4},
		"block length":              {with(piece(markerSOB)), RuleLength, end},
		"second frame":              {with(frame(96, 96)), RuleOrder, end},
		"second SOI":                {with(bare(markerSOI)), RuleOrder, end},
		"late quantisation":         {with(block(nine...), quantisation(0)), RuleOrder, end + 6},
		"restart without interval":  {with(block(nine...), bare(markerRST)), RuleRestart, end + 6},
		"restart out of turn":       {with(piece(markerDRT, 0, 1), block(nine...), bare(markerRST+1)), RuleRestart, end + 12},
		"marker unknown":            {with(piece(0xC0)), RuleMarker, end},
		"Huffman table short":       {with(piece(markerDHT, 0, 1)), RuleLength, end + 4},
		"Huffman symbols missing":   {with(piece(markerDHT, append([]byte{0, 1}, make([]byte, 15)...)...)), RuleLength, end + 4},
		"Huffman codes too many":    {with(piece(markerDHT, append([]byte{0, 3}, make([]byte, 18)...)...)), RuleHuffman, end + 4},
		"Huffman table empty":       {with(piece(markerDHT, make([]byte, 17)...)), RuleHuffman, end + 4},
		"Huffman number":            {with(piece(markerDHT, append([]byte{8}, make([]byte, 16)...)...)), RuleHuffman, end + 4},
		"filters not a pair":        {file(piece(markerDTT, 9, 9)), RuleTransform, 6},
		"filters too long":          {file(piece(markerDTT, 255, 253)), RuleTransform, 6},
		"filters of length zero":    {file(piece(markerDTT, 0, 0)), RuleTransform, 6},
		"filters cut":               {file(piece(markerDTT, 9, 7, 0)), RuleLength, 2},
		"filter lengths cut":        {file(piece(markerDTT, 9)), RuleLength, 2},
		"quantisation short":        {file(piece(markerDQT, 0)), RuleLength, 2},
		"restart interval short":    {file(piece(markerDRT, 0)), RuleLength, 2},
		"block before frame":        {file(quantisation(), byteCodes(0), block()), RuleOrder, 2 + 391 + 275},
		"no transform":              {file(quantisation(), frame(96, 96), byteCodes(0), block()), RuleTransform, 2 + 391 + 19 + 275 + 5 + 2},
		"too small for five levels": {flat(10, 200), RuleSize, 2 + len(transform97()) + 391 + 6},
		"above the cap":             {flat(5000, 5000), RuleSize, 2 + len(transform97()) + 391 + 6},
		"lying about its size":      {flat(4000, 4000), RuleDensity, 2 + len(transform97()) + 391 + 6},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Decode(c.data, Options{})
			wantFault(t, err, c.rule, c.offset)
		})
	}
}

func TestDecodeMaxPixels(t *testing.T) {
	data := flat(100, 100)
	if _, err := Decode(data, Options{MaxPixels: 10000}); err != nil {
		t.Error(err)
	}
	_, err := Decode(data, Options{MaxPixels: 9999})
	wantFault(t, err, RuleSize, 2+len(transform97())+391+6)
}
