package lds

import (
	"strconv"

	"bilgate/connectors/format/cms"
	"bilgate/connectors/format/der"
)

// maxGroups is how many data groups a chip has.
const maxGroups = 16

// readObject reads the LDSSecurityObject, Doc 9303 part 10 clause 4.6.2.3.
func (s *Security) readObject(found *findings) error {
	c := der.NewCursor(s.Signed.Content, s.Signed.ContentOffset)
	object := c.Into("LDSSecurityObject", der.Sequence)
	at := object.Offset()
	version, err := object.Take("version", der.Integer).Int()
	object.Keep("version", err)
	if object.Err() != nil {
		return object.Err()
	}
	if !version.IsInt64() || version.Int64() < 0 || version.Int64() > 1 {
		return &Finding{Grade: cms.GradeStructure, Field: "EF.SOD.version", Offset: at, Rule: RuleVersion, Message: "the security object's version is neither 0 nor 1"}
	}
	s.Version = int(version.Int64())
	s.Digest = cms.ParseDigestAlgorithm(object, "hashAlgorithm")
	groups := object.Into("dataGroupHashValues", der.Sequence)
	if err := s.readGroups(groups, found); err != nil {
		return err
	}
	s.readVersionInfo(object, found)
	object.End("LDSSecurityObject")
	c.End("LDSSecurityObject")
	if object.Err() == nil && c.Err() != nil {
		return c.Err()
	}
	return object.Err()
}

// readGroups reads the list of hashes.
func (s *Security) readGroups(c *der.Cursor, found *findings) error {
	at := c.Offset()
	for c.More() && len(s.Groups) < 4*maxGroups {
		s.readGroup(c.Into("dataGroupHash", der.Sequence), found)
	}
	switch n := len(s.Groups); {
	case c.Err() != nil:
		return c.Err()
	case n == 0 || c.More():
		return &der.Fault{Offset: at, Field: "dataGroupHashValues", Rule: RuleGroups, Reason: "no data group, or far more than a chip has"}
	case n < 2 || n > maxGroups:
		found.add(cms.GradeConsistency, "dataGroupHashValues", at, RuleGroups, "fewer than 2 or more than 16 data groups")
	}
	if _, ok := s.Digest.Digest(); !ok {
		found.add(cms.GradeTable, "hashAlgorithm", s.Digest.Offset, RuleDigest, "a digest algorithm that is not checked here")
	}
	return nil
}

// readGroup reads one hash; a fault in it becomes a finding, and the group has none.
func (s *Security) readGroup(c *der.Cursor, found *findings) {
	g := GroupDigest{Offset: c.Offset()}
	number, err := c.Take("dataGroupNumber", der.Integer).Small()
	c.Keep("dataGroupNumber", err)
	digest, err := c.Take("dataGroupHashValue", der.OctetString).Octets()
	c.Keep("dataGroupHashValue", err)
	g.Number, g.Digest = number, digest
	switch {
	case c.Err() != nil || number < 1 || number > maxGroups:
		g.Number = 0
		found.add(cms.GradeConsistency, "dataGroupHash", g.Offset, RuleGroups, "an entry without a data group number from 1 to 16 and a hash")
	case len(s.digestsOf(number)) > 0:
		found.add(cms.GradeConsistency, "DG"+strconv.Itoa(number), g.Offset, RuleGroups, "the data group is listed twice")
	}
	if hash, ok := s.Digest.Digest(); ok && len(digest) != hash.Size() {
		found.add(cms.GradeConsistency, "DG"+strconv.Itoa(g.Number), g.Offset, RuleDigest, "the hash has not the length of its algorithm's")
	}
	s.Groups = append(s.Groups, g)
}

// digestsOf is every hash listed for a data group.
func (s *Security) digestsOf(number int) [][]byte {
	var out [][]byte
	for _, g := range s.Groups {
		if g.Number == number {
			out = append(out, g.Digest)
		}
	}
	return out
}

// readVersionInfo reads ldsVersionInfo, which version 1 has and version 0 has not.
func (s *Security) readVersionInfo(c *der.Cursor, found *findings) {
	at := c.Offset()
	e, ok := c.Optional("ldsVersionInfo", der.Sequence)
	if ok != (s.Version == 1) && c.Err() == nil {
		found.add(cms.GradeTable, "ldsVersionInfo", at, RuleVersion, "version information in version 0, or none in version 1")
	}
	if !ok {
		return
	}
	inside := e.Inside("ldsVersionInfo")
	lds, _ := inside.Any("ldsVersion").Text()
	unicode, _ := inside.Any("unicodeVersion").Text()
	s.LDSVersion, s.UnicodeVersion = lds, unicode
	c.Keep("ldsVersionInfo", inside.Err())
}
