package inspect

import (
	"bilgate/connectors/format/iso19794"
)

// fingers is the body of a finger image record of ISO/IEC 19794-4.
type fingers struct {
	Edition int      `json:"edition"` // 2005 or 2011
	Records []Record `json:"records"` // one a representation
	prints  []iso19794.Image
}

func readFingers(data []byte, _ Options) (body, []Finding) {
	r, _ := iso19794.Parse(data)
	b := fingers{Edition: r.Edition, Records: []Record{}, prints: r.Images}
	var found []Finding
	for n, i := range r.Images {
		out := Record{Index: n, Offset: i.Offset, Length: i.Length}
		if len(i.Data) > 0 {
			out.Image = imageOf(i.Data)
			out.Image.Compression, out.Image.Width, out.Image.Height, out.Image.PPI = i.CompressionName(), i.Width, i.Height, i.PixelsPerInch
			found = append(found, representationFindings(n, i)...)
		}
		b.Records = append(b.Records, out)
	}
	for _, f := range r.Findings {
		found = append(found, Finding{Grade: string(f.Grade), Record: f.Record, Offset: f.Offset, Rule: f.Rule, Message: f.Message, part: "image " + count(f.Record)})
	}
	return b, found
}

// representationFindings are an image's own, and its size against that of its header.
func representationFindings(n int, i iso19794.Image) (found []Finding) {
	if width, height := sizeOf(i.Data); width > 0 && (width != i.Width || height != i.Height) {
		found = append(found, Finding{
			Grade: "E", Record: n, Field: "size", Offset: i.Offset, Rule: "image_size", part: "image " + count(n),
			Message: "the record states another size than the image's own header",
		})
	}
	for _, f := range checkImage(i.Data) {
		if f.Grade == "F" {
			f.Grade = "E"
		}
		f.Record, f.Offset, f.Rule, f.part = n, f.Offset+i.DataOffset, "image_"+f.Rule, "image "+count(n)
		found = append(found, f)
	}
	return found
}

func (b fingers) show(p *page) {
	p.line("  finger images, edition of %d", b.Edition)
	for n, i := range b.prints {
		p.line("")
		position := positions[i.Position]
		if position == "" {
			position = "position " + count(i.Position)
		}
		p.line("image %d  %s, %s, offset %d, %d bytes", n, position, impressions[i.Impression], i.Offset, i.Length)
		if r := b.Records[n]; r.Image != nil {
			p.line("  image: %s at offset %d", r.Image.words(), i.DataOffset)
			p.line("  sha256 %s", r.Image.SHA256)
		}
		for _, q := range i.Qualities {
			p.line("  quality %d", q)
		}
		if i.Extra > 0 {
			p.line("  %d bytes of further blocks behind the image", i.Extra)
		}
	}
}
