package extract

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
)

// plainPNG takes a PNG that was decoded without error down to its header and pixels (ISO/IEC 15948, IHDR and IDAT), if these are
// 8-bit grey and not interlaced, so that a PDF can hold the compressed data as they are.
func plainPNG(stored []byte) ([]byte, bool) {
	const signature, header = 8, 8 + 25 // IHDR: length, type, 13 bytes, checksum
	if depth, colour, interlace := stored[24], stored[25], stored[28]; depth != 8 || colour != 0 || interlace != 0 {
		return nil, false
	}
	var data []byte
	for rest := stored[header:]; len(rest) >= 12; {
		length := int(binary.BigEndian.Uint32(rest))
		if length > len(rest)-12 {
			return nil, false
		}
		switch string(rest[4:8]) {
		case "IDAT":
			data = append(data, rest[8:8+length]...)
		case "tRNS":
			return nil, false
		}
		rest = rest[12+length:]
	}
	var out bytes.Buffer
	out.Write(stored[:header])
	writeChunk(&out, "IDAT", data)
	writeChunk(&out, "IEND", nil)
	return out.Bytes(), true
}

// writeChunk writes a chunk whose checksum nobody reads.
func writeChunk(out *bytes.Buffer, name string, data []byte) {
	out.Write(binary.BigEndian.AppendUint32(nil, uint32(len(data))))
	out.WriteString(name)
	out.Write(data)
	out.Write(make([]byte, 4))
}

// flatten lays a picture of any colours on white, 8 bits a colour.
func flatten(pixels image.Image) image.Image {
	bounds := image.Rectangle{Max: pixels.Bounds().Size()}
	var out draw.Image = image.NewRGBA(bounds)
	if pixels.ColorModel() == color.Gray16Model {
		out = image.NewGray(bounds)
	}
	draw.Draw(out, bounds, image.White, image.Point{}, draw.Src)
	draw.Draw(out, bounds, pixels, pixels.Bounds().Min, draw.Over)
	return out
}
