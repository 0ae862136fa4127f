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
	Used      *Rule  `json:"used,omitempty"` // of a fragment's problem: where the mapping uses it

	text string // the source line
}

// String is the problem as a person reads it: place and message, the source line, carets, the fix.
func (p Problem) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
	if p.text != "" {
		line, margin, carets := p.excerpt()
		fmt.Fprintf(&b, "\n  %s\n  %s%s", line, margin, carets)
	}
	if p.Used != nil {
		fmt.Fprintf(&b, "\n  used from %s:%d", p.Used.File, p.Used.Line)
	}
	if p.Fix != "" {
		fmt.Fprintf(&b, "\n  fix: %s", p.Fix)
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

// once leaves out what a fragment repeats in each of its uses.
func (ps Problems) once() Problems {
	seen := map[Problem]bool{}
	return slices.DeleteFunc(ps, func(p Problem) bool {
		p.Used = nil
		again := seen[p]
		seen[p] = true
		return again
	})
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
