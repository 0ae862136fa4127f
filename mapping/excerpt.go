package mapping

import (
	"strings"
	"unicode"
)

// maxExcerpt is how many characters of a line are shown around a faulty word.
const maxExcerpt = 160

// excerpt is what is shown of the source line, the blank before the carets, and the carets. Of a long line it
// is the part around the word; signs that would upset a terminal are shown as dots. The blank has the line's
// own tabs, so that the carets stay below the word.
func (p Problem) excerpt() (line, margin, carets string) {
	runes := []rune(p.text)
	from := 0
	if len(runes) > maxExcerpt {
		from = max(0, min(p.Column-1-maxExcerpt/4, len(runes)-maxExcerpt))
	}
	to := min(len(runes), from+maxExcerpt)
	before := min(max(p.Column-1-from, 0), to-from)
	width := max(1, min(p.EndColumn-p.Column, to-from-before))
	return visible(runes[from:to]), blankFor(runes[from : from+before]), strings.Repeat("^", width)
}

func visible(line []rune) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (unicode.IsControl(r) || r == unicode.ReplacementChar) {
			return '·'
		}
		return r
	}, string(line))
}

func blankFor(line []rune) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return '\t'
		}
		return ' '
	}, string(line))
}
