package lds

import (
	"errors"

	"bilgate/connectors/format/cms"
	"bilgate/connectors/format/der"
)

// Finding is one fault at one place of a file; Record is the number of the data
// group, 0 for EF.COM and EF.SOD.
type Finding = cms.Finding

// Rules of this package beside those of cms and der.
const (
	RuleFile        = "file"         // not an elementary file that Doc 9303 has
	RuleVersion     = "lds_version"  // a version of the security object that the standard does not have
	RuleContentType = "content_type" // a security object under another name than the standard's
	RuleGroups      = "data_groups"  // a number of data groups, or a data group number, out of range or twice
	RuleDigest      = "digest"       // a digest of another length than its algorithm's, or an unknown algorithm
	RuleSigners     = "signers"      // not exactly one signer
	RuleSigned      = "signed_data_version"
	RulePadding     = "padding"    // zeros behind the file
	RuleWrongFile   = "wrong_file" // the file is another data group than it was said to be
	RuleMRZ         = "mrz_"       // followed by a rule of package mrz
	RuleCount       = "count"      // a count that is not the number of what follows
	RuleBiometric   = "biometric_header"
	RuleTagList     = "tag_list"   // a list of tags that is not what follows it
	RuleDate        = "date"       // no day of the calendar
	RuleKey         = "public_key" // a key or protocol that cannot be read
)

// findings collects the findings of one file.
type findings struct {
	record int
	all    []Finding
}

// maxFindings bounds what one file says about itself.
const maxFindings = 256

func (f *findings) add(grade cms.Grade, field string, offset int, rule, message string) {
	if len(f.all) < maxFindings {
		f.all = append(f.all, Finding{Grade: grade, Record: f.record, Field: field, Offset: offset, Rule: rule, Message: message})
	}
}

// refuse makes a fault of the encoding a finding of grade F.
func (f *findings) refuse(field string, err error) *Finding {
	bad := Finding{Grade: cms.GradeStructure, Record: f.record, Field: field, Rule: RuleFile, Message: "the file cannot be read"}
	var fault *der.Fault
	var found *Finding
	switch {
	case errors.As(err, &found):
		bad = *found
		bad.Record = f.record
	case errors.As(err, &fault):
		bad.Offset, bad.Rule, bad.Message = fault.Offset, fault.Rule, fault.Reason
		if fault.Field != "" {
			bad.Field = field + "." + fault.Field
		}
	}
	f.all = append(f.all, bad)
	return &bad
}
