package genotype

import "fmt"

// TableError says why a table cannot be read at all: nothing of it is used. Rule is stable.
type TableError struct {
	Rule    string // one of the Rule constants below
	Line    int    // from 1; 0 for the whole table
	Column  int    // from 1; 0 for the whole line
	Offset  int    // of the line or cell, bytes from the start of the file
	Name    string // canonical name of the column's locus, if it has one
	Message string // what is wrong and what to do, without any value of the table
}

func (e *TableError) Error() string {
	place := ""
	if e.Line > 0 {
		place += fmt.Sprintf(" line %d", e.Line)
	}
	if e.Column > 0 {
		place += fmt.Sprintf(" column %d", e.Column)
	}
	if e.Name != "" {
		place += fmt.Sprintf(" (%s)", e.Name)
	}
	return fmt.Sprintf("genotype table%s: %s: %s", place, e.Rule, e.Message)
}

// Rules of tables.
const (
	RuleTooLarge       = "too_large"
	RuleTooManyColumns = "too_many_columns"
	RuleEncoding       = "encoding"       // not UTF-8 text
	RuleQuotes         = "quotes"         // a quoted cell that does not end where it should
	RuleLayout         = "layout"         // the header is of no known layout
	RuleHeader         = "header"         // a column that cannot be told, or is there twice
	RuleAlleleColumns  = "allele_columns" // allele columns not numbered 1..n, or only one
	RuleNoRows         = "no_rows"        // nothing below the header
	RuleRowLength      = "row_length"     // fewer cells than the header has columns, or more
	RuleTruncated      = "truncated"      // the last line ends in the middle
	RuleNoSample       = "no_sample"      // a line without a sample name
	RuleNoMarker       = "no_marker"      // a line of a long table without a locus name
)

// ControlError says that a control does not show what it must: the whole table is refused.
type ControlError struct {
	Rule     string // RuleWrongControl, RuleUnprovenControl or RuleContaminated
	Sample   string // name of the control
	Locus    string // first locus that differs, in canonical order
	Standard string // the control DNA it was compared with
	Line     int    // of the control in the table
	Offset   int    // of its name, bytes from the start of the file
}

func (e *ControlError) Error() string {
	text := fmt.Sprintf("genotype table line %d: control %q", e.Line, e.Sample)
	if e.Locus != "" {
		text += fmt.Sprintf(", locus %s", e.Locus)
	}
	return text + ": " + e.Rule + ": " + controlMessages[e.Rule]
}

// Rules of controls.
const (
	RuleWrongControl    = "wrong_control"
	RuleUnprovenControl = "unproven_control"
	RuleContaminated    = "contaminated_control"
)

var controlMessages = map[string]string{
	RuleWrongControl:    "the positive control shows another genotype than its own; repeat the analysis",
	RuleUnprovenControl: "the positive control has no complete locus to compare; repeat the analysis",
	RuleContaminated:    "the negative control shows a profile; repeat the analysis",
}

// fault is an error at a cell of the row at hand, counted from 0.
func (r *rows) fault(rule string, cell int, message string) *TableError {
	at := r.at(cell)
	return &TableError{Rule: rule, Line: int(at.Line), Column: int(at.Column), Offset: int(at.Offset), Message: message}
}
