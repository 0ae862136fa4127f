package inspect

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// width is what a line holds, in characters.
const width = 120

// page writes the readable face.
type page struct{ out io.Writer }

// WriteText writes the readable face of the report.
func (r *Report) WriteText(w io.Writer) {
	p := &page{w}
	p.line("%s, %d bytes, sha256 %s", r.Format, r.Size, r.SHA256)
	how := "recognised: "
	if !r.Recognised.Sure {
		how = "perhaps: "
	}
	p.entry("  "+how+r.Recognised.Reason, "")
	r.body.show(p)
	r.showFindings(p)
}

// showFindings groups the findings by grade, each group with what to do.
func (r *Report) showFindings(p *page) {
	p.line("")
	if len(r.Findings) == 0 {
		p.line("no finding")
		return
	}
	for _, g := range grades {
		var of []Finding
		for _, f := range r.Findings {
			if f.Grade == g.letter {
				of = append(of, f)
			}
		}
		if len(of) == 0 {
			continue
		}
		p.line("%s %s, %s: %s", g.letter, g.what, plural(len(of), "finding"), g.todo)
		for _, f := range of {
			f.show(p)
		}
	}
}

// line prints one line, cut to the width, without control characters.
func (p *page) line(text string, args ...any) {
	if len(args) > 0 {
		text = fmt.Sprintf(text, args...)
	}
	fmt.Fprintln(p.out, strings.TrimRight(clip(clean(text), width), " "))
}

// mostLines is how many lines the value of one field takes at most.
const mostLines = 8

// row prints offset, length, name, mnemonic and value of one element of the structure; a long value goes on below.
func (p *page) row(offset, length int, name, mnemonic, value string) {
	lead := fmt.Sprintf("  %9d %9d  %-7s %-5s ", offset, length, name, mnemonic)
	room := width - utf8.RuneCountInString(lead)
	rest := []rune(clean(value))
	for n := 1; len(rest) > room && n < mostLines; n++ {
		p.line("%s", lead+string(rest[:room]))
		lead, rest = strings.Repeat(" ", width-room), rest[room:]
	}
	p.line("%s", lead+string(rest))
}

// entry prints a name and a text that goes on, indented, over as many lines as it needs.
func (p *page) entry(name, text string) {
	lead := strings.Repeat(" ", 6)
	line := name
	for _, word := range strings.Fields(clean(text)) {
		if utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			p.line("%s", line)
			line = lead + word
			continue
		}
		line += " " + word
	}
	p.line("%s", line)
}

// clip cuts a text to so many characters and shows that it did.
func clip(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}

// clean replaces what a terminal would act on: control characters, and those that turn the direction of writing.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsGraphic(r) || r == ' ' {
			return r
		}
		return '·'
	}, text)
}

func count(n int) string { return strconv.Itoa(n) }

// plural is "1 finding", "2 findings".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return count(n) + " " + noun + "s"
}
