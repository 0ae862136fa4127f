package inspect

import (
	"fmt"
	"strconv"
	"strings"
)

// show prints a transaction record by record: its place, its image, its fields.
func (b transaction) show(p *page) {
	if b.Profile != "" {
		p.line("  Type-2 by the profile %s", b.Profile)
	}
	for _, r := range b.Records {
		p.line("")
		p.line("record %d  %s%s, offset %d, %d bytes", r.Index, r.title(), r.idc(), r.Offset, r.Length)
		if r.Image != nil {
			p.line("  image: %s", strings.Join(append(r.print(), r.Image.words()), ", "))
			p.line("  sha256 %s", r.Image.SHA256)
		}
		p.line("     offset    length  field")
		for _, f := range r.Fields {
			p.row(f.Offset, f.Length, f.Number, f.Mnemonic, f.words())
		}
	}
	for _, profile := range b.Profiles {
		p.line("")
		profile.show(p)
	}
}

func (r Record) title() string {
	name := recordNames[*r.Type]
	if name == "" {
		return fmt.Sprintf("Type-%d", *r.Type)
	}
	return fmt.Sprintf("Type-%d %s", *r.Type, name)
}

func (r Record) idc() string {
	if r.IDC == nil {
		return ""
	}
	return ", IDC " + count(*r.IDC)
}

// words is a field's value with what its code means, and the label of its profile.
func (f Field) words() string {
	text := f.Value
	if f.Label != "" {
		text = fmt.Sprintf("%s   (%s)", text, f.Label)
	}
	return text
}

// print names position and impression of a friction ridge image.
func (r Record) print() (words []string) {
	position, impression := "", ""
	switch *r.Type {
	case 3, 4, 5, 6:
		position, impression = r.value(4), r.value(3)
	case 13, 14, 15:
		position, impression = r.value(13), r.value(3)
	}
	first, _, _ := strings.Cut(strings.ReplaceAll(position, ",", " "), " ")
	for _, code := range []struct {
		text  string
		names map[int]string
	}{{first, positions}, {impression, impressions}} {
		n, err := strconv.Atoi(code.text)
		if name, ok := code.names[n]; err == nil && ok {
			words = append(words, name)
		}
	}
	return words
}

// value is the first field's of that number.
func (r Record) value(number int) string {
	want := fmt.Sprintf("%d.%03d", *r.Type, number)
	for _, f := range r.Fields {
		if f.Number == want {
			return f.Value
		}
	}
	return ""
}
