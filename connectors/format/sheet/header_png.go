package sheet

import "encoding/binary"

var pngMagic = []byte("\x89PNG\r\n\x1a\n")

// pngHeader reads IHDR and pHYs (ISO/IEC 15948, 11.2.2 and 11.3.5.3), which come before the first IDAT.
func pngHeader(scan []byte) (header, *Finding) {
	h := header{media: "image/png"}
	body := scan[len(pngMagic):]
	for first := true; ; first = false {
		chunk, name, rest, ok := pngChunk(body)
		if !ok || first && (name != "IHDR" || len(chunk) != 13) {
			return h, refuse(RuleHeader, "the PNG file ends or breaks before its pixels")
		}
		switch name {
		case "IHDR":
			h.width, h.height = int(binary.BigEndian.Uint32(chunk)), int(binary.BigEndian.Uint32(chunk[4:]))
			h.depth = int(chunk[8])
			h.perPixel, h.densest = pngCost(chunk[9], chunk[12] == 1)
		case "pHYs":
			if len(chunk) == 9 && chunk[8] == 1 && string(chunk[:4]) == string(chunk[4:8]) {
				h.ppi = float64(binary.BigEndian.Uint32(chunk)) * mmPerInch / 1000
			}
		case "tRNS":
			if h.perPixel < 4 { // grey with a transparent shade is decoded with four samples
				h.perPixel *= 4
			}
		case "IDAT", "IEND":
			return h, nil
		}
		body = rest
	}
}

// pngCost is the memory that decoding takes a pixel, twice for an interlaced file, and how many pixels a
// byte can stand for: deflate gets 1,032 bytes out of one at most.
func pngCost(colour byte, interlaced bool) (perPixel, densest int) {
	samples := 4
	if colour == 0 || colour == 3 {
		samples = 1
	}
	if interlaced {
		return 2 * samples, 1032
	}
	return samples, 1032
}

// pngChunk takes one chunk off; false when it is longer than the file.
func pngChunk(body []byte) (data []byte, name string, rest []byte, ok bool) {
	if len(body) < 12 {
		return nil, "", nil, false
	}
	length := binary.BigEndian.Uint32(body)
	if uint64(length)+12 > uint64(len(body)) {
		// The last chunk of a file that breaks off still begins the pixels.
		return nil, string(body[4:8]), nil, string(body[4:8]) == "IDAT"
	}
	return body[8 : 8+length], string(body[4:8]), body[12+length:], true
}
