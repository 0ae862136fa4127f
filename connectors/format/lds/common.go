package lds

import (
	"bilgate/connectors/format/cms"
	"bilgate/connectors/format/der"
)

// Common is EF.COM, Doc 9303 part 10 clause 4.6.1: an unsigned hint at what the chip holds.
type Common struct {
	LDSVersion     string // "0107"
	UnicodeVersion string // "040000"
	Groups         []int  // data groups in the order of the list
}

func readCommon(e der.Element, found *findings) (*Common, error) {
	c := e.Inside("EF.COM")
	common := &Common{}
	common.LDSVersion = readVersion(c, "5F01", tagLDSVersion, 4, found)
	common.UnicodeVersion = readVersion(c, "5F36", tagUnicode, 6, found)
	tags := c.Take("5C", tagTagList)
	if len(tags.Content) > maxGroups {
		found.add(cms.GradeConsistency, "5C", tags.Offset, RuleTagList, "the list has more tags than a chip has data groups")
	}
	for i, octet := range tags.Content[:min(len(tags.Content), maxGroups)] {
		number := groupOf(octet)
		if number == 0 {
			found.add(cms.GradeTable, "5C", tags.ContentOffset()+i, RuleTagList, "a tag that is no data group's")
			continue
		}
		common.Groups = append(common.Groups, number)
	}
	c.End("EF.COM")
	return common, c.Err()
}

// readVersion reads a version written in a given number of digits.
func readVersion(c *der.Cursor, field string, tag der.Tag, digits int, found *findings) string {
	e := c.Take(field, tag)
	if c.Err() == nil && (len(e.Content) != digits || !areDigits(e.Content)) {
		found.add(cms.GradeTable, field, e.Offset, RuleVersion, "the version is not written in its digits")
		return ""
	}
	return string(e.Content)
}

func areDigits(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(b) > 0
}
