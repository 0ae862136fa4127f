package sheet

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Card is a sheet that was read.
type Card struct {
	Index    Index
	Scan     Scan
	Fields   []Field // right hand 1 to 5, left hand 6 to 10, then the control prints
	Findings []Finding
}

// Scan is the sheet as it came. Its bytes are the caller's to store.
type Scan struct {
	SHA256        string // 64 lower-case hexadecimal digits
	Media         string // image/png, image/jpeg
	Size          int    // bytes
	Width, Height int    // pixels
	PixelsPerInch float64
	Seen          Seen
}

// Field is one field of the form.
type Field struct {
	Position   int           // ANSI/NIST-ITL table 8: 1 to 10, 13 to 15
	Impression int           // table 7: 3 rolled on paper, 2 plain on paper
	Corners    [4][2]float64 // pixels of the scan: upper left, upper right, lower right, lower left of the upright field
	State      State
	Image      []byte // PNG, 8-bit grey, 500 pixels an inch; nil when empty
}

// Impressions of ink on paper (table 7).
const (
	paperPlain  = 2
	paperRolled = 3
)

// Read makes a card of a scan and its index file. Every error is a [*Finding] of grade F or E.
func Read(scan []byte, index Index, o Options) (*Card, error) {
	if err := index.check(); err != nil {
		return nil, err
	}
	h, refused := readHeader(scan, index.PixelsPerInch, o)
	if refused != nil {
		return nil, refused
	}
	pixels, refused := decode(scan, h)
	if refused != nil {
		return nil, refused
	}
	at, refused := find(pixels, h.ppi)
	if refused != nil {
		return nil, refused
	}
	sum := sha256.Sum256(scan)
	c := &Card{Index: index, Scan: Scan{
		SHA256: hex.EncodeToString(sum[:]), Media: h.media, Size: len(scan),
		Width: h.width, Height: h.height, PixelsPerInch: h.ppi, Seen: at.seen,
	}}
	c.cut(pixels, at)
	if refused := c.compare(at); refused != nil {
		return nil, refused
	}
	return c, nil
}

// cut takes every field out and judges it.
func (c *Card) cut(pixels *plane, at *found) {
	ppi := c.Scan.PixelsPerInch
	shrink := max(1, int(ppi/cutPPI+0.05))
	if shrink > 1 {
		pixels = pixels.reduce(shrink)
	}
	for _, place := range at.places {
		corners := place.corners
		for i := range corners {
			corners[i] = point{corners[i].x / float64(shrink), corners[i].y / float64(shrink)}
		}
		img := cut(pixels, corners, ppi/float64(shrink))
		f := Field{Position: place.position, Impression: paperRolled, State: judge(img, place.paper)}
		if place.position > fingers {
			f.Impression = paperPlain
		}
		for i, corner := range place.corners {
			f.Corners[i] = [2]float64{corner.x, corner.y}
		}
		if f.State != Empty {
			f.Image = encode(img)
		}
		c.Fields = append(c.Fields, f)
	}
}

// compare holds the fields against the index file.
func (c *Card) compare(at *found) *Finding {
	if c.Scan.PixelsPerInch < 0.99*cutPPI {
		c.note(RuleInterpolated, 0, "scanned at %.0f pixels an inch, below 500; the fields are interpolated", c.Scan.PixelsPerInch)
	}
	for _, f := range c.Fields {
		declared := len(c.missing(f.Position)) == len(fingersOf(f.Position))
		switch {
		case f.State == Print && declared:
			return &Finding{Grade: GradeConsistency, Rule: RuleContradiction, Position: f.Position,
				Message: "the field holds a print, the index file says that there is no finger to print; correct the one that is wrong"}
		case f.State == Empty && !declared:
			c.note(RuleEmpty, f.Position, "the field is empty and the index file does not say why; no record is made of it")
		case f.State == Unreadable:
			c.note(RuleUnreadable, f.Position, "the field has ink, but hardly a ridge; take the print again")
		}
	}
	if !at.control {
		c.note(RuleControl, 0, "no frame of control prints was found under the left hand's table; none are read")
	}
	return nil
}

func (c *Card) note(rule string, position int, format string, args ...any) {
	c.Findings = append(c.Findings, Finding{Grade: GradeTable, Rule: rule, Position: position, Message: fmt.Sprintf(format, args...)})
}
