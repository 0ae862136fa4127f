package itl

import "fmt"

// Grade says what a finding means for the transaction.
type Grade string

// The four grades, hardest first.
const (
	GradeStructure   Grade = "F" // the file cannot be framed: refuse it
	GradeConsistency Grade = "E" // two statements of the file disagree: set it aside, tell the partner
	GradeTable       Grade = "W" // a value leaves the standard's table: accept, count, show
	GradeProfile     Grade = "P" // a partner's own demand is not met
)

// Finding is one fault at one place. As an error of [Parse] its grade is
// [GradeStructure].
type Finding struct {
	Grade   Grade  `json:"grade"`
	Record  int    `json:"record"`          // index of the record, 0 = Type-1
	Field   string `json:"field,omitempty"` // "14.006"; empty when the record as a whole is meant
	Offset  int    `json:"offset"`          // bytes from the start of the file
	Rule    string `json:"rule"`            // stable name, one of the Rule constants
	Message string `json:"message"`         // a sentence without any value of a text field
}

// Error names grade, place, rule and reason.
func (f *Finding) Error() string {
	place := fmt.Sprintf("record %d", f.Record)
	if f.Field != "" {
		place += " field " + f.Field
	}
	return fmt.Sprintf("ansi/nist-itl: %s %s, offset %d: %s: %s", f.Grade, place, f.Offset, f.Rule, f.Message)
}

// Rules of the framing, all of grade F (ANSI/NIST-ITL 1-2011 clause 7 and annex B).
const (
	RuleEmpty         = "empty"          // no byte at all
	RuleNoType1       = "no_type1"       // the file does not begin with field 1.001
	RuleLenMissing    = "len_missing"    // a record does not begin with its nnn.001
	RuleLenNumber     = "len_number"     // LEN is not a number
	RuleLenRange      = "len_range"      // LEN is 0, too small for its header, or beyond the file
	RuleRecordEnd     = "record_end"     // the last byte of a tagged record is not FS
	RuleRecordType    = "record_type"    // another record type than CNT lists
	RuleRecordMissing = "record_missing" // the file ends before the records of CNT do
	RuleTrailing      = "trailing_bytes" // bytes after the last record of CNT
	RuleContent       = "cnt"            // 1.003 is absent or not "1 US n RS type US IDC …"
	RuleContentCount  = "cnt_count"      // n of 1.003 is not the number of its entries
	RuleFieldTag      = "field_tag"      // a field does not begin with "T.NNN:"
	RuleFieldFS       = "fs_in_field"    // FS inside a text field
	RuleDataNotLast   = "data_not_last"  // a field follows nnn.999
)

// Rules of consistency, grade E.
const (
	RuleIDC           = "idc"              // IDC absent, not a number, or not that of CNT
	RuleForeignField  = "foreign_field"    // a field that carries another record type's number
	RuleMandatory     = "mandatory"        // a field is missing that must be there (W outside Type-1)
	RuleImageSize     = "image_size"       // HLL and VLL are not those of the image's own header
	RuleRawSize       = "raw_size"         // HLL × VLL does not give the bytes of an uncompressed image
	RuleSignature     = "image_signature"  // CGA names another format than the image's first bytes
	RuleHash          = "image_hash"       // nnn.996 is not the SHA-256 of nnn.999
	RuleSharedIDC     = "shared_idc"       // two images under one IDC differ in size
	RuleDuplicate     = "duplicate_finger" // one position twice with the same impression
	RuleEncoding      = "text_encoding"    // text that is not in the declared character set
	RuleCharset       = "charset"          // a character set that the traditional encoding cannot carry safely
	RuleResolution    = "resolution"       // the resolution is not stated, or stated twice differently (W)
	RuleImageMissing  = "image_missing"    // neither an image nor a reason for its absence
	RuleImageTruncate = "image_header"     // the image ends inside its own header
	RuleCount         = "count"            // a count is not the number of what is listed
	RuleAlleleOrder   = "allele_order"     // AL2 without AL1, AL3 without both, or alleles where none are present
	RuleLocus         = "dna_locus"        // a locus number that is not in the list: for review
)

// Rules of the standard's table, grade W.
const (
	RuleVersion     = "version"      // VER unknown or of a withdrawn edition
	RuleDeprecated  = "deprecated"   // a record type or field that the standard withdrew
	RuleUnassigned  = "unassigned"   // a field number that the edition does not assign
	RuleOccurrence  = "occurrence"   // a field repeated
	RuleLength      = "length"       // shorter or longer than the table allows
	RuleType        = "data_type"    // a character that the field's data type does not have
	RuleValue       = "value"        // a value that is not in the field's list or range
	RuleAlgorithm   = "algorithm"    // a compression that the record type does not allow
	RuleUndeclared  = "undeclared"   // bytes beyond ASCII with no 1.015
	RuleDependency  = "dependency"   // a field that another one asks for or forbids
	RuleReference   = "reference"    // SOR or ASC names a Type-20 or Type-21 record that is not there
	RuleComment     = "comment_ppi"  // the image's own comment states another resolution than the record
	RuleDepth       = "depth"        // BPX is not the depth of the image's own header
	RuleAllele      = "allele"       // an allele that is not one or two digits with one decimal at most
	RuleAmelogenin  = "amelogenin"   // a value of the sex marker that is neither X nor Y
	RuleKit         = "dna_kit"      // a kit number that is not in the list: for review
	RuleBase64      = "base64"       // text that is not base64
	RuleFieldNumber = "field_number" // a field number not printed with three digits
)

// Rules of a partner's profile, grade P.
const (
	RuleTransactionType = "transaction_type" // TOT is not one of the profile's
	RuleType2           = "type2_field"      // a Type-2 field that the type of transaction must have
	RuleTenFingers      = "ten_fingers"      // a finger is neither an image nor in AMP
	RuleLatent          = "latent"           // a search of a latent print without one
	RuleDomain          = "domain_version"   // the domain has a profile, but none for this version
)

// fault makes a structural finding; the reader adds record and field.
func fault(rule string, offset int, format string, args ...any) *Finding {
	return &Finding{Grade: GradeStructure, Rule: rule, Offset: offset, Message: fmt.Sprintf(format, args...)}
}
