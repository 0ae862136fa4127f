package extract

import "fmt"

const gap = 2.5 // between blocks, in millimetres

func (p *pages) draw(s *sheet) {
	p.letterhead(s)
	for _, sec := range p.sections {
		sec.draw(s)
	}
	s.y += gap
	s.room(4 * fine.leading())
	s.paragraph(fine, toLeft, legalNote.KK)
	s.paragraph(fine, toLeft, legalNote.RU)
	p.footers(s)
}

// letterhead is the ministry on both sides, the title, and the date and number.
func (p *pages) letterhead(s *sheet) {
	const column = inner/2 - 10
	ministry, system := term("ministry", p.at), term("system", p.at)
	s.y += max(
		s.write(margin, s.y, column, strong, toCentre, s.wrap(strong, column, ministry.KK)),
		s.write(margin+inner-column, s.y, column, strong, toCentre, s.wrap(strong, column, ministry.RU)),
	)
	s.y += max(
		s.write(margin, s.y, column, fine, toCentre, s.wrap(fine, column, system.KK)),
		s.write(margin+inner-column, s.y, column, fine, toCentre, s.wrap(fine, column, system.RU)),
	)
	s.y += gap
	s.pdf.Line(margin, s.y, margin+inner, s.y)
	s.y += 2 * gap
	s.headline(p.title)
	s.y += gap / 2
	s.paragraph(heading, toCentre, term("unsigned_footer", p.at).String())
	s.y += gap
	if p.number != "" {
		s.paragraph(strong, toLeft, wordNumber.String()+": № "+p.number)
	}
	s.paragraph(body, toLeft, longDate(p.at).String())
}

// headline is the title in both languages joined by a slash, on one line if it fits.
func (s *sheet) headline(t both) {
	s.use(title)
	if joined := t.KK + "/" + t.RU; s.pdf.GetStringWidth(joined) <= inner {
		s.paragraph(title, toCentre, joined)
		return
	}
	s.paragraph(title, toCentre, t.KK+"/")
	s.paragraph(title, toCentre, t.RU)
}

// footers are written last, when the number of pages is known.
func (p *pages) footers(s *sheet) {
	left := s.wrap(fine, inner*2/3, term("unsigned_footer", p.at).String())
	if numbered := s.wrap(fine, inner*2/3, left[0]+" № "+p.number); p.number != "" && len(numbered) == 1 {
		left = numbered
	}
	count := s.pdf.PageCount()
	for n := 1; n <= count; n++ {
		s.pdf.SetPage(n)
		s.now = face{}
		y := bottom + 5
		s.pdf.Line(margin, y-1, margin+inner, y-1)
		s.write(margin, y, inner, fine, toLeft, left)
		number := fmt.Sprintf("%s/%s %d/%d", wordPage.KK, wordPage.RU, n, count)
		s.write(margin, y, inner, fine, toRight, []string{number})
	}
}

func (sec section) draw(s *sheet) {
	s.y += gap
	s.room(30)
	s.band(heading, sec.title.String())
	s.paragraph(fine, toLeft, sec.record)
	for _, b := range sec.blocks {
		s.y += gap / 2
		b.draw(s)
	}
}

// band is a heading on a grey ground.
func (s *sheet) band(f face, text string) {
	wrapped := s.wrap(f, inner-2, text)
	height := float64(len(wrapped))*f.leading() + 1.5
	s.room(height)
	s.pdf.Rect(margin, s.y, inner, height, "F")
	s.write(margin+1, s.y+0.75, inner-2, f, toLeft, wrapped)
	s.y += height + 0.8
}

// head is a block's heading, kept together with a height of what follows.
func (s *sheet) head(title both, follows float64) {
	if title == (both{}) {
		return
	}
	s.room(caption.leading() + 1 + follows)
	s.paragraph(caption, toLeft, title.String())
	s.y += 0.5
}
