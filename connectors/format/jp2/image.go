package jp2

import "bytes"

// Image is what a JPEG 2000 image says of itself.
type Image struct {
	Boxes      []Box        // in file order; none for a bare codestream
	Header     *ImageHeader // ihdr; nil for a bare codestream
	Colours    []Colour
	Palette    *Palette    // nil if there is none
	Channels   []Channel   // cdef
	Capture    *Resolution // resc, in which the image was scanned; nil if not stated
	Display    *Resolution // resd
	Codestream *Codestream // nil until SIZ was read

	Findings []Finding // in the order of the reading
}

// Width is the image's in pixels, by SIZ, else by ihdr; 0 if neither was read.
func (m *Image) Width() int {
	switch {
	case m.Codestream != nil:
		return m.Codestream.Width
	case m.Header != nil:
		return m.Header.Width
	}
	return 0
}

// Height is as [Image.Width].
func (m *Image) Height() int {
	switch {
	case m.Codestream != nil:
		return m.Codestream.Height
	case m.Header != nil:
		return m.Header.Height
	}
	return 0
}

// PixelsPerInch is the capture resolution, else the display resolution, across; 0 if none is stated.
func (m *Image) PixelsPerInch() float64 {
	for _, r := range []*Resolution{m.Capture, m.Display} {
		if r != nil {
			return r.Horizontal * metresPerInch
		}
	}
	return 0
}

// signature is the JP2 signature box (annex I.5.1).
const signature = "\x00\x00\x00\x0cjP  \r\n\x87\n"

// Parse reads a JP2 file or a bare codestream. The error is a [*Finding] of grade F, also among the image's findings;
// the image is returned beside it as far as it was read.
func Parse(data []byte) (*Image, error) {
	m := &Image{}
	var bad *Finding
	switch {
	case bytes.HasPrefix(data, []byte(signature)):
		bad = m.readFile(data)
	case len(data) >= 4 && be16(data) == markerSOC && be16(data[2:]) == markerSIZ:
		bad = m.readCodestream(data, 0, len(data))
	default:
		bad = fault("", 0, RuleSignature, "the first bytes are neither those of a JP2 file nor of a codestream")
	}
	if bad != nil {
		m.Findings = append(m.Findings, *bad)
		return m, bad
	}
	return m, nil
}
