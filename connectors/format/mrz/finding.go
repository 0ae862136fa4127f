package mrz

import "fmt"

// Grade says what a finding means for the document.
type Grade string

// The grades, hardest first.
const (
	GradeStructure   Grade = "F" // no layout fits, or a character is outside the alphabet
	GradeConsistency Grade = "E" // a check digit or a date contradicts the standard
	GradeTable       Grade = "W" // a value leaves its list or its notation
)

// Finding is one departure from Doc 9303 at one place. As an error of [Parse]
// its grade is [GradeStructure].
type Finding struct {
	Grade    Grade  `json:"grade"`
	Rule     string `json:"rule"`     // one of the Rule constants
	Field    string `json:"field"`    // one of the Field constants, "" for the zone itself
	Line     int    `json:"line"`     // of the zone, from 1
	Column   int    `json:"column"`   // in characters, from 1
	Found    string `json:"found"`    // one check character, or the class of what stands there
	Expected string `json:"expected"` // one check character ("" when it cannot be computed), or a class
	Message  string `json:"message"`  // a sentence without any value of the document
}

// Error names grade, place, rule and reason.
func (f *Finding) Error() string {
	return fmt.Sprintf("icao-9303 mrz: %s line %d column %d: %s: %s", f.Grade, f.Line, f.Column, f.Rule, f.Message)
}

// Rules of the structure, grade F.
const (
	RuleEmpty    = "empty"     // no character at all
	RuleTooLarge = "too_large" // more text than any zone could be
	RuleLines    = "lines"     // more lines than three
	RuleLength   = "length"    // a line, or the joined text, has no layout's length
	RuleAlphabet = "alphabet"  // a character other than A–Z, 0–9 and <
)

// Rules of consistency, grade E.
const (
	RuleCheckDigit   = "check_digit"   // not the digit that 7-3-1 gives
	RuleNumberEmpty  = "number_empty"  // no document number
	RuleNumberEnd    = "number_end"    // a long document number without the filler that ends it
	RuleDateDigits   = "date_digits"   // a date holds something else than digits
	RuleDatePart     = "date_part"     // half a year, month or day is known
	RuleDateCalendar = "date_calendar" // no day of the calendar
)

// Rules of notation, grade W.
const (
	RuleDocumentCode  = "document_code"  // not a code of this layout
	RuleStateCode     = "state_code"     // not one to three letters
	RuleSex           = "sex"            // not M, F or <
	RuleNameEmpty     = "name_empty"     // no primary identifier
	RuleNameLetters   = "name_letters"   // a digit in a name
	RuleNameSeparator = "name_separator" // a filler where no name ends, or a second <<
)

// Fields that findings name.
const (
	FieldCode        = "code"
	FieldState       = "state"
	FieldName        = "name"
	FieldNumber      = "number"
	FieldNationality = "nationality"
	FieldBirth       = "birth"
	FieldSex         = "sex"
	FieldExpiry      = "expiry"
	FieldOptional1   = "optional1"
	FieldOptional2   = "optional2"
	FieldComposite   = "composite"
)
