package raster

import (
	"encoding/binary"
	"hash/crc32"
)

// chunkFrame is what a chunk has beside its content: length, type and CRC (clause 5.3).
const chunkFrame = 12

// readPNG walks the chunks to IEND.
func (h *Header) readPNG(data []byte) *Finding {
	drawn, first := false, true
	for at := len(pngSignature); ; first = false {
		name, content, bad := chunkAt(data, at)
		if bad != nil {
			return bad
		}
		if first != (name == "IHDR") {
			return fault(name, at, RuleHeader, "IHDR is the first chunk, and once")
		}
		h.part(name, at, chunkFrame+len(content))
		h.checkSum(data, at, name, len(content))
		switch name {
		case "IHDR":
			if bad := h.readIHDR(content, at); bad != nil {
				return bad
			}
		case "pHYs":
			h.readPHYs(content)
		case "IDAT":
			drawn = true
		case "IEND":
			return h.endPNG(data, at+chunkFrame+len(content), drawn)
		}
		at += chunkFrame + len(content)
	}
}

// chunkAt frames the chunk at an offset.
func chunkAt(data []byte, at int) (name string, content []byte, bad *Finding) {
	rest := data[at:]
	if len(rest) < chunkFrame {
		return "", nil, fault("", at, RuleLength, "%d bytes are left where a chunk of twelve or more must be", len(rest))
	}
	for _, c := range rest[4:8] {
		if c|0x20 < 'a' || c|0x20 > 'z' {
			return "", nil, fault("", at, RuleMarker, "the type of the chunk has another character than letters")
		}
	}
	name = string(rest[4:8])
	length := uint64(binary.BigEndian.Uint32(rest))
	if length > uint64(len(rest)-chunkFrame) {
		return name, nil, fault(name, at, RuleLength, "the chunk states %d bytes, %d are left", length, len(rest)-chunkFrame)
	}
	return name, rest[8 : 8+length], nil
}

func (h *Header) checkSum(data []byte, at int, name string, length int) {
	end := at + 8 + length
	if crc32.ChecksumIEEE(data[at+4:end]) != binary.BigEndian.Uint32(data[end:]) {
		h.note(GradeConsistency, name, at, RuleChecksum, "the checksum of the chunk is another: its content was changed")
	}
}

// depths are the bits that a colour type allows (table 11.1).
var depths = map[byte][]byte{0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}

func (h *Header) readIHDR(c []byte, at int) *Finding {
	if len(c) != 13 {
		return fault("IHDR", at, RuleLength, "the header has %d bytes, expected 13", len(c))
	}
	width, height := binary.BigEndian.Uint32(c), binary.BigEndian.Uint32(c[4:])
	if width == 0 || height == 0 || width > 1<<31-1 || height > 1<<31-1 {
		return fault("IHDR", at, RuleHeader, "%d x %d pixels are no image", width, height)
	}
	allowed := false
	for _, d := range depths[c[9]] {
		allowed = allowed || d == c[8]
	}
	if !allowed || c[10] != 0 || c[11] != 0 || c[12] > 1 {
		return fault("IHDR", at, RuleHeader, "depth, colour type, compression, filter or interlace leaves the standard's table")
	}
	h.Width, h.Height, h.Depth = int(width), int(height), int(c[8])
	h.Components = map[byte]int{0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[c[9]]
	h.Palette, h.Interlaced = c[9] == 3, c[12] == 1
	return nil
}

// readPHYs reads the density where its unit is the metre (clause 11.3.5.3).
func (h *Header) readPHYs(c []byte) {
	if len(c) == 9 && c[8] == 1 {
		h.PixelsPerInch = float64(binary.BigEndian.Uint32(c)) * 0.0254
	}
}

func (h *Header) endPNG(data []byte, end int, drawn bool) *Finding {
	if !drawn {
		h.note(GradeConsistency, "IDAT", end, RuleData, "the image has no data")
	}
	if end < len(data) {
		h.note(GradeTable, "IEND", end, RuleTrailing, "bytes follow the end of the image")
	}
	return nil
}
