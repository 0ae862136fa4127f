package penitentiary

import (
	"strings"

	"github.com/apache/arrow-go/v18/arrow/array"

	"bilgate/connectors/format/itl"
)

// cardColumns appends a card to the columns of tenprintSchema.
type cardColumns struct{ *array.RecordBuilder }

func (c cardColumns) column(name string) array.Builder {
	return c.Field(tenprintSchema.FieldIndices(name)[0])
}

func (c cardColumns) text(name, value string) {
	appendText(c.column(name).(*array.StringBuilder), value)
}

func (c cardColumns) head(head itl.Type1) {
	c.text("tot", head.TOT)
	c.text("date", head.Date)
	c.text("destination", head.Destination)
	c.text("originator", head.Originator)
	c.text("tcn", head.TCN)
	c.text("reference", head.Reference)
	c.text("domain", head.Domain.Name)
	c.text("domain_version", head.Domain.Version)
}

// type2 takes a field of blanks, with which some writers fill what they do not know, as absent.
func (c cardColumns) type2(r *itl.Record) {
	for _, f := range type2 {
		value := r.Text(f.number)
		if strings.TrimSpace(value) == "" {
			value = ""
		}
		c.text(f.column, value)
	}
}

func (c cardColumns) images(prints []itl.Fingerprint) {
	list := c.column("images").(*array.ListBuilder)
	list.Append(true)
	for _, p := range prints {
		if p.Data != nil {
			appendImage(list.ValueBuilder().(*array.StructBuilder), p)
		}
	}
}

// appendImage follows imageFields.
func appendImage(to *array.StructBuilder, p itl.Fingerprint) {
	score, algorithm := quality(p)
	to.Append(true)
	s := structColumns{to, 0}
	s.whole(p.IDC)
	s.whole(p.Position)
	s.whole(p.Impression)
	s.positive(p.PixelsPerInch)
	s.positive(p.Width)
	s.positive(p.Height)
	s.text(string(p.Compression))
	s.text(mediaOf(p.Compression))
	s.whole(len(p.Data))
	s.text(p.SHA256())
	s.whole(score)
	s.text(algorithm)
}

// quality is the score of the image's own position: the print's, else NFIQ's, else -1.
func quality(p itl.Fingerprint) (score int, algorithm string) {
	for _, q := range p.Quality {
		if q.Position == p.Position {
			return q.Score, q.Vendor + "/" + q.Product
		}
	}
	for _, q := range p.NFIQ {
		if q.Position == p.Position {
			return q.Score, "NFIQ1"
		}
	}
	return -1, ""
}

// fingers lists positions 1 to 10: missing ones with their code, and those with a single print.
func (c cardColumns) fingers(prints []itl.Fingerprint) {
	amp := [11]string{}
	known := [11]bool{}
	for _, p := range prints {
		if p.Kind == itl.Finger && p.Data != nil && isFinger(p.Position) {
			known[p.Position] = true
		}
	}
	for _, p := range prints {
		for _, missing := range p.Missing {
			if isFinger(missing.Position) {
				known[missing.Position], amp[missing.Position] = true, missing.Code
			}
		}
	}
	list := c.column("fingers").(*array.ListBuilder)
	list.Append(true)
	for position, ok := range known {
		if ok {
			item := list.ValueBuilder().(*array.StructBuilder)
			item.Append(true)
			s := structColumns{item, 0}
			s.whole(position)
			s.text(amp[position])
		}
	}
}

func isFinger(position int) bool { return 1 <= position && position <= 10 }
