package inspect

import (
	"strings"
	"unicode"
)

// masker hides what is not to be seen.
type masker struct{ reveal bool }

// personal shows the shape of a text: X, x and 9 for letters and digits.
func (m masker) personal(text string) string {
	if m.reveal {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsDigit(r):
			return '9'
		case unicode.IsUpper(r):
			return 'X'
		case unicode.IsLetter(r):
			return 'x'
		}
		return r
	}, text)
}

// genotype shows that a value is there: 9 for a number of any size, x for any word.
func (m masker) genotype(text string) string {
	if m.reveal {
		return text
	}
	var out strings.Builder
	last := rune(0)
	for _, r := range text {
		shape := r
		switch {
		case unicode.IsDigit(r), r == '.':
			shape = '9'
		case unicode.IsLetter(r):
			shape = 'x'
		}
		if shape != last || shape != '9' && shape != 'x' {
			out.WriteRune(shape)
		}
		last = shape
	}
	return out.String()
}

// present says that a value is there, and how long it is.
func (m masker) present(text string) string {
	if m.reveal {
		return text
	}
	return "present, " + plural(len(text), "byte")
}

// each hides every text of a list.
func each(texts []string, hide func(string) string) []string {
	out := []string{}
	for _, t := range texts {
		out = append(out, hide(t))
	}
	return out
}
