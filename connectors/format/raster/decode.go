package raster

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
)

// DefaultMaxPixels is the pixel cap where none is stated: eight inches square at 500 pixels an inch.
const DefaultMaxPixels = 16 << 20

// The memory that a decode is trusted with, for each byte of input and besides.
const (
	memoryPerByte  = 64
	memoryBaseline = 16 << 20
)

// Decode reads the image if it has at most maxPixels pixels (0 = [DefaultMaxPixels]). Errors are [*Finding]s: those of
// [ReadHeader], of grade E where the data cannot be decoded, of grade W where the image is too large or of a process
// that is not decoded.
func Decode(data []byte, maxPixels int) (image.Image, error) {
	h, err := ReadHeader(data)
	if err != nil {
		return nil, err
	}
	if maxPixels == 0 {
		maxPixels = DefaultMaxPixels
	}
	if bad := h.affordable(len(data), int64(maxPixels)); bad != nil {
		return nil, bad
	}
	decode := png.Decode
	if h.Kind == JPEG {
		decode = jpeg.Decode
	}
	picture, err := decode(bytes.NewReader(data))
	if err != nil { // the library's words may hold bytes of the image
		return nil, refuse(RuleDecode, "the data are damaged or cut")
	}
	return picture, nil
}

// affordable holds size and memory against what is allowed. A progressive JPEG keeps its coefficients, a PNG that is
// interlaced its passes.
func (h *Header) affordable(input int, maxPixels int64) *Finding {
	if h.Kind == JPEG && (h.Frame > 2 || h.Depth != 8) {
		return refuse(RuleProcess, fmt.Sprintf("SOF%d with %d bits a component is not decoded, only baseline, extended and progressive with 8", h.Frame, h.Depth))
	}
	pixels := int64(h.Width) * int64(h.Height)
	if pixels > maxPixels {
		return refuse(RulePixels, fmt.Sprintf("%d x %d pixels exceed the cap of %d", h.Width, h.Height, maxPixels))
	}
	perPixel := int64(h.Components) * int64((h.Depth+7)/8)
	if h.Kind == PNG && h.Components == 3 {
		perPixel = 4 * int64(h.Depth/8) // an opaque fourth component is added
	}
	if h.Interlaced {
		perPixel *= map[Kind]int64{PNG: 2, JPEG: 5}[h.Kind]
	}
	if perPixel*pixels > memoryPerByte*int64(input)+memoryBaseline {
		return refuse(RuleDensity, fmt.Sprintf("%d x %d pixels in %d bytes are more than the data is trusted with", h.Width, h.Height, input))
	}
	return nil
}

// refuse makes the finding of an image that is not decoded: damage contradicts the header, the rest are our limits.
func refuse(rule, message string) *Finding {
	grade := GradeTable
	if rule == RuleDecode {
		grade = GradeConsistency
	}
	return &Finding{Grade: grade, Rule: rule, Message: message}
}
