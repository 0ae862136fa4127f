package extract

import "slices"

// The boxes of a card, in millimetres: the height is the picture's, without the name above it.
const (
	fingerHeight  = 38.0
	controlHeight = 42.0
	palmHeight    = 90.0
	edge          = 1.0
)

func (c card) draw(s *sheet) {
	s.head(c.title, fingerHeight+20)
	s.boxes(rightHand, c.right, 5, fingerHeight)
	s.boxes(leftHand, c.left, 5, fingerHeight)
	s.boxes(control, c.control, max(3, len(c.control)), controlHeight)
	s.boxes(palmPrints, c.palms, 2, palmHeight)
	s.boxes(otherPrints, c.others, 5, fingerHeight)
}

// boxes draws boxes of one size under a heading, some in a row.
func (s *sheet) boxes(title both, list []box, inRow int, height float64) {
	if len(list) == 0 {
		return
	}
	width := inner / float64(inRow)
	above := s.tallestName(list, width) + edge
	full := above + height + edge
	s.room(caption.leading() + full)
	s.y += s.write(margin, s.y, inner, caption, toCentre, s.wrap(caption, inner, title.String()))
	for row := range slices.Chunk(list, inRow) {
		s.room(full)
		for i, b := range row {
			s.box(b, margin+float64(i)*width, width, above, height)
		}
		s.y += full
	}
	s.y += edge
}

func (s *sheet) tallestName(list []box, width float64) float64 {
	most := 0
	for _, b := range list {
		most = max(most, len(s.wrapBoth(fine, width-2*edge, b.name)))
	}
	return float64(most) * fine.leading()
}

// box draws one print under its name.
func (s *sheet) box(b box, x, width, above, height float64) {
	s.pdf.Rect(x, s.y, width, above+height+edge, "D")
	s.write(x+edge, s.y+edge/2, width-2*edge, fine, toCentre, s.wrapBoth(fine, width-2*edge, b.name))
	if b.drawn() {
		s.place(b.picture, x+edge, s.y+above, width-2*edge, height)
		return
	}
	s.write(x+edge, s.y+above+edge, width-2*edge, fine, toCentre, s.absent(b, width-2*edge))
}

// absent says why a box is empty: the finger's status, and the digest of a print that cannot be drawn.
func (s *sheet) absent(b box, width float64) []string {
	var out []string
	if b.status != (both{}) {
		out = append(s.wrapBoth(fine, width, b.status), "")
	}
	if b.digest != "" {
		out = append(out, s.wrapBoth(fine, width, notShown)...)
		out = append(append(out, "SHA-256"), s.wrap(fine, width, b.digest)...)
	}
	return out
}

// single is a picture that stands alone: a photograph, a signature.
type single struct{ picture }

func (p single) draw(s *sheet) {
	const width, height = 35.0, 45.0
	s.room(height + 1)
	s.pdf.Rect(margin, s.y, width, height, "D")
	if p.drawn() {
		s.place(p.picture, margin+0.5, s.y+0.5, width-1, height-1)
	} else {
		s.write(margin+1, s.y+1, width-2, fine, toCentre, s.absent(box{picture: p.picture}, width-2))
	}
	s.y += height + 1
}
