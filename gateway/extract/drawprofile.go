package extract

import (
	"slices"
	"strconv"
)

// A profile's columns are as many as stand side by side in the annex.
const (
	lociInRow  = 8
	locusWidth = inner / lociInRow
	leastBoxes = 2 // one for each allele of a person
)

func (p profile) draw(s *sheet) {
	s.head(p.title, 8*body.leading())
	for band := range slices.Chunk(p.loci, lociInRow) {
		s.loci(band)
		s.y += 1
	}
	line{lociCount, strconv.Itoa(len(p.loci))}.draw(s)
}

// loci draws loci side by side: the name, and below it a box for each allele.
func (s *sheet) loci(band []locus) {
	names := make([][]string, len(band))
	boxes := leastBoxes
	widths := make([]float64, len(band))
	for i, l := range band {
		widths[i] = locusWidth
		names[i] = s.wrap(fineB, locusWidth-2*padding, l.name)
		boxes = max(boxes, len(l.alleles))
	}
	s.room(rowHeight(names, fineB) + leastBoxes*(body.leading()+2*padding))
	s.row(names, widths, fineB, true)
	for n := range boxes {
		cells := make([][]string, len(band))
		for i, l := range band {
			if n < len(l.alleles) {
				cells[i] = s.wrap(body, locusWidth-2*padding, l.alleles[n])
			}
		}
		s.room(rowHeight(cells, body))
		s.row(cells, widths, body, false)
	}
}
