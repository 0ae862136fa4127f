package raster

import "fmt"

// Grade says what a finding means for the image.
type Grade string

// The grades, hardest first.
const (
	GradeStructure   Grade = "F" // cannot be framed
	GradeConsistency Grade = "E" // data are missing or damaged
	GradeTable       Grade = "W" // leaves the standard, and is read
)

// The rules that a finding names.
const (
	RuleSignature = "signature" // F: neither PNG nor JPEG
	RuleLength    = "length"    // F: a chunk or segment leaves the image or contradicts its content
	RuleHeader    = "header"    // F: no header, or one that states no image
	RuleMarker    = "marker"    // F: no marker where one must be
	RuleChecksum  = "checksum"  // E: a chunk whose CRC is another
	RuleData      = "data"      // E: no image data, or no end
	RuleTrailing  = "trailing"  // W: bytes behind the end
	RuleDecode    = "decode"    // E: the data are damaged or cut
	RuleProcess   = "process"   // W: not decoded, of a process that is not read
	RulePixels    = "pixels"    // W: not decoded, above the pixel cap
	RuleDensity   = "density"   // W: not decoded, more pixels than so few bytes are trusted with
)

// Finding is one fault at one place.
type Finding struct {
	Grade   Grade  `json:"grade"`
	Field   string `json:"field"`  // type of the chunk or name of the marker
	Offset  int    `json:"offset"` // bytes from the start of the image
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

// Error names grade, place, rule and reason.
func (f *Finding) Error() string {
	return fmt.Sprintf("image: %s %s, offset %d: %s: %s", f.Grade, f.Field, f.Offset, f.Rule, f.Message)
}

func fault(field string, offset int, rule, format string, args ...any) *Finding {
	return &Finding{GradeStructure, field, offset, rule, fmt.Sprintf(format, args...)}
}
