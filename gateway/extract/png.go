package extract

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
)

// isPlainPNG says whether a PNG that was decoded to grey has 8 bits a pixel, line after line, so that a PDF can hold its
// compressed data as they are (ISO/IEC 15948, IHDR).
func isPlainPNG(stored []byte) bool {
	depth, colour, interlace := stored[24], stored[25], stored[28]
	return depth == 8 && colour == 0 && interlace == 0
}

// plainPNG takes a PNG that was decoded without error down to its header and pixels.
func plainPNG(stored []byte) []byte {
	const header = 8 + 25 // signature; IHDR: length, type, 13 bytes, checksum
	var data []byte
	for rest := stored[header:]; string(rest[4:8]) != "IEND"; {
		end := 8 + int(binary.BigEndian.Uint32(rest))
		if string(rest[4:8]) == "IDAT" {
			data = append(data, rest[8:end]...)
		}
		rest = rest[end+4:] // over the checksum
	}
	var out bytes.Buffer
	out.Write(stored[:header])
	writeChunk(&out, "IDAT", data)
	writeChunk(&out, "IEND", nil)
	return out.Bytes()
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
	if model := pixels.ColorModel(); model == color.GrayModel || model == color.Gray16Model {
		out = image.NewGray(bounds)
	}
	draw.Draw(out, bounds, image.White, image.Point{}, draw.Src)
	draw.Draw(out, bounds, pixels, pixels.Bounds().Min, draw.Over)
	return out
}
