package extract

import "strings"

const padding = 0.8 // inside a cell, in millimetres

// draw writes the table with its header repeated on each page.
func (g grid) draw(s *sheet) {
	if len(g.columns) == 0 {
		return
	}
	widths := g.widths(s)
	header := g.headerCells(s, widths)
	s.head(g.title, rowHeight(header, fineB)+4*fine.leading())
	s.row(header, widths, fineB, true)
	for _, cells := range g.rows {
		wrapped := g.wrapRow(s, cells, widths)
		if s.y+rowHeight(wrapped, fine) > bottom {
			s.newPage()
			s.row(header, widths, fineB, true)
		}
		s.row(wrapped, widths, fine, false)
	}
}

// widths gives every column its longest word, and shares what is left by the length of the longest cell.
func (g grid) widths(s *sheet) []float64 {
	least, wish := make([]float64, len(g.columns)), make([]float64, len(g.columns))
	for i, column := range g.columns {
		texts := []string{column.KK, column.RU}
		for _, row := range g.rows {
			texts = append(texts, row[i])
		}
		least[i], wish[i] = s.extent(texts)
	}
	return share(least, wish)
}

// extent is the width of the longest word, up to a limit beyond which words are cut, and of the longest text.
func (s *sheet) extent(texts []string) (word, text float64) {
	const longest = 19.0
	s.use(fineB)
	for _, t := range texts {
		text = max(text, s.pdf.GetStringWidth(t))
		for _, w := range strings.Fields(t) {
			word = max(word, min(longest, s.pdf.GetStringWidth(w)))
		}
	}
	return word + 2*padding, text + 2*padding
}

// share spreads the page's width over columns between their least and their wished widths.
func share(least, wish []float64) []float64 {
	sumLeast, sumMore := 0.0, 0.0
	for i := range least {
		sumLeast += least[i]
		sumMore += max(0, wish[i]-least[i])
	}
	out := make([]float64, len(least))
	for i := range least {
		switch {
		case sumLeast >= inner:
			out[i] = least[i] * inner / sumLeast
		case sumMore == 0:
			out[i] = least[i]
		default:
			out[i] = least[i] + max(0, wish[i]-least[i])*min(1, (inner-sumLeast)/sumMore)
		}
	}
	return out
}

func (g grid) headerCells(s *sheet, widths []float64) [][]string {
	out := make([][]string, len(g.columns))
	for i, column := range g.columns {
		out[i] = s.wrapBoth(fineB, widths[i]-2*padding, column)
	}
	return out
}

func (g grid) wrapRow(s *sheet, cells []string, widths []float64) [][]string {
	out := make([][]string, len(cells))
	for i, cell := range cells {
		out[i] = s.wrap(fine, widths[i]-2*padding, cell)
	}
	return out
}

func rowHeight(cells [][]string, f face) float64 {
	most := 1
	for _, cell := range cells {
		most = max(most, len(cell))
	}
	return float64(most)*f.leading() + 2*padding
}

// row draws the cells of one row; a row higher than a page is cut at its bottom edge and goes on.
func (s *sheet) row(cells [][]string, widths []float64, f face, filled bool) {
	for {
		fits := max(1, int((bottom-s.y-2*padding)/f.leading()))
		now, later, more := cutRow(cells, fits)
		s.cells(now, widths, f, filled)
		if !more {
			return
		}
		cells = later
		s.newPage()
	}
}

func (s *sheet) cells(cells [][]string, widths []float64, f face, filled bool) {
	height := rowHeight(cells, f)
	style := "D"
	if filled {
		style = "FD"
	}
	x := margin
	for i, cell := range cells {
		s.pdf.Rect(x, s.y, widths[i], height, style)
		s.write(x+padding, s.y+padding, widths[i]-2*padding, f, toLeft, cell)
		x += widths[i]
	}
	s.y += height
}

func cutRow(cells [][]string, fits int) (now, later [][]string, more bool) {
	for _, cell := range cells {
		n := min(fits, len(cell))
		now, later = append(now, cell[:n]), append(later, cell[n:])
		more = more || n < len(cell)
	}
	return now, later, more
}
