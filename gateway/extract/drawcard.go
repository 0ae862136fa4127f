package extract

// The boxes of a card, in millimetres.
const (
	boxWidth     = inner / 5
	boxHeight    = 40.0
	fourWidth    = inner / 3 // a control print
	fourHeight   = 52.0
	palmWidth    = inner / 2
	palmHeight   = 90.0
	captionLines = 4
)

func (c card) draw(s *sheet) {
	s.head(c.title, boxHeight)
	s.boxes(rightHand, c.right, boxWidth, boxHeight)
	s.boxes(leftHand, c.left, boxWidth, boxHeight)
	s.boxes(control, c.control, fourWidth, fourHeight)
	s.boxes(otherPrints, c.remaining, palmWidth, palmHeight)
}

// boxes draws boxes of one size, as many in a row as fit, under a heading.
func (s *sheet) boxes(title both, list []box, width, height float64) {
	if len(list) == 0 {
		return
	}
	full := height + captionLines*fine.leading() + 1
	s.room(caption.leading() + full)
	s.y += s.write(margin, s.y, inner, caption, toCentre, s.wrap(caption, inner, title.String()))
	perRow := int(inner/width + 0.001)
	for i, b := range list {
		if i%perRow == 0 {
			s.room(full)
		}
		s.box(b, margin+float64(i%perRow)*width, width, full)
		if i%perRow == perRow-1 || i == len(list)-1 {
			s.y += full
		}
	}
	s.y += 1
}

// box draws one print under its name.
func (s *sheet) box(b box, x, width, height float64) {
	const edge = 1.0
	s.pdf.Rect(x, s.y, width, height, "D")
	name := s.wrapBoth(fine, width-2*edge, b.name)
	s.write(x+edge, s.y+0.5, width-2*edge, fine, toCentre, name)
	above := captionLines*fine.leading() + 0.5
	if b.drawn() {
		s.place(b.picture, x+edge, s.y+above, width-2*edge, height-above-edge)
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
	if b.digest != "" || b.status == (both{}) {
		out = append(out, s.wrapBoth(fine, width, notShown)...)
	}
	if b.digest != "" {
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
