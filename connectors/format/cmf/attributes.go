package cmf

import (
	"encoding/xml"
	"strings"
)

// attributes reads the attributes that the schema gives an element; any other is a finding.
func (r *reader) attributes(start xml.StartElement, known map[string]*string) error {
	for _, a := range start.Attr {
		if a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns" || a.Name.Space == xsiNamespace {
			continue
		}
		into := known[a.Name.Local]
		if into == nil || a.Name.Space != "" {
			r.note(start.Name.Local, RuleAttribute, "the element has an attribute that the schema does not have")
			continue
		}
		if len(a.Value) > maxText {
			return r.fail(RuleTooLarge, a.Name.Local, "the attribute is longer than 1 KiB")
		}
		*into = strings.Trim(a.Value, " \t\r\n")
	}
	return nil
}

// boolean is an xs:boolean; anything else is false and a finding.
func (r *reader) boolean(text, attribute string) bool {
	switch text {
	case "true", "1":
		return true
	case "false", "0", "":
		return false
	}
	r.note(attribute, RuleValue, "the value is neither true nor false, and read as false")
	return false
}

func (r *reader) note(element, rule, message string) {
	if len(r.file.Findings) < maxFindings {
		r.file.Findings = append(r.file.Findings, Finding{Grade: "W", Record: r.record, Place: r.at, Element: element, Rule: rule, Message: message})
	}
}
