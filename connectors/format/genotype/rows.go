package genotype

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Caps of one table.
const (
	MaxTable   = 16 << 20 // bytes
	maxColumns = 1024
	maxCells   = 8 << 20
	maxCell    = 1 << 10 // bytes
	maxSamples = 1 << 15
	maxLoci    = 1 << 20 // results, over all samples
	maxResults = 1 << 10 // results of one sample
)

// rows splits a table into cells, one line at a time. The cells are views into the text.
type rows struct {
	text      string
	separator byte
	newline   byte
	size      int // of the file
	line      int // of the row that next gave, from 1
	next1     int // line at which the rest begins
	cells     []string
	offsets   []int32 // of the cells, from the start of the file
	left      int     // cells that may still come
	closed    bool
}

// open checks the bytes and finds the dialect: BOM, separator of the first line, line ends.
func open(data []byte) (*rows, error) {
	size := len(data)
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	switch {
	case len(data) > MaxTable:
		return nil, &TableError{Rule: RuleTooLarge, Message: "the table is longer than 16 MiB"}
	case !utf8.Valid(data):
		return nil, &TableError{Rule: RuleEncoding, Message: "the table is not UTF-8"}
	case bytes.ContainsFunc(data, isControl):
		return nil, &TableError{Rule: RuleEncoding, Message: "the table holds control characters: it is no text"}
	}
	r := &rows{text: string(data), size: size, newline: '\n', next1: 1, left: maxCells}
	if !strings.Contains(r.text, "\n") {
		r.newline = '\r'
	}
	r.separator = separatorOf(r.firstLine())
	return r, nil
}

func isControl(c rune) bool { return c < ' ' && c != '\t' && c != '\n' && c != '\r' }

func (r *rows) firstLine() string {
	line, _, _ := strings.Cut(strings.TrimLeft(r.text, "\r\n"), string(r.newline))
	return line
}

func separatorOf(header string) byte {
	for _, c := range []byte{'\t', ';'} {
		if strings.IndexByte(header, c) >= 0 {
			return c
		}
	}
	return ','
}

// next gives the cells of the next row that is not blank; ok is false at the end. The slice is
// reused by the next call.
func (r *rows) next() (cells []string, ok bool, err error) {
	for r.text != "" {
		if err := r.row(); err != nil {
			return nil, false, err
		}
		if !allBlank(r.cells) {
			return r.cells, true, nil
		}
	}
	return nil, false, nil
}

// row reads one line, which may hold quoted line breaks.
func (r *rows) row() error {
	r.line, r.cells, r.offsets, r.closed = r.next1, r.cells[:0], r.offsets[:0], false
	for end := false; !end; {
		if len(r.cells) == maxColumns {
			return &TableError{Rule: RuleTooManyColumns, Line: r.line, Message: "a line has more than 1024 cells"}
		}
		if r.left--; r.left < 0 {
			return &TableError{Rule: RuleTooLarge, Line: r.line, Message: "the table has too many cells: send it in pieces"}
		}
		r.offsets = append(r.offsets, int32(r.offset()))
		cell, last, err := r.cell()
		if err != nil {
			return err
		}
		if len(cell) > maxCell {
			return &TableError{Rule: RuleTooLarge, Line: r.line, Column: len(r.cells) + 1, Message: "a cell is longer than 1 KiB"}
		}
		r.cells, end = append(r.cells, cell), last
	}
	r.next1++
	return nil
}

// cell takes one cell and the separator or line end after it.
func (r *rows) cell() (cell string, last bool, err error) {
	isQuoted := strings.HasPrefix(r.text, `"`)
	if isQuoted {
		if cell, err = r.quoted(); err != nil {
			return "", false, err
		}
	}
	rest := r.text
	end := r.cellEnd()
	if end == len(r.text) {
		r.text, last = "", true
	} else {
		last = r.text[end] == r.newline
		rest, r.text, r.closed = r.text[:end], r.text[end+1:], last
	}
	rest = strings.TrimSpace(rest)
	if isQuoted && rest != "" {
		return "", false, &TableError{Rule: RuleQuotes, Line: r.line, Column: len(r.cells) + 1, Message: "text follows a closing quotation mark"}
	}
	return cell + rest, last, nil
}

// cellEnd is where the cell at the front of the text ends.
func (r *rows) cellEnd() int {
	for i := range len(r.text) {
		if c := r.text[i]; c == r.separator || c == r.newline {
			return i
		}
	}
	return len(r.text)
}

// quoted takes a cell in quotation marks; a doubled mark stands for one.
func (r *rows) quoted() (string, error) {
	for end := 1; ; end++ {
		mark := strings.IndexByte(r.text[end:], '"')
		if mark < 0 {
			return "", &TableError{Rule: RuleQuotes, Line: r.line, Column: len(r.cells) + 1, Message: "a quotation mark is not closed"}
		}
		if end += mark; !strings.HasPrefix(r.text[end+1:], `"`) {
			cell := r.text[1:end]
			r.text = r.text[end+1:]
			r.next1 += strings.Count(cell, string(r.newline))
			return strings.TrimSpace(strings.ReplaceAll(cell, `""`, `"`)), nil
		}
		end++
	}
}

// offset is where the rest of the text begins in the file.
func (r *rows) offset() int { return r.size - len(r.text) }

// at is the place of a cell of the row at hand, counted from 0; beyond its end, that of the row.
func (r *rows) at(cell int) Place {
	place := Place{Line: int32(r.line), Column: int32(cell + 1), Offset: r.offsets[0]}
	if cell < len(r.offsets) {
		place.Offset = r.offsets[cell]
	}
	return place
}

func allBlank(cells []string) bool {
	for _, c := range cells {
		if c != "" {
			return false
		}
	}
	return true
}
