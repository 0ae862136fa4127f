package extract

import (
	"fmt"
	"strings"
	"unicode"
)

// printable makes a text fit for the page: white space becomes single spaces, control and format characters
// (Unicode Cc and Cf, the bidirectional ones among them) are dropped. Characters stay in their stored order.
//
// The error names the class of the first character that the font lacks, never the text.
func printable(text string) (string, error) {
	var words []string
	for _, word := range strings.FieldsFunc(text, isBreak) {
		word = strings.Map(visible, word)
		for _, r := range word {
			if !drawable(r) {
				return "", fmt.Errorf("the font has no %s; have the text corrected at its source", classOf(r))
			}
		}
		if word != "" {
			words = append(words, word)
		}
	}
	return strings.Join(words, " "), nil
}

// visible drops control and format characters.
func visible(r rune) rune {
	if unicode.In(r, unicode.Cc, unicode.Cf) {
		return -1
	}
	return r
}

func isBreak(r rune) bool { return unicode.IsSpace(r) || unicode.In(r, unicode.Zl, unicode.Zp) }

// classOf describes a character without giving it away: "letter of the script Arabic".
func classOf(r rune) string {
	return kindOf(r) + " of the script " + scriptOf(r)
}

func kindOf(r rune) string {
	switch {
	case unicode.IsLetter(r):
		return "letter"
	case unicode.IsMark(r):
		return "mark"
	case unicode.IsNumber(r):
		return "number"
	case unicode.IsPunct(r), unicode.IsSymbol(r):
		return "symbol"
	}
	return "unassigned or private character"
}

func scriptOf(r rune) string {
	for name, table := range unicode.Scripts { // a character has one script at most
		if unicode.Is(table, r) {
			return name
		}
	}
	return "Unknown"
}
