package inspect

import (
	"fmt"
	"math"
	"strings"

	"bilgate/connectors/format/jp2"
	"bilgate/connectors/format/raster"
	"bilgate/connectors/format/wsq"
)

// picture is the body of a file that is one image.
type picture struct {
	Records   []Record `json:"records"` // one, the file itself
	Structure []part   `json:"structure"`

	notes []string
}

// part is one box, chunk, segment or marker.
type part struct {
	Name   string `json:"name"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	Level  int    `json:"level"` // of nesting, from 0
}

func newPicture(data []byte) *picture {
	return &picture{Records: []Record{{Length: len(data), Image: imageOf(data)}}, Structure: []part{}}
}

// image is what is said of the picture.
func (b *picture) image() *Image { return b.Records[0].Image }

func (b *picture) note(text string, args ...any) {
	b.notes = append(b.notes, fmt.Sprintf(text, args...))
}

func (b *picture) show(p *page) {
	p.line("  image: %s", b.image().words())
	for _, n := range b.notes {
		p.line("  %s", n)
	}
	p.line("")
	p.line("     offset    length  part")
	for _, s := range b.Structure {
		p.line("  %9d %9d  %s%s", s.Offset, s.Length, strings.Repeat("  ", s.Level), s.Name)
	}
}

func readWSQ(data []byte, _ Options) (body, []Finding) {
	b := newPicture(data)
	b.image().Compression = "WSQ20"
	parts, _ := wsq.Layout(data) // the decoder says what is wrong
	for _, s := range parts {
		b.Structure = append(b.Structure, part{Name: s.Name, Offset: s.Offset, Length: s.Length})
	}
	if h, err := wsq.DecodeHeader(data); err == nil {
		b.image().Width, b.image().Height = h.Width, h.Height
		b.image().PPI = commentNumber(h.Comments, "PPI")
		b.note("encoder version %d, software %d, ink %d, paper %d, shift %g, scale %g", h.Encoder, h.Software, h.Black, h.White, h.Shift, h.Scale)
		if b.image().PPI > 0 {
			b.note("resolution by the image's own comment: a hint only, a record's field rules")
		}
	}
	return b, checkImage(data)
}

// commentNumber is the value of a key in a NIST_COM comment; 0 if it is not there.
func commentNumber(comments []string, key string) int {
	for _, c := range comments {
		for line := range strings.Lines(c) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
			n := 0
			if _, err := fmt.Sscanf(value, "%d", &n); name == key && err == nil && n > 0 && n < 10_000 {
				return n
			}
		}
	}
	return 0
}

func readJP2(data []byte, _ Options) (body, []Finding) {
	b := newPicture(data)
	m, _ := jp2.Parse(data)
	i := b.image()
	i.Compression, i.Width, i.Height = "JP2", m.Width(), m.Height()
	i.PPI = int(math.Round(math.Min(m.PixelsPerInch(), 1e6)))
	for _, x := range m.Boxes {
		b.Structure = append(b.Structure, part{x.Type, x.Offset, x.Length, x.Level})
	}
	for _, c := range m.Colours {
		b.note("colour: %s", c.Name())
	}
	b.codestream(m.Codestream)
	return b, jp2Findings(m)
}

// codestream adds what SIZ and COD say, and the markers of the main header.
func (b *picture) codestream(c *jp2.Codestream) {
	if c == nil {
		return
	}
	if c.Style.Reversible {
		b.image().Compression = "JP2L"
	}
	first := c.Components[0]
	b.note("%s of %d bits, %s of %d × %d, %d decompositions, %s, reversible: %t", plural(len(c.Components), "component"), first.Depth,
		plural(c.Tiles, "tile"), c.TileWidth, c.TileHeight, c.Style.Decompositions, plural(c.Style.Layers, "layer"), c.Style.Reversible)
	b.note("%s; pixels are not decoded", plural(c.TileParts, "tile-part"))
	level := 0
	if len(b.Structure) > 0 {
		level = 1
	}
	for _, s := range c.Segments {
		b.Structure = append(b.Structure, part{s.Name, s.Offset, s.Length, level})
	}
}

func readRaster(data []byte, _ Options) (body, []Finding) {
	b := newPicture(data)
	h, err := raster.ReadHeader(data)
	i := b.image()
	i.Width, i.Height, i.PPI = h.Width, h.Height, int(math.Round(math.Min(h.PixelsPerInch, 1e6)))
	switch {
	case h.Kind == raster.PNG:
		i.Compression = "PNG"
	case h.Lossless:
		i.Compression = "JPEGL"
	default:
		i.Compression = "JPEGB"
	}
	for _, s := range h.Parts {
		b.Structure = append(b.Structure, part{Name: s.Name, Offset: s.Offset, Length: s.Length})
	}
	b.note("%s of %d bits", plural(h.Components, "component"), h.Depth)
	found := rasterFindings(h)
	if err == nil {
		found = append(found, undecoded(data, "F")...)
	}
	return b, found
}
