package jp2

import "fmt"

// Grade says what a finding means for the image.
type Grade string

// The grades, hardest first.
const (
	GradeStructure   Grade = "F" // cannot be framed
	GradeConsistency Grade = "E" // two statements disagree, or data are missing
	GradeTable       Grade = "W" // leaves the standard, and is read
)

// The rules that a finding names.
const (
	RuleSignature  = "signature"    // F: neither a JP2 signature nor SOC and SIZ
	RuleBoxLength  = "box_length"   // F: a box that is shorter than its header or longer than what holds it
	RuleBoxContent = "box_content"  // F in ihdr, E elsewhere: a box that its content does not fill
	RuleBoxMissing = "box_missing"  // F: no image header, no codestream; W: no file type
	RuleBoxOrder   = "box_order"    // W: a box where the standard does not have it
	RuleBoxTwice   = "box_twice"    // E: a box that may be there once
	RuleMarker     = "marker"       // F: no marker where one must be
	RuleSegment    = "segment"      // F: a segment's length contradicts its content or leaves the image
	RuleSize       = "size"         // F: SIZ states no image
	RuleImageSize  = "image_size"   // E: ihdr and SIZ disagree
	RuleDepth      = "depth"        // E: bits of ihdr, bpcc and SIZ disagree
	RuleColour     = "colour"       // W: no colour specification, or one that leaves the standard
	RuleResolution = "resolution"   // W: a resolution that is no number
	RuleTilePart   = "tile_part"    // F: a tile-part leaves the image; E: its number is none of SIZ's
	RuleEnd        = "end_missing"  // E: the codestream ends without EOC
	RuleCoding     = "coding_style" // F: no COD, or one that leaves the standard
	RuleTrailing   = "trailing"     // W: bytes behind EOC
	RuleVersion    = "version"      // W: values that the standard fixes otherwise
)

// Finding is one fault at one place. As an error of [Parse] its grade is [GradeStructure].
type Finding struct {
	Grade   Grade  `json:"grade"`
	Field   string `json:"field"`  // type of the box or name of the marker, "ihdr", "SIZ"
	Offset  int    `json:"offset"` // bytes from the start of the image
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

// Error names grade, place, rule and reason.
func (f *Finding) Error() string {
	return fmt.Sprintf("jpeg 2000: %s %s, offset %d: %s: %s", f.Grade, f.Field, f.Offset, f.Rule, f.Message)
}

func fault(field string, offset int, rule, format string, args ...any) *Finding {
	return &Finding{GradeStructure, field, offset, rule, fmt.Sprintf(format, args...)}
}

// mostFindings bounds what a hostile image can say.
const mostFindings = 100

func (m *Image) note(grade Grade, field string, offset int, rule, format string, args ...any) {
	if len(m.Findings) < mostFindings {
		m.Findings = append(m.Findings, Finding{grade, field, offset, rule, fmt.Sprintf(format, args...)})
	}
}
