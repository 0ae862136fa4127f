package raster

import "bytes"

// Kind is the image's format.
type Kind string

// The formats.
const (
	PNG  Kind = "png"
	JPEG Kind = "jpeg"
)

// Header is what an image says of itself before its pixels.
type Header struct {
	Kind          Kind
	Width, Height int // pixels
	Depth         int // bits a component, of a palette's index where there is one
	Components    int // 1 grey or palette, 2 grey and opacity, 3 colour, 4 colour and opacity or CMYK
	Palette       bool
	Interlaced    bool    // PNG: Adam7; JPEG: progressive
	Lossless      bool    // PNG always; JPEG: process 14 (SOF3)
	Frame         int     // JPEG: n of SOFn; 0 to 2 are decoded
	PixelsPerInch float64 // across, 0 if not stated
	Parts         []Part  // chunks, or marker segments up to the data

	Findings []Finding
}

// Part is one chunk or marker segment.
type Part struct {
	Name   string // "IHDR", "SOF0"
	Offset int
	Length int // whole
}

// mostParts bounds what a hostile image can make of a list.
const mostParts = 4096

func (h *Header) part(name string, offset, length int) {
	if len(h.Parts) < mostParts {
		h.Parts = append(h.Parts, Part{name, offset, length})
	}
}

// note adds a finding while there is room.
func (h *Header) note(grade Grade, field string, offset int, rule, message string) {
	const most = 100
	if len(h.Findings) < most {
		h.Findings = append(h.Findings, Finding{grade, field, offset, rule, message})
	}
}

const pngSignature = "\x89PNG\r\n\x1a\n"

// ReadHeader reads the header of a PNG or JPEG image. The error is a [*Finding] of grade F, also among the header's
// findings; the header is returned beside it as far as it was read.
func ReadHeader(data []byte) (*Header, error) {
	h := &Header{}
	var bad *Finding
	switch {
	case bytes.HasPrefix(data, []byte(pngSignature)):
		h.Kind, h.Lossless = PNG, true
		bad = h.readPNG(data)
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		h.Kind = JPEG
		bad = h.readJPEG(data)
	default:
		bad = fault("", 0, RuleSignature, "the first bytes are neither those of a PNG nor of a JPEG")
	}
	if bad != nil {
		h.Findings = append(h.Findings, *bad)
		return h, bad
	}
	return h, nil
}
