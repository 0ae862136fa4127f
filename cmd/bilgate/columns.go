package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// lineWidth is what a terminal line of output holds, in characters.
const lineWidth = 120

// wrapped breaks a text into lines of at most width characters, at blanks where it can.
func wrapped(text string, width int) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(text) {
		for utf8.RuneCountInString(word) > width {
			if line != "" {
				out, line = append(out, line), ""
			}
			head := headOf([]rune(word), width)
			out, word = append(out, head), word[len(head):]
		}
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) <= width:
			line += " " + word
		default:
			out, line = append(out, line), word
		}
	}
	if line != "" || out == nil {
		out = append(out, line)
	}
	return out
}

// headOf is the part of a long word that goes on a line: up to a bracket or before a dot, where it has one.
func headOf(word []rune, width int) string {
	for i := width; i > width/3; i-- {
		if word[i] == '.' || word[i-1] == '(' || word[i-1] == ',' {
			return string(word[:i])
		}
	}
	return string(word[:width])
}

// writeColumns prints rows as aligned columns that fit the width; a cell that does not takes several lines.
func writeColumns(w io.Writer, rows [][]string) {
	const gap = "  "
	widths := columnWidths(rows, lineWidth, len(gap))
	for _, row := range rows {
		cells, height := make([][]string, len(row)), 0
		for i, cell := range row {
			cells[i] = wrapped(cell, widths[i])
			height = max(height, len(cells[i]))
		}
		for n := range height {
			var line strings.Builder
			for i, cell := range cells {
				text := ""
				if n < len(cell) {
					text = cell[n]
				}
				blank := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(text))
				if isNumber(text) {
					text, blank = blank+text, ""
				}
				line.WriteString(text + blank + gap)
			}
			fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
		}
	}
}

// isNumber says whether a cell is aligned to the right.
func isNumber(text string) bool { return text != "" && strings.Trim(text, "0123456789.") == "" }

// columnWidths are the widths of the widest cells, the widest columns narrowed until all fit.
func columnWidths(rows [][]string, total, gap int) []int {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 1)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	sum := (len(widths) - 1) * gap
	for _, n := range widths {
		sum += n
	}
	for ; sum > total; sum-- {
		widest := slices.Index(widths, slices.Max(widths))
		widths[widest]--
	}
	return widths
}
