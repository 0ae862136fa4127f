package extract

// draw writes label and value side by side; the label's languages and a long value wrap in their columns.
func (l lines) draw(s *sheet) {
	s.head(l.title, 2*body.leading())
	for _, one := range l.lines {
		one.draw(s)
	}
}

func (l line) draw(s *sheet) {
	const label, space = 62.0, 2.0
	const value = inner - label - space
	left, right := s.wrap(body, label, l.label.String()), s.wrap(strong, value, l.value)
	if height := float64(max(len(left), len(right))) * body.leading(); height <= bottom-margin {
		s.room(height)
	}
	for len(left) > 0 || len(right) > 0 { // a value longer than the page goes on over it
		s.room(body.leading())
		fits := max(1, int((bottom-s.y)/body.leading()))
		n, m := min(fits, len(left)), min(fits, len(right))
		s.y += max(s.write(margin, s.y, label, body, toLeft, left[:n]),
			s.write(margin+label+space, s.y, value, strong, toLeft, right[:m]))
		left, right = left[n:], right[m:]
	}
	s.y += 0.6
}
