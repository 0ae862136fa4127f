package der

import "fmt"

// Rules that a [Fault] names.
const (
	RuleTruncated  = "truncated"   // the input ends before the element does
	RuleTag        = "tag"         // another element than the syntax wants, or a tag that is no tag
	RuleLength     = "length"      // a length that cannot be one
	RuleDepth      = "depth"       // nested deeper than MaxDepth
	RuleEndMissing = "end_missing" // an indefinite length without its end
	RuleMissing    = "missing"     // the element that the syntax wants is not there
	RuleTrailing   = "trailing_bytes"
	RuleValue      = "value" // content that the element's type cannot have
)

// Fault is why an input cannot be read, and where. It holds no value of the input.
type Fault struct {
	Offset int    // bytes from the start of the input
	Field  string // the element as the syntax names it, "" while framing
	Rule   string // one of the Rule constants
	Reason string
}

// Error names field, offset, rule and reason.
func (f *Fault) Error() string {
	if f.Field == "" {
		return fmt.Sprintf("asn.1: offset %d: %s: %s", f.Offset, f.Rule, f.Reason)
	}
	return fmt.Sprintf("asn.1: %s, offset %d: %s: %s", f.Field, f.Offset, f.Rule, f.Reason)
}

func fault(offset int, rule, reason string) *Fault {
	return &Fault{Offset: offset, Rule: rule, Reason: reason}
}
