package cmf

import (
	"errors"
	"fmt"
)

// Place is where a file says something.
type Place struct {
	Offset int `json:"offset"` // bytes from the start of the file
	Line   int `json:"line"`   // from 1; 0 for a file that was not read
	Column int `json:"column"` // bytes of the line, from 1
}

// Error says why a file cannot be read (grade F). It names the place and the rule, never a value.
type Error struct {
	Rule    string // one of the Rule constants below
	Place          // of the tag or text; zero in an error of [Write]
	Element string // schema name of the element concerned, "" where it is none
	Message string // what is wrong
}

func (e *Error) Error() string {
	place := fmt.Sprintf("line %d column %d", e.Line, e.Column)
	if e.Element != "" {
		place += ", element " + e.Element
	}
	return fmt.Sprintf("codis cmf: F %s: %s: %s", place, e.Rule, e.Message)
}

// Rules of the structure, all of grade F.
const (
	RuleTooLarge    = "too_large"    // the file, or one tag or text in it
	RuleEncoding    = "encoding"     // not UTF-8
	RuleSyntax      = "syntax"       // not well-formed XML
	RuleMarkup      = "markup"       // a DOCTYPE or a processing instruction
	RuleAttributes  = "attributes"   // an attribute twice
	RuleRoot        = "root"         // the root is no CODISImportFile of the namespace
	RuleAfterRoot   = "after_root"   // something follows the root
	RuleElement     = "element"      // an element that the schema does not have here
	RuleOrder       = "order"        // an element after one that it must precede
	RuleDuplicate   = "duplicate"    // an element, or a SPECIMENID, twice
	RuleText        = "text"         // text where only elements may stand
	RuleMissing     = "missing"      // LOCUSNAME, ALLELEVALUE or SPECIMENID absent or empty
	RuleNoSpecimens = "no_specimens" // a file without a profile
)

// Finding is a departure from the schema. It names the place and the rule, never a value.
type Finding struct {
	Grade   string `json:"grade"`           // "W"; "F" only from [FindingOf]
	Record  int    `json:"record"`          // index of the specimen, or [NoRecord]
	Element string `json:"field,omitempty"` // schema name of the element or attribute
	Place
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

// NoRecord is the record of a finding that is on no specimen: on the file's head, or on its structure.
const NoRecord = -1

// FindingOf is an error of [Read] as a finding of grade F; ok is false for any other error.
func FindingOf(err error) (f Finding, ok bool) {
	var e *Error
	if !errors.As(err, &e) {
		return Finding{}, false
	}
	return Finding{Grade: "F", Record: NoRecord, Element: e.Element, Place: e.Place, Rule: e.Rule, Message: e.Message}, true
}

// Rules of the schema, all of grade W.
const (
	RuleAbsent    = "absent"    // a mandatory element is missing or empty
	RuleLength    = "length"    // longer than the schema allows
	RuleValue     = "value"     // not in the value list, or not of the data type
	RuleCount     = "count"     // more repetitions than the schema allows
	RuleUnique    = "unique"    // one LOCUSNAME twice in a specimen
	RuleAttribute = "attribute" // an attribute that the schema does not have
)
