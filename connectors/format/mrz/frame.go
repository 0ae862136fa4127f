package mrz

import (
	"fmt"
	"strings"
)

// maxText bounds the input in bytes: the longest zone has 90 characters, of up
// to four bytes when they are outside the alphabet.
const maxText = 1024

// illegal stands in a row for a character outside the alphabet, so that every
// other character keeps its column.
const illegal = '?'

// frame finds lines and layout. The finding says why there is none.
func frame(text string) (*zone, *Finding) {
	if len(text) > maxText {
		return nil, structure(RuleTooLarge, 1, 1, "longer than any machine readable zone")
	}
	rows := rowsOf(text)
	if len(rows) == 0 {
		return nil, structure(RuleEmpty, 1, 1, "no text: a zone has two or three lines")
	}
	if len(rows) == 1 {
		rows = splitJoined(rows[0])
	}
	if len(rows) > 3 {
		return nil, structure(RuleLines, 4, 1, "more than three lines")
	}
	if bad := checkLengths(rows); bad != nil {
		return nil, bad
	}
	return newZone(layoutOf(len(rows), len(rows[0]), rows[0][0]), rows), nil
}

// rowsOf takes the text apart at line ends (LF, CR, both). Empty lines and a byte
// order mark are no part of a zone.
func rowsOf(text string) [][]rune {
	var rows [][]rune
	for _, line := range strings.FieldsFunc(strings.TrimPrefix(text, "\ufeff"), isLineEnd) {
		rows = append(rows, []rune(line))
	}
	return rows
}

func isLineEnd(r rune) bool { return r == '\n' || r == '\r' }

// splitJoined cuts a joined zone into its lines by its length; a text of another
// length stays one line.
func splitJoined(row []rune) [][]rune {
	lines := map[int]int{90: 3, 72: 2, 88: 2}[len(row)]
	if lines == 0 {
		return [][]rune{row}
	}
	width := len(row) / lines
	var rows [][]rune
	for at := 0; at < len(row); at += width {
		rows = append(rows, row[at:at+width])
	}
	return rows
}

// checkLengths names the first line that has not its layout's length.
func checkLengths(rows [][]rune) *Finding {
	want := widthOf(rows)
	if want == 0 {
		f := structure(RuleLength, 1, len(rows[0])+1, "a joined zone has 72, 88 or 90 characters")
		f.Found, f.Expected = characters(len(rows[0])), "72, 88 or 90 characters"
		return f
	}
	for i, row := range rows {
		if len(row) != want {
			f := structure(RuleLength, i+1, min(len(row), want)+1, "the line has not the length of its layout")
			f.Found, f.Expected = characters(len(row)), characters(want)
			return f
		}
	}
	return nil
}

// widthOf is the width that a zone of so many lines is meant to have: of two
// lines the nearer of 36 and 44 to the longer one. It is 0 for a single line.
func widthOf(rows [][]rune) int {
	switch {
	case len(rows) == 1:
		return 0
	case len(rows) == 3:
		return 30
	case max(len(rows[0]), len(rows[1])) <= 40:
		return 36
	}
	return 44
}

func characters(n int) string { return fmt.Sprintf("%d characters", n) }

func structure(rule string, line, column int, message string) *Finding {
	return &Finding{Grade: GradeStructure, Rule: rule, Line: line, Column: column, Message: message}
}
