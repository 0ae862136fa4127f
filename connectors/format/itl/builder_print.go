package itl

import (
	"errors"
	"strconv"
	"time"
)

// Print is one Type-14 record to write.
type Print struct {
	Position   int // FGP, table 8
	Impression int // IMP, table 7
	Source     string
	Captured   time.Time // FCD, in its own location

	// Image is written as it is. Width, Height and Compression come from its
	// own header; raw pixels need Width, Height and Compression
	// [CompressionNone]. Without an image Missing says why.
	Image         []byte
	Width, Height int // pixels
	PixelsPerInch int // 0 = 500
	Depth         int // bits a pixel, 0 = 8
	Compression   Compression

	NFIQ    []Quality       // 14.022
	Quality []Quality       // 14.024
	Missing []MissingFinger // 14.018
	Comment string          // 14.020
}

// Fingerprint14 adds a Type-14 record. The result takes further fields.
func (b *Builder) Fingerprint14(p Print) *TaggedBuilder {
	r := b.Tagged(14)
	r.Set(3, strconv.Itoa(p.Impression)).Set(4, p.Source).setDate(5, p.Captured)
	if p.Image != nil {
		r.setImage(p)
	}
	r.Set(13, strconv.Itoa(p.Position))
	for _, m := range p.Missing {
		r.Add(18, strconv.Itoa(m.Position), m.Code)
	}
	if p.Comment != "" {
		r.Set(20, p.Comment)
	}
	for _, q := range p.NFIQ {
		r.Add(22, strconv.Itoa(q.Position), strconv.Itoa(q.Score))
	}
	for _, q := range p.Quality {
		r.Add(24, strconv.Itoa(q.Position), strconv.Itoa(q.Score), q.Vendor, q.Product)
	}
	return r
}

// setImage writes 14.006 to 14.012 and nnn.999.
func (r *TaggedBuilder) setImage(p Print) {
	if info, ok := Sniff(p.Image); ok {
		p.Width, p.Height = info.Width, info.Height
		if !sameFormat(p.Compression, info.Compression) {
			p.Compression = info.Compression
		}
	}
	if p.Compression == "" {
		r.errs = append(r.errs, errors.New("field 14.999: the image has no known header; raw pixels need Compression NONE"))
	}
	scale := strconv.Itoa(positiveOr(p.PixelsPerInch, minimumResolution))
	r.Set(6, strconv.Itoa(p.Width)).Set(7, strconv.Itoa(p.Height))
	r.Set(8, "1").Set(9, scale).Set(10, scale)
	r.Set(11, string(p.Compression)).Set(12, strconv.Itoa(positiveOr(p.Depth, 8)))
	r.Data(p.Image)
}

func positiveOr(n, otherwise int) int {
	if n > 0 {
		return n
	}
	return otherwise
}
