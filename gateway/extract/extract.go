package extract

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"bilgate/mapping/canon"
)

// Document is what one extract is made of.
type Document struct {
	Number  string                           // the extract's registration number, "" if it has none
	Records []canon.Record                   // current records of one person, sealed fields opened
	Image   func(ref string) ([]byte, error) // opens a stored picture; nil: no picture is shown
	At      time.Time                        // when the extract is made: its date, and the day whose terms it uses
}

// Make prints a document as a PDF of A4 pages. Equal documents give equal bytes.
//
// It fails when there is no record, when a record is withdrawn, of an unknown kind, still sealed or not as its kind
// says, when a text holds a character that the font lacks, and when a picture cannot be opened or is not
// the one that its record describes. The error names the record by its place and the field by its path.
// A picture that is opened but cannot be drawn is no error: its box shows its digest.
func Make(d Document) ([]byte, error) {
	if len(d.Records) == 0 {
		return nil, errors.New("extract: there is no record to print")
	}
	c := &contents{at: d.At.In(almaty), image: d.Image}
	pages, err := c.read(d)
	if err != nil {
		return nil, fmt.Errorf("extract: %w", err)
	}
	s := newSheet(c.at, pages.title, c.rare)
	pages.draw(s)
	var out bytes.Buffer
	if err := s.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("extract: write the PDF: %w", err)
	}
	return out.Bytes(), nil
}
