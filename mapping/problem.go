package mapping

import (
	"fmt"
	"slices"
	"strings"
)

// Severities of a Problem.
const (
	SeverityError   = "error"   // the file does not compile
	SeverityWarning = "warning" // the file compiles, but look at this
)

// Problem is one fault of a mapping file or of a code list beside it. Line and columns count from 1, in
// characters; EndColumn is the column after the last character of the faulty word.
type Problem struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndColumn int    `json:"end_column"`
	Severity  string `json:"severity"`
	Code      string `json:"code"`
	Message   string `json:"message"`
	Fix       string `json:"fix"`

	text string // the source line
}

// String is the problem as a person reads it: place and message, the source line, carets, the fix.
func (p Problem) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
	if p.text != "" {
		fmt.Fprintf(&b, "\n  %s\n  %s%s", p.text, p.margin(), strings.Repeat("^", max(1, p.EndColumn-p.Column)))
	}
	if p.Fix != "" {
		fmt.Fprintf(&b, "\n  fix: %s", p.Fix)
	}
	return b.String()
}

// margin is the blank before the carets, with the source line's own tabs, so that they stay below the word.
func (p Problem) margin() string {
	var b strings.Builder
	for i, r := range []rune(p.text) {
		switch {
		case i >= p.Column-1:
			return b.String()
		case r == '\t':
			b.WriteRune('\t')
		default:
			b.WriteRune(' ')
		}
	}
	return b.String()
}

// Problems are all faults of a mapping, in the order of their places.
type Problems []Problem

// Error makes Problems an error; it holds every problem in full.
func (ps Problems) Error() string {
	parts := make([]string, len(ps))
	for i, p := range ps {
		parts[i] = p.String()
	}
	return strings.Join(parts, "\n")
}

// Failed says whether one of the problems keeps the file from compiling.
func (ps Problems) Failed() bool {
	return slices.ContainsFunc(ps, func(p Problem) bool { return p.Severity == SeverityError })
}

// sorted puts the mapping file first and its faults in the order of their places.
func (ps Problems) sorted(first string) Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		switch {
		case a.File != b.File && a.File == first:
			return -1
		case a.File != b.File && b.File == first:
			return 1
		case a.File != b.File:
			return strings.Compare(a.File, b.File)
		case a.Line != b.Line:
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return ps
}
