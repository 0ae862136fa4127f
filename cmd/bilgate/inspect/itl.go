package inspect

import (
	"strings"

	"bilgate/connectors/format/itl"
)

// Record is one record of a transaction, or a file that is one image.
type Record struct {
	Index  int     `json:"index"`
	Type   *int    `json:"type"` // null for a file that is one image
	Offset int     `json:"offset"`
	Length int     `json:"length"`
	IDC    *int    `json:"idc"`   // null in Type-1, and where it is no number
	Image  *Image  `json:"image"` // null where there is none
	Fields []Field `json:"fields,omitempty"`
}

// Field is one field of a record; of a binary record, one part of its header.
type Field struct {
	Number   string `json:"number"`   // "14.013"
	Mnemonic string `json:"mnemonic"` // of the standard, or of the Type-2 profile; "" if neither knows it
	Label    string `json:"label"`    // of the Type-2 profile
	Offset   int    `json:"offset"`   // of the tag
	Length   int    `json:"length"`   // tag and value, without the separator
	Value    string `json:"value"`    // masked unless it is open; " | " between items, " / " between subfields
}

// transaction is the body of an ANSI/NIST-ITL file.
type transaction struct {
	Profile  string    `json:"profile"` // whose Type-2 it is, "" if not known
	Records  []Record  `json:"records"`
	Profiles []Profile `json:"profiles,omitempty"` // of Type-18 records
}

func readITL(data []byte, o Options) (body, []Finding) {
	t, err := itl.Parse(data)
	b, m := transaction{Records: []Record{}}, masker{o.Reveal}
	if p, ok := t.Profile(); ok {
		b.Profile = p.Name
	}
	for i := range t.Records {
		b.Records = append(b.Records, recordOf(t, &t.Records[i], m))
	}
	var found []Finding
	for _, f := range t.Findings() {
		found = append(found, Finding{Grade: string(f.Grade), Record: f.Record, Field: f.Field, Offset: f.Offset, Rule: f.Rule, Message: f.Message, part: "record " + count(f.Record)})
	}
	if err == nil {
		found = append(found, imagesOf(t)...)
		found = append(found, b.addDNA(t, m)...)
	}
	return b, found
}

func recordOf(t *itl.Transaction, r *itl.Record, m masker) Record {
	out := Record{Index: r.Index, Type: &r.Type, Offset: r.Offset, Length: r.Length, Image: recordImage(t, r)}
	if r.Type != 1 && r.IDC >= 0 {
		out.IDC = &r.IDC
	}
	data := len(r.Image())
	parts := t.Parts(r)
	out.Fields = make([]Field, 0, len(parts))
	for _, p := range parts {
		out.Fields = append(out.Fields, Field{p.Name, p.Mnemonic, p.Label, p.Offset, p.Length, m.part(p, data)})
	}
	return out
}

// separators makes those between items and subfields readable.
var separators = strings.NewReplacer("\x1f", " | ", "\x1e", " / ")

// part is the value of a part as it may be seen; of the data, how long it is.
func (m masker) part(p itl.Part, data int) string {
	value := separators.Replace(p.Value)
	switch {
	case p.Mnemonic == "DATA":
		return "binary, " + plural(data, "byte")
	case p.Value == "" || p.Mark == itl.Open:
		return value
	case p.Mark == itl.Personal:
		return m.personal(value)
	}
	return m.present(value)
}

// recordImage says of an image what its record says; what the image says otherwise is a finding. A record that names no
// compression has that of the image's first bytes.
func recordImage(t *itl.Transaction, r *itl.Record) *Image {
	data := r.Image()
	if data == nil {
		return nil
	}
	i := imageOf(data)
	i.Width, i.Height = r.ImageSize()
	i.PPI = t.PixelsPerInch(r)
	i.Compression = string(r.Declared())
	if found, ok := itl.Sniff(data); ok && i.Compression == "" {
		i.Compression = string(found.Compression)
	}
	return i
}

// imagesOf reads every image; its faults are of the consistency of a transaction that is framed well.
func imagesOf(t *itl.Transaction) (found []Finding) {
	for i := range t.Records {
		r := &t.Records[i]
		if r.Image() == nil || r.Declared() == itl.CompressionNone {
			continue
		}
		for _, f := range checkImage(r.Image()) {
			if f.Grade == "F" {
				f.Grade = "E"
			}
			if f.Field != "" {
				f.Message = f.Field + ": " + f.Message
			}
			f.Record, f.Field, f.Offset = r.Index, imageField(r), f.Offset+r.ImageOffset()
			f.Rule, f.part = "image_"+f.Rule, "record "+count(r.Index)
			found = append(found, f)
		}
	}
	return found
}

// imageField is the number of the field that holds a record's image.
func imageField(r *itl.Record) string {
	switch {
	case r.Fields != nil:
		return count(r.Type) + ".999"
	case r.Type == 8:
		return "8.008"
	}
	return count(r.Type) + ".009"
}
