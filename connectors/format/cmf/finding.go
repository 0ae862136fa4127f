package cmf

import "fmt"

// Error says why a file cannot be read (grade F). It names the place and the rule, never a value.
type Error struct {
	Rule    string // one of the Rule constants below
	Line    int    // from 1
	Element string // schema name of the element concerned, "" where it is none
	Message string // what is wrong
}

func (e *Error) Error() string {
	place := fmt.Sprintf("line %d", e.Line)
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

// Finding is a departure from the schema that does not keep the file from being read (grade W).
type Finding struct {
	Grade   string `json:"grade"`   // "W"
	Line    int    `json:"line"`    // from 1; 0 for a file that was not read
	Element string `json:"element"` // schema name of the element or attribute
	Rule    string `json:"rule"`
	Message string `json:"message"`
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
