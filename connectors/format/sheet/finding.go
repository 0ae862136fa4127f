package sheet

import (
	"fmt"
	"strings"
)

// Grade says what a finding means, as in package itl.
type Grade string

// The grades, hardest first.
const (
	GradeStructure   Grade = "F" // no card can be read from the scan: scan again
	GradeConsistency Grade = "E" // scan and index file contradict each other: set it aside
	GradeTable       Grade = "W" // accepted, counted, shown
)

// Finding is one fault. As an error of [Read] or [ParseIndex] it refuses the sheet.
type Finding struct {
	Grade    Grade  `json:"grade"`
	Rule     string `json:"rule"`               // stable name, one of the Rule constants
	Position int    `json:"position,omitempty"` // finger or group of fingers (ANSI/NIST-ITL table 8); 0 = the whole sheet
	Field    string `json:"field,omitempty"`    // of the index file
	Message  string `json:"message"`            // what was found and what to do, without any value
	Seen     *Seen  `json:"seen,omitempty"`     // where the fields were looked for
}

// Seen is what was found of the card's frames.
type Seen struct {
	Skew       float64 `json:"skew_degrees"` // clockwise, of the frames' upper edges after quarter turns
	Turn       int     `json:"turn_degrees"` // clockwise, that makes the scan upright
	Horizontal int     `json:"horizontal"`   // straight lines at least half as long as a table
	Pairs      int     `json:"pairs"`        // of them 35 mm apart
	Tables     []int   `json:"tables"`       // of those found, from above, how many of five fields are there; two are expected
}

func (s Seen) String() string {
	return fmt.Sprintf("expected 2 tables of 5 fields, saw %d with fields %v; %d long horizontal lines, %d pairs of them 35 mm apart, skew %.1f degrees",
		len(s.Tables), s.Tables, s.Horizontal, s.Pairs, s.Skew)
}

// fields is how many fields were found in all.
func (s Seen) fields() (n int) {
	for _, fields := range s.Tables {
		n += fields
	}
	return n
}

// Error names grade, place, rule and reason.
func (f *Finding) Error() string {
	var place strings.Builder
	if f.Position != 0 {
		fmt.Fprintf(&place, " position %d", f.Position)
	}
	if f.Field != "" {
		fmt.Fprintf(&place, " field %s", f.Field)
	}
	return fmt.Sprintf("sheet: %s%s: %s: %s", f.Grade, place.String(), f.Rule, f.Message)
}

// Rules of a scan, grade F.
const (
	RuleFormat      = "format"      // neither PNG nor JPEG
	RuleHeader      = "header"      // the header ends early or states no size
	RuleDepth       = "depth"       // not 8 bits a sample
	RulePixels      = "pixels"      // more pixels than the cap, or more than so few bytes can hold
	RuleResolution  = "resolution"  // unknown, or outside 300 to 1,000 pixels an inch
	RulePaper       = "paper"       // the scan is not about as large as A4
	RuleImage       = "image"       // the pixels do not decode
	RuleBlank       = "blank"       // nothing is printed on the sheet
	RuleTables      = "tables"      // the two tables of five fields are not there
	RuleCut         = "cut"         // a field lies partly outside the scan
	RuleOrientation = "orientation" // the tables have no row of labels on one side
)

// Rules of an index file, grade F.
const (
	RuleIndex = "index" // not the JSON object that [Index] describes
	RuleValue = "value" // a field whose value is not of its form, or is missing
)

// Rules of a card.
const (
	RuleContradiction = "contradiction" // E: a print in a field that the index file declares missing
	RuleEmpty         = "empty"         // W: an empty field that the index file does not explain
	RuleUnreadable    = "unreadable"    // W: ink, but few ridges
	RuleControl       = "control"       // W: no frames of control prints
	RuleInterpolated  = "interpolated"  // W: scanned below 500 pixels an inch
)

// refuse makes a finding of grade F about the whole sheet.
func refuse(rule, format string, args ...any) *Finding {
	return &Finding{Grade: GradeStructure, Rule: rule, Message: fmt.Sprintf(format, args...)}
}
