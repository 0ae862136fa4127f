package iso19794

import "fmt"

// Grade says what a finding means for the record.
type Grade string

// The grades, hardest first.
const (
	GradeStructure   Grade = "F" // cannot be framed
	GradeConsistency Grade = "E" // two statements disagree
	GradeTable       Grade = "W" // a value leaves the standard's table
)

// The rules that a finding names.
const (
	RuleIdentifier  = "identifier"     // F: no finger image record
	RuleVersion     = "version"        // F: of another edition
	RuleCut         = "cut"            // F: the input ends inside a header
	RuleLength      = "length"         // F: a length is not that of what it covers
	RuleTrailing    = "trailing_bytes" // F: bytes behind the last image
	RuleRawSize     = "raw_size"       // E: width × height does not give the bytes of an uncompressed image
	RuleCompression = "compression"    // W: a code that the standard does not have
	RulePosition    = "position"       // W: a finger position that the standard does not have
	RuleEmpty       = "no_image"       // E: a representation without an image, or a record without a representation
)

// Finding is one fault at one place. As an error of [Parse] its grade is [GradeStructure].
type Finding struct {
	Grade   Grade  `json:"grade"`
	Record  int    `json:"record"` // index of the image, from 0
	Offset  int    `json:"offset"` // bytes from the start of the input
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

// Error names grade, place, rule and reason.
func (f *Finding) Error() string {
	return fmt.Sprintf("iso/iec 19794-4: %s image %d, offset %d: %s: %s", f.Grade, f.Record, f.Offset, f.Rule, f.Message)
}

func fault(rule string, offset int, format string, args ...any) *Finding {
	return &Finding{Grade: GradeStructure, Offset: offset, Rule: rule, Message: fmt.Sprintf(format, args...)}
}

// add keeps an image and what is to be said of it.
func (r *Record) add(i Image) {
	note := func(grade Grade, rule, format string, args ...any) {
		r.Findings = append(r.Findings, Finding{grade, len(r.Images), i.Offset, rule, fmt.Sprintf(format, args...)})
	}
	switch {
	case len(i.Data) == 0:
		note(GradeConsistency, RuleEmpty, "the representation has no image")
	case i.Compression == 0 && i.Depth > 0 && i.Depth%8 == 0 && i.Width*i.Height*i.Depth/8 != len(i.Data):
		note(GradeConsistency, RuleRawSize, "%d x %d pixels of %d bits do not take %d bytes", i.Width, i.Height, i.Depth, len(i.Data))
	case i.CompressionName() == "":
		note(GradeTable, RuleCompression, "compression %d, the standard has 0 to %d", i.Compression, len(compressions)-1)
	}
	if i.Position > 15 && (i.Position < 20 || i.Position > 53) {
		note(GradeTable, RulePosition, "finger position %d", i.Position)
	}
	r.Images = append(r.Images, i)
}
