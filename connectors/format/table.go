package format

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"bilgate/connectors/format/genotype"
)

// Names of columns, spelt in capitals without anything between the letters.
var (
	sampleColumns = []string{"SAMPLENAME", "SPECIMENID", "SAMPLEID", "SAMPLE", "SPECIMEN", "ИМЯОБРАЗЦА", "ОБРАЗЕЦ"}
	markerColumns = []string{"MARKER", "MARKERNAME", "LOCUS", "LOCUSNAME", "МАРКЕР", "ЛОКУС"}
)

// columns counts what a table's header names.
type columns struct {
	sample, marker, allele bool
	loci, numbered         int // of the loci those named LOCUS_n
}

// byTable knows genotype tables by the names of their columns.
func byTable(s sample) (Recognition, bool) {
	line := firstLine(s)
	if line == "" {
		return not()
	}
	c := columnsOf(line)
	switch {
	case c.sample && c.marker && c.allele:
		return sure(GeneMapperLong, "columns for sample, marker and alleles")
	case c.numbered > 0 && c.sample:
		return sure(CODISTable, "columns for the specimen and numbered alleles of loci")
	case c.loci > 0 && c.sample:
		return sure(GeneMapperWide, "columns for the sample and for loci")
	case c.marker && c.allele:
		return probably(GeneMapperLong, "columns for marker and alleles, none for the sample")
	case c.sample && c.marker:
		return probably(GeneMapperLong, "columns for sample and marker, none for alleles")
	case c.numbered > 2:
		return probably(CODISTable, "columns for numbered alleles of loci, none for the specimen")
	case c.loci > 2:
		return probably(GeneMapperWide, "columns for loci, none for the sample")
	}
	return not()
}

// firstLine is the first line of a text that is not blank, "" where the content is no text.
func firstLine(s sample) string {
	text := bytes.TrimLeft(bytes.TrimPrefix(s.head, []byte(byteOrderMark)), "\r\n")
	if end := bytes.IndexAny(text, "\r\n"); end >= 0 {
		text = text[:end]
	}
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		return ""
	}
	return string(text)
}

func columnsOf(line string) (c columns) {
	separator := strings.IndexFunc(line, func(r rune) bool { return r == '\t' || r == ',' || r == ';' })
	if separator < 0 {
		return c
	}
	for cell := range strings.SplitSeq(line, line[separator:separator+1]) {
		cell = strings.Trim(cell, `" `)
		name := spelling(cell)
		switch {
		case slices.Contains(sampleColumns, name):
			c.sample = true
		case slices.Contains(markerColumns, name):
			c.marker = true
		case strings.HasPrefix(name, "ALLELE"), strings.HasPrefix(name, "АЛЛЕЛЬ"):
			c.allele = true
		default:
			c.locus(cell)
		}
	}
	return c
}

// locus counts a column that names one.
func (c *columns) locus(cell string) {
	if _, ok := genotype.MarkerOf(cell); ok && cell != "" {
		c.loci++
		return
	}
	base, number := cell, ""
	if cut := strings.LastIndexByte(cell, '_'); cut > 0 {
		base, number = cell[:cut], cell[cut+1:]
	}
	if _, ok := genotype.MarkerOf(base); ok && digits([]byte(number), 2) {
		c.numbered++
	}
}

// spelling keeps the letters and digits of a name, in capitals.
func spelling(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, name)
}
