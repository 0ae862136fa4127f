package cms

import (
	"errors"
	"fmt"

	"bilgate/connectors/format/der"
)

// Grade says what a finding means for the object.
type Grade string

// The four grades, hardest first.
const (
	GradeStructure   Grade = "F" // cannot be read: refuse it
	GradeConsistency Grade = "E" // two statements disagree: set it aside
	GradeTable       Grade = "W" // leaves the standard, and is read: accept, count, show
	GradeProfile     Grade = "P" // a demand of the issuing profile is not met
)

// Finding is one fault at one place. As an error of a Parse function its grade is
// [GradeStructure].
type Finding struct {
	Grade   Grade  `json:"grade"`
	Record  int    `json:"record"`          // in a master list the certificate from 1; in a chip's files the data group; else 0
	Field   string `json:"field,omitempty"` // the element as the standard names it
	Offset  int    `json:"offset"`          // bytes from the start of the input
	Rule    string `json:"rule"`            // stable name: a Rule constant here, or one of package der
	Message string `json:"message"`         // a sentence without any personal value
}

// Error names grade, place, rule and reason.
func (f *Finding) Error() string {
	return fmt.Sprintf("cms: %s %s, offset %d: %s: %s", f.Grade, f.Field, f.Offset, f.Rule, f.Message)
}

// Rules of this package beside those of package der.
const (
	RuleContentType    = "content_type"   // not the object that was expected
	RuleVersion        = "version"        // a version that the standard does not have here
	RuleNoSigner       = "no_signer"      // a signed message nobody signed
	RuleTooMany        = "too_many"       // more elements than any real object has
	RuleCertificate    = "certificate"    // a certificate that cannot be read
	RuleSerial         = "serial_number"  // negative, zero or over 20 octets
	RuleTime           = "time"           // validity that is no time, or ends before it begins
	RuleName           = "name"           // a name that cannot be read as one
	RuleKey            = "public_key"     // a public key that cannot be used
	RuleExplicitCurve  = "explicit_curve" // curve parameters written out instead of named
	RuleParameters     = "parameters"     // algorithm parameters absent where NULL belongs, or the reverse
	RuleExtension      = "extension"      // an extension that cannot be read
	RuleConstraints    = "constraints"    // basic constraints or key usage against the role
	RuleWeakDigest     = "weak_digest"    // SHA-1
	RuleAlgorithm      = "algorithm"      // two statements of the algorithm disagree
	RuleAttributes     = "signed_attributes"
	RuleAnchorValidity = "anchor_validity" // the authority's own validity does not hold the date
)

// maxFindings bounds what one object says about itself.
const maxFindings = 256

// list collects findings up to maxFindings.
type list []Finding

func (l *list) add(grade Grade, field string, offset int, rule, message string) {
	if len(*l) < maxFindings {
		*l = append(*l, Finding{Grade: grade, Field: field, Offset: offset, Rule: rule, Message: message})
	}
}

// under adds another object's findings with their fields below a prefix.
func (l *list) under(prefix string, others []Finding) {
	for _, f := range others {
		l.add(f.Grade, prefix+f.Field, f.Offset, f.Rule, f.Message)
	}
}

// structural makes a fault of the encoding a finding of grade F below a field.
func structural(field string, err error) *Finding {
	var bad *der.Fault
	if !errors.As(err, &bad) {
		return &Finding{Grade: GradeStructure, Field: field, Rule: RuleContentType, Message: err.Error()}
	}
	if bad.Field != "" {
		field = bad.Field
	}
	return &Finding{Grade: GradeStructure, Field: field, Offset: bad.Offset, Rule: bad.Rule, Message: bad.Reason}
}
