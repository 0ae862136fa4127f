package main

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// Measures of the drawing, in pixels.
const (
	svgRow    = 24.0
	svgTop    = 92.0
	svgMargin = 24.0
	svgLetter = 7.4 // width of a letter at 13 pixels, on average and a little more
	svgCurves = 320.0
)

// sensitivityColours are those of curves and dots; they differ in lightness too.
var sensitivityColours = []struct {
	of     canon.Sensitivity
	colour string
}{
	{canon.Open, "#7a8794"}, {canon.Personal, "#1f6fb2"}, {canon.Biometric, "#c2571a"}, {canon.Genomic, "#7a2f8f"},
}

func colourOf(s canon.Sensitivity) string {
	for _, c := range sensitivityColours {
		if c.of == s {
			return c.colour
		}
	}
	return sensitivityColours[0].colour
}

// lineageDrawing is the drawing: source fields on the left, canonical fields on the right, a curve a pair.
type lineageDrawing struct {
	w       io.Writer
	lang    canon.Lang
	sources []string          // in the order in which the targets need them
	targets []mapping.Lineage // each once
	pairs   []lineagePair
	left    float64 // where curves begin
}

type lineagePair struct {
	source, target int
	line           mapping.Lineage
}

// drawLineage writes a standalone SVG.
func drawLineage(w io.Writer, ref canon.Mapping, kind string, lines []mapping.Lineage, lang canon.Lang) {
	d := &lineageDrawing{w: w, lang: lang}
	for _, l := range lines {
		d.add(l)
	}
	longest := 0
	for _, s := range d.sources {
		longest = max(longest, utf8.RuneCountInString(s))
	}
	d.left = svgMargin + max(120, float64(longest)*svgLetter) + 14
	d.draw(fmt.Sprintf("%s version %d – %s", ref.Name, ref.Version, kind))
}

func (d *lineageDrawing) add(l mapping.Lineage) {
	target := slices.IndexFunc(d.targets, func(t mapping.Lineage) bool { return t.Target == l.Target })
	if target < 0 {
		target = len(d.targets)
		d.targets = append(d.targets, l)
	}
	for _, s := range l.Sources {
		source := slices.Index(d.sources, s)
		if source < 0 {
			source = len(d.sources)
			d.sources = append(d.sources, s)
		}
		if !slices.ContainsFunc(d.pairs, func(p lineagePair) bool { return p.source == source && p.target == target }) {
			d.pairs = append(d.pairs, lineagePair{source, target, l})
		}
	}
}

func (d *lineageDrawing) right() float64 { return d.left + svgCurves }

func (d *lineageDrawing) height() float64 {
	return svgTop + svgRow*float64(max(len(d.sources), len(d.targets))) + svgMargin
}

func (d *lineageDrawing) width() float64 {
	longest := 0
	for _, t := range d.targets {
		longest = max(longest, utf8.RuneCountInString(t.Target+d.note(t)))
	}
	return d.right() + 14 + float64(longest+2)*svgLetter + svgMargin
}

// sourceY spreads the source fields over the height of the targets.
func (d *lineageDrawing) sourceY(i int) float64 { return spread(i, len(d.sources), len(d.targets)) }
func (d *lineageDrawing) targetY(i int) float64 { return spread(i, len(d.targets), len(d.sources)) }

func spread(i, n, other int) float64 {
	step := svgRow * max(1, float64(other)/float64(n))
	return svgTop + step*(float64(i)+0.5)
}

func (d *lineageDrawing) draw(title string) {
	d.printf(`<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f" role="img" font-family="'Noto Sans','DejaVu Sans',sans-serif" font-size="13" fill="#1c2530">`,
		d.width(), d.height(), d.width(), d.height())
	d.printf(`<title>%s</title>`, escaped(title))
	d.printf(`<rect width="100%%" height="100%%" fill="#ffffff"/>`)
	d.text(svgMargin, 32, "start", title, `font-size="17" font-weight="bold"`)
	d.legend()
	d.text(d.left-14, svgTop-8, "end", "source field", `fill="#5b6673"`)
	d.text(d.right()+14, svgTop-8, "start", "canonical field · line of the extract", `fill="#5b6673"`)
	for _, p := range d.pairs {
		d.curve(p)
	}
	for i, s := range d.sources {
		d.text(d.left-14, d.sourceY(i)+4.5, "end", s, "")
		d.printf(`<circle cx="%.1f" cy="%.1f" r="3.5" fill="#1c2530"/>`, d.left-4, d.sourceY(i))
	}
	for i, t := range d.targets {
		d.target(i, t)
	}
	d.printf("</svg>")
}

func (d *lineageDrawing) legend() {
	x := svgMargin
	for _, c := range sensitivityColours {
		d.printf(`<circle cx="%.1f" cy="52" r="5" fill="%s"/>`, x+5, c.colour)
		d.text(x+16, 56.5, "start", string(c.of), "")
		x += 16 + float64(len(c.of))*svgLetter + 20
	}
}

func (d *lineageDrawing) curve(p lineagePair) {
	y1, y2, middle := d.sourceY(p.source), d.targetY(p.target), (d.left+d.right())/2
	d.printf(`<path d="M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f" fill="none" stroke="%s" stroke-width="1.6" stroke-opacity="0.8"><title>%s</title></path>`,
		d.left, y1, middle, y1, middle, y2, d.right(), y2, colourOf(p.line.Sensitivity),
		escaped(d.sources[p.source]+" → "+p.line.Target+": "+expressionCell(p.line)))
}

// target writes a canonical field with its constant and its line of the extract.
func (d *lineageDrawing) target(i int, t mapping.Lineage) {
	y := d.targetY(i)
	d.printf(`<circle cx="%.1f" cy="%.1f" r="4.5" fill="%s"/>`, d.right()+4, y, colourOf(t.Sensitivity))
	d.printf(`<text x="%.1f" y="%.1f">%s<tspan dx="12" fill="#5b6673">%s</tspan></text>`, d.right()+14, y+4.5, escaped(t.Target), escaped(d.note(t)))
}

func (d *lineageDrawing) note(t mapping.Lineage) string {
	note := t.Printed[d.lang]
	if t.Constant {
		note = "= " + t.Expr + "  " + note
	}
	return note
}

func (d *lineageDrawing) text(x, y float64, anchor, text, more string) {
	d.printf(`<text x="%.1f" y="%.1f" text-anchor="%s" %s>%s</text>`, x, y, anchor, more, escaped(text))
}

func (d *lineageDrawing) printf(format string, args ...any) { fmt.Fprintf(d.w, format+"\n", args...) }

func escaped(text string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(text))
	return b.String()
}
