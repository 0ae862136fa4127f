package extract

import (
	"bytes"
	"encoding/gob"
	"fmt"

	"codeberg.org/go-pdf/fpdf"
)

// place draws a picture into a rectangle, as large as its shape allows, in the middle.
func (s *sheet) place(p picture, x, y, width, height float64) {
	w, h := width, width*float64(p.height)/float64(p.width)
	if h > height {
		w, h = height*float64(p.width)/float64(p.height), height
	}
	name := s.store(p)
	s.pdf.ImageOptions(name, x+(width-w)/2, y+(height-h)/2, w, h, false, fpdf.ImageOptions{}, 0, "")
}

// store puts a picture into the document once, and returns its name there.
func (s *sheet) store(p picture) string {
	name := fmt.Sprintf("%s %d×%d", p.digest, p.width, p.height)
	if s.pictures[name] {
		return name
	}
	s.pictures[name] = true
	info := s.pdf.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: p.format}, bytes.NewReader(p.data))
	if info != nil {
		s.pdf.SetError(rank(info, len(s.pictures)))
	}
	return name
}

// rank gives a picture its place in the file. fpdf writes pictures by their width and leaves equal widths in the order
// of a Go map; a width that is larger by a fraction of a pixel orders them, and is written as the same whole number.
func rank(info *fpdf.ImageInfoType, place int) error {
	coded, err := info.GobEncode()
	if err != nil {
		return fmt.Errorf("order the pictures: %w", err)
	}
	var data, mask, palette []byte
	var object, depth int
	var width, height, scale, dpi float64
	var colours, filter, parameters string
	var transparent []int
	fields := []any{&data, &mask, &object, &width, &height, &colours, &palette, &depth, &filter, &parameters, &transparent, &scale, &dpi}
	in := gob.NewDecoder(bytes.NewReader(coded))
	for _, f := range fields {
		if err := in.Decode(f); err != nil {
			return fmt.Errorf("order the pictures: %w", err)
		}
	}
	width += float64(place) / (1 << 20)
	var out bytes.Buffer
	to := gob.NewEncoder(&out)
	for _, f := range fields {
		if err := to.Encode(f); err != nil {
			return fmt.Errorf("order the pictures: %w", err)
		}
	}
	return info.GobDecode(out.Bytes())
}
