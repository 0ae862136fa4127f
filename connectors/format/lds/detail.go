package lds

import (
	"fmt"
	"slices"
	"time"

	"bilgate/connectors/format/cms"
	"bilgate/connectors/format/der"
)

// Detail is one field of data groups 11 and 12.
type Detail struct {
	Tag    uint32 // 0x5F0E
	Name   string // as Doc 9303 part 10 clauses 4.7.11 and 4.7.12 name it, "" for another tag
	Value  []byte // as received, a view: UTF-8 text, digits, an image
	Offset int    // of the value
}

// detailNames are the fields of data groups 11 and 12; their tags do not overlap.
var detailNames = map[uint32]string{
	0x5F0E: "full_name", 0x5F0F: "other_name", 0x5F10: "personal_number", 0x5F2B: "date_of_birth", 0x5F11: "place_of_birth",
	0x5F42: "address", 0x5F12: "telephone", 0x5F13: "profession", 0x5F14: "title", 0x5F15: "personal_summary",
	0x5F16: "proof_of_citizenship", 0x5F17: "other_documents", 0x5F18: "custody",
	0x5F19: "issuing_authority", 0x5F26: "date_of_issue", 0x5F1A: "other_person", 0x5F1B: "endorsements", 0x5F1C: "tax_exit",
	0x5F1D: "image_front", 0x5F1E: "image_rear", 0x5F55: "personalized_at", 0x5F56: "personalization_system",
}

const (
	tagNested      = 0xA0 // repeated fields with their number
	maxDetails     = 256
	tagDateOfBirth = 0x5F2B
	tagDateOfIssue = 0x5F26
)

// readDetails reads the tag list and the fields behind it; fields repeated in A0 are
// returned one by one.
func readDetails(e der.Element, name string, found *findings) ([]Detail, error) {
	c := e.Inside(name)
	list := c.Take("5C", tagTagList)
	var out []Detail
	var present []uint32
	for c.More() && len(out) < maxDetails {
		field := c.Any(name)
		if c.Err() != nil {
			break
		}
		inner, err := readDetail(field, found)
		if err != nil {
			return out, err
		}
		out = append(out, inner...)
		for _, d := range inner {
			present = append(present, d.Tag)
		}
	}
	if c.Err() == nil {
		checkTagList(list, present, found)
	}
	return out, c.Err()
}

// readDetail reads a field, or the fields in A0 with the count before them.
func readDetail(e der.Element, found *findings) ([]Detail, error) {
	if octets := tagOctets(e); octets != tagNested {
		d := Detail{octets, detailNames[octets], e.Content, e.ContentOffset()}
		d.check(found)
		return []Detail{d}, nil
	}
	c := e.Inside("A0")
	count, err := c.Take("A0.02", der.Integer).Small()
	c.Keep("A0.02", err)
	var out []Detail
	for c.More() && len(out) < maxDetails {
		inner := c.Any("A0")
		octets := tagOctets(inner)
		out = append(out, Detail{octets, detailNames[octets], inner.Content, inner.ContentOffset()})
	}
	if c.Err() == nil && count != len(out) {
		found.add(cms.GradeConsistency, "A0.02", e.Offset, RuleCount, "the count is not the number of fields")
	}
	return out, c.Err()
}

// check wants a day of the calendar where the field is one: eight digits, or four
// octets of two digits each.
func (d Detail) check(found *findings) {
	field := fmt.Sprintf("%04X", d.Tag)
	switch {
	case d.Name == "":
		found.add(cms.GradeTable, field, d.Offset, RuleTagList, "a field that the data group does not have")
	case d.Tag == tagDateOfBirth || d.Tag == tagDateOfIssue:
		text := string(d.Value)
		if len(d.Value) == 4 {
			text = fmt.Sprintf("%X", d.Value)
		}
		if _, err := time.Parse("20060102", text); err != nil {
			found.add(cms.GradeConsistency, field, d.Offset, RuleDate, "no day of the calendar")
		}
	}
}

// checkTagList compares the list with the fields, both ways.
func checkTagList(list der.Element, present []uint32, found *findings) {
	var listed []uint32
	for rest := list.Content; len(rest) > 0; {
		var octets uint32
		octets, rest = firstTag(rest)
		if octets != tagNested {
			listed = append(listed, octets)
		}
	}
	for _, tag := range listed {
		if !slices.Contains(present, tag) {
			found.add(cms.GradeConsistency, fmt.Sprintf("%04X", tag), list.Offset, RuleTagList, "the field is listed and not there")
		}
	}
	for _, tag := range present {
		if !slices.Contains(listed, tag) {
			found.add(cms.GradeConsistency, fmt.Sprintf("%04X", tag), list.Offset, RuleTagList, "the field is there and not listed")
		}
	}
}
