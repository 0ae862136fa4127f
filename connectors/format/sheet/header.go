package sheet

import (
	"bytes"
	"math"
)

// Options bound the reading of a scan.
type Options struct {
	MaxBytes int // memory for pixels while they are decoded; 0 = 400 MiB: A4 in colour at 1,000 pixels an inch
}

const defaultMaxBytes = 400 << 20

// header is what a scan says of itself before a pixel is decoded.
type header struct {
	media         string // image/png, image/jpeg
	width, height int
	depth         int     // bits a sample
	perPixel      int     // bytes of memory that decoding takes a pixel
	densest       int     // pixels that a byte of the file can stand for at most
	ppi           float64 // 0 where the file does not say
}

const (
	mmPerInch   = 25.4
	lowestPPI   = 300
	highestPPI  = 1000
	paperWidth  = 210.0 // A4, mm
	paperHeight = 297.0
)

// readHeader recognises the file and checks all that can be checked without decoding. ppi is what the index
// file says, 0 for nothing.
func readHeader(scan []byte, ppi int, o Options) (header, *Finding) {
	h, err := sniff(scan)
	if err != nil {
		return h, err
	}
	if err := h.checkPixels(len(scan), o); err != nil {
		return h, err
	}
	return h, h.checkScale(ppi)
}

func sniff(scan []byte) (header, *Finding) {
	switch {
	case bytes.HasPrefix(scan, pngMagic):
		return pngHeader(scan)
	case bytes.HasPrefix(scan, []byte("\xff\xd8\xff")):
		return jpegHeader(scan)
	}
	return header{}, refuse(RuleFormat, "the scan is neither PNG nor JPEG; save it as one of them")
}

func (h *header) checkPixels(size int, o Options) *Finding {
	limit := o.MaxBytes
	if limit <= 0 {
		limit = defaultMaxBytes
	}
	switch {
	case h.width < 1 || h.height < 1:
		return refuse(RuleHeader, "the scan's header states no size")
	case h.depth != 8:
		return refuse(RuleDepth, "the scan has %d bits a sample; scan with 8 bits, grey", h.depth)
	case h.height > limit/h.perPixel/h.width:
		return refuse(RulePixels, "%d × %d pixels take more than %d MiB to decode; scan in grey at 500 pixels an inch", h.width, h.height, limit>>20)
	case h.width*h.height > h.densest*size:
		return refuse(RulePixels, "%d × %d pixels cannot be in %d bytes: the header does not tell the truth", h.width, h.height, size)
	}
	return nil
}

// checkScale settles the resolution: the file's own, else the index file's; both must agree.
func (h *header) checkScale(ppi int) *Finding {
	switch {
	case h.ppi == 0 && ppi == 0:
		return refuse(RuleResolution, "neither the scan nor its index file states the resolution; give ppi in the index file")
	case h.ppi == 0:
		h.ppi = float64(ppi)
	case ppi != 0 && math.Abs(h.ppi-float64(ppi)) > 0.01*h.ppi:
		return refuse(RuleResolution, "the scan states %.0f pixels an inch, its index file %d; correct the one that is wrong", h.ppi, ppi)
	}
	if whole := math.Round(h.ppi); math.Abs(h.ppi-whole) < 0.02 { // a scale a metre is rounded
		h.ppi = whole
	}
	if h.ppi < lowestPPI-1 || h.ppi > highestPPI+1 {
		return refuse(RuleResolution, "%.0f pixels an inch; scan at 500, at least %d and at most %d", h.ppi, lowestPPI, highestPPI)
	}
	wide, high := float64(h.width)/h.ppi*mmPerInch, float64(h.height)/h.ppi*mmPerInch
	short, long := min(wide, high), max(wide, high)
	if short < 0.8*paperWidth || short > 1.3*paperWidth || long < 0.6*paperHeight || long > 1.3*paperHeight {
		return refuse(RulePaper, "the scan is %.0f × %.0f mm at %.0f pixels an inch, an A4 sheet is 210 × 297; scan the whole sheet, or correct the resolution", wide, high, h.ppi)
	}
	return nil
}
