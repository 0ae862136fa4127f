package mapping

import "fmt"

// maxProblems bounds the problems that Compile returns. A file with more is another kind of file, or has one
// fault many times over.
const maxProblems = 200

// first are the first problems, errors before warnings, and one that says how many there are more.
func (ps Problems) first() Problems {
	if len(ps) <= maxProblems {
		return ps
	}
	var shown, warnings Problems
	for _, p := range ps {
		if p.Severity == SeverityError {
			shown = append(shown, p)
		} else {
			warnings = append(warnings, p)
		}
	}
	shown = append(shown, warnings...)[:maxProblems]
	last := shown[maxProblems-1]
	return append(shown, Problem{
		File: last.File, Line: last.Line, Column: last.Column, EndColumn: last.EndColumn, Severity: last.Severity, Code: "bound", text: last.text,
		Message: fmt.Sprintf("there are %d problems more", len(ps)-maxProblems),
		Fix:     "mend those that are shown first; is this the right file?",
	})
}
