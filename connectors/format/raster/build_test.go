package raster

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// drawn is a grey ramp.
func drawn(width, height int) *image.Gray {
	g := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			g.SetGray(x, y, color.Gray{Y: uint8(3*x + 5*y)})
		}
	}
	return g
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func u32(n int) string { return string(binary.BigEndian.AppendUint32(nil, uint32(n))) }

// chunk has the right checksum.
func chunk(name, content string) string {
	return u32(len(content)) + name + content + u32(int(crc32.ChecksumIEEE([]byte(name+content))))
}

// claimed is a PNG of a few bytes that states a size.
func claimed(width, height int, depth, colour byte) string {
	return pngSignature + chunk("IHDR", u32(width)+u32(height)+string([]byte{depth, colour, 0, 0, 0})) + chunk("IDAT", "x") + chunk("IEND", "")
}

// segment of a JPEG with its length.
func segment(marker byte, content string) string {
	return string([]byte{0xFF, marker, byte((len(content) + 2) >> 8), byte(len(content) + 2)}) + content
}

// frame states a size and components.
func frame(process byte, depth byte, width, height, components int) string {
	text := string([]byte{depth, byte(height >> 8), byte(height), byte(width >> 8), byte(width), byte(components)})
	for i := range components {
		text += string([]byte{byte(i + 1), 0x11, 0})
	}
	return segment(0xC0+process, text)
}

const soi, eoi = "\xff\xd8", "\xff\xd9"
