package genotype

import (
	"slices"
	"strconv"
	"strings"
)

// role is what a column of a table holds.
type role int

const (
	roleOther   role = iota // known and not needed: file, dye, size, height, remark
	roleUnnamed             // no header: its cells must be blank
	roleSample
	roleType // the sample's type, which tells controls
	roleKit  // the kit, or its panel
	roleMarker
	roleAllele
	roleLocus // alleles of one locus: a list, or the n-th one
	roleUnknown
)

// column is one column of the header.
type column struct {
	role   role
	marker Marker
	number int // of an allele column, or of a locus column of the CODIS layout; 0 where none
}

// header is the reading of a table's first line.
type header struct {
	layout  Layout
	columns []column
	sample  int
	kind    int // the sample type's column, or -1
	kit     int // the kit's or panel's column, or -1
	marker  int // in the long layout
	alleles []int
	loci    [][]int // columns of each locus, in the other layouts
	needed  int     // cells that every row must have
}

// sampleNames lists the headers of the sample column, the surest first.
var sampleNames = []string{"SAMPLENAME", "SPECIMENID", "SAMPLEID", "SAMPLE", "SPECIMEN", "ИМЯОБРАЗЦА", "ОБРАЗЕЦ"}

// columnNames is what the other headers mean, without their number.
var columnNames = map[string]role{
	"": roleUnnamed, "SAMPLETYPE": roleType, "ТИПОБРАЗЦА": roleType,
	"MARKER": roleMarker, "MARKERNAME": roleMarker, "LOCUS": roleMarker, "LOCUSNAME": roleMarker, "МАРКЕР": roleMarker, "ЛОКУС": roleMarker,
	"ALLELE": roleAllele, "АЛЛЕЛЬ": roleAllele,
	"SAMPLEFILE": roleOther, "SAMPLEFILENAME": roleOther, "FILE": roleOther, "FILENAME": roleOther, "RUNNAME": roleOther,
	"PANEL": roleKit, "KIT": roleKit, "НАБОР": roleKit, "DYE": roleOther, "SIZE": roleOther, "HEIGHT": roleOther, "AREA": roleOther,
	"PEAKAREA": roleOther, "DATAPOINT": roleOther, "MUTATION": roleOther, "AECOMMENT": roleOther, "ALLELECOMMENT": roleOther,
	"REMARK": roleOther, "REMARKS": roleOther, "COMMENT": roleOther, "COMMENTS": roleOther, "ПРИМЕЧАНИЕ": roleOther,
}

// readHeader recognises the layout by the names of the columns. Its caller knows the line.
func readHeader(names []string) (*header, *TableError) {
	h := &header{sample: -1, kind: -1, kit: -1, marker: -1}
	best := len(sampleNames)
	for i, name := range names {
		c := columnOf(name)
		if rank := slices.Index(sampleNames, spelling(name)); rank >= 0 {
			c.role = roleOther
			if rank == best {
				return nil, twice(i)
			}
			if rank < best {
				best, h.sample = rank, i
			}
		}
		h.columns = append(h.columns, c)
	}
	if h.sample < 0 {
		return nil, &TableError{Rule: RuleLayout, Message: `no column is named "Sample Name" or "specimenId"`}
	}
	h.columns[h.sample].role = roleSample
	return h, h.arrange(names)
}

func twice(i int) *TableError {
	return &TableError{Rule: RuleHeader, Column: i + 1, Message: "the column is there twice"}
}

// columnOf reads one header on its own.
func columnOf(name string) column {
	if m, ok := MarkerOf(name); ok {
		return column{role: roleLocus, marker: m}
	}
	spelled := spelling(name)
	stem := strings.TrimRight(spelled, "0123456789")
	number, _ := strconv.Atoi(spelled[len(stem):])
	if r, ok := columnNames[stem]; ok && (r != roleUnnamed || spelled == "") {
		return column{role: r, number: number}
	}
	if base, n := numbered(name); n > 0 {
		if m, ok := MarkerOf(base); ok {
			return column{role: roleLocus, marker: m, number: n}
		}
	}
	return column{role: roleUnknown}
}

// numbered splits "PENTA_D_1" of the CODIS layout into name and number; the number is 0 for any other name.
func numbered(name string) (base string, number int) {
	cut := strings.LastIndexByte(name, '_')
	if cut <= 0 || !isDigits(name[cut+1:]) {
		return name, 0
	}
	number, _ = strconv.Atoi(name[cut+1:])
	return name[:cut], number
}

// arrange finds the layout and the columns that it needs.
func (h *header) arrange(names []string) *TableError {
	for i, c := range h.columns {
		switch {
		case c.role == roleType:
			h.kind = i
		case c.role == roleKit:
			h.kit = i
		case c.role == roleMarker && h.marker >= 0:
			return twice(i)
		case c.role == roleMarker:
			h.marker = i
		}
	}
	if h.marker >= 0 {
		return h.arrangeLong(names)
	}
	return h.arrangeWide(names)
}

// arrangeLong wants two allele columns or more, numbered without a gap: one lost column would turn
// every heterozygote into a homozygote.
func (h *header) arrangeLong(names []string) *TableError {
	h.layout, h.needed = LayoutLong, max(h.sample, h.marker)+1
	for i, c := range h.columns {
		switch {
		case c.role == roleUnknown && strings.HasPrefix(spelling(names[i]), "AL"):
			return &TableError{Rule: RuleHeader, Column: i + 1, Message: `the column is not known; is it a misspelt "Allele"?`}
		case c.role != roleAllele:
			continue
		case c.number != len(h.alleles)+1:
			return &TableError{Rule: RuleAlleleColumns, Column: i + 1, Message: "the allele columns are not numbered 1, 2, …"}
		}
		h.alleles = append(h.alleles, i)
	}
	if len(h.alleles) < 2 {
		return &TableError{Rule: RuleAlleleColumns, Message: `a long table needs "Allele 1" and "Allele 2"`}
	}
	h.needed = max(h.needed, h.alleles[0]+1)
	return nil
}
