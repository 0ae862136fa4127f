package extract

import "strings"

const padding = 0.8 // inside a cell, in millimetres

// cutFrom is the width, in millimetres, from which a word may be cut; a column with such a word leaves a crowded table.
const cutFrom = 26.0

// draw writes the table with its header repeated on each page.
func (g grid) draw(s *sheet) {
	g, beneath := g.uncrowd(s)
	if len(g.columns) == 0 {
		return
	}
	widths := share(g.widths(s))
	header := g.headerCells(s, widths)
	s.head(g.title, rowHeight(header, fineB)+4*fine.leading())
	s.row(header, widths, fineB, true)
	for i, cells := range g.rows {
		wrapped := wrapCells(s, cells, widths)
		under := beneath.under(s, i)
		if s.y+rowHeight(wrapped, fine)+rowHeight([][]string{under}, fine) > bottom {
			s.newPage()
			s.row(header, widths, fineB, true)
		}
		s.row(wrapped, widths, fine, false)
		if len(under) > 0 {
			s.row([][]string{under}, []float64{sum(widths)}, fine, false)
		}
	}
}

// uncrowd moves the columns with uncuttable words – digests – beneath the rows if the words of all columns do not fit
// side by side.
func (g grid) uncrowd(s *sheet) (table, beneath grid) {
	least, _ := g.widths(s)
	if sum(least) <= inner {
		return g, grid{}
	}
	table = grid{title: g.title, rows: make([][]string, len(g.rows))}
	beneath = grid{rows: make([][]string, len(g.rows))}
	for i, column := range g.columns {
		to := &table
		if least[i] >= cutFrom+2*padding {
			to = &beneath
		}
		to.columns = append(to.columns, column)
		for r, row := range g.rows {
			to.rows[r] = append(to.rows[r], row[i])
		}
	}
	return table, beneath
}

// under are the lines that stand beneath a row.
func (g grid) under(s *sheet, row int) []string {
	var out []string
	for i, column := range g.columns {
		if cell := g.rows[row][i]; cell != "" {
			out = append(out, s.wrap(fine, inner-2*padding, column.String()+": "+cell)...)
		}
	}
	return out
}

// widths are, for every column, the widest word and the widest text, of which half a page is enough.
func (g grid) widths(s *sheet) (least, wish []float64) {
	for i, column := range g.columns {
		texts := []string{column.KK, column.RU}
		for _, row := range g.rows {
			texts = append(texts, row[i])
		}
		word, text := s.extent(texts)
		least, wish = append(least, word), append(wish, text)
	}
	return least, wish
}

func (s *sheet) extent(texts []string) (word, text float64) {
	s.use(fineB)
	for _, t := range texts {
		text = max(text, s.pdf.GetStringWidth(t))
		for _, w := range strings.Fields(t) {
			word = max(word, min(cutFrom, s.pdf.GetStringWidth(w)))
		}
	}
	return word + 2*padding, min(text, inner/2) + 2*padding
}

func sum(list []float64) float64 {
	total := 0.0
	for _, v := range list {
		total += v
	}
	return total
}

// share spreads the page's width over columns: each gets its least width, and the rest goes to those that wish more.
func share(least, wish []float64) []float64 {
	more := make([]float64, len(least))
	for i := range least {
		more[i] = max(0, wish[i]-least[i])
	}
	rest := inner - sum(least)
	out := make([]float64, len(least))
	for i := range least {
		switch {
		case rest < 0:
			out[i] = least[i] * inner / sum(least)
		case sum(more) <= rest:
			out[i] = least[i] + more[i]
		default:
			out[i] = least[i] + more[i]*rest/sum(more)
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

func wrapCells(s *sheet, cells []string, widths []float64) [][]string {
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
