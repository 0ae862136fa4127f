package lds

import (
	"bilgate/connectors/format/cms"
	"bilgate/connectors/format/der"
)

// Security is EF.SOD, Doc 9303 part 10 clause 4.6.2: the signed hashes of the data groups.
type Security struct {
	Signed         *cms.SignedData
	Version        int           // of the LDSSecurityObject, 0 or 1
	Digest         cms.Algorithm // of the data groups
	Groups         []GroupDigest // in the order of the object
	LDSVersion     string        // version 1 only
	UnicodeVersion string        // version 1 only
}

// GroupDigest is the signed hash of one data group.
type GroupDigest struct {
	Number int
	Digest []byte
	Offset int
}

// Object identifiers of the content: the standard's and those of older documents.
const oidSecurityObject = "2.23.136.1.1.1"

var olderObjects = map[string]bool{
	"1.3.27.1.1.1": true, "1.2.528.1.1006.1.20.1": true, cms.OIDData: true,
}

// readSecurity reads the file's SignedData and the security object in it.
func readSecurity(e der.Element, found *findings) (*Security, error) {
	c := e.Inside("EF.SOD")
	inner := c.Take("contentInfo", der.Sequence)
	c.End("EF.SOD")
	if err := c.Err(); err != nil {
		return nil, err
	}
	signed, err := cms.Read(inner)
	if err != nil {
		return nil, err
	}
	found.all = append(found.all, signed.Findings...)
	for _, d := range der.Departures(e) {
		found.add(cms.GradeTable, "EF.SOD", d.Offset, d.Rule, "the file is not encoded by the distinguished rules")
	}
	s := &Security{Signed: signed}
	s.checkEnvelope(found)
	return s, s.readObject(found)
}

// checkEnvelope compares the SignedData with the profile of part 10 table 36.
func (s *Security) checkEnvelope(found *findings) {
	at := s.Signed.Offset
	switch s.Signed.Version {
	case 3:
	case 1:
		found.add(cms.GradeTable, "signedData.version", at, RuleSigned, "version 1 where the profile has 3")
	default:
		found.add(cms.GradeConsistency, "signedData.version", at, RuleSigned, "a version that is neither 3 nor 1")
	}
	switch oid := s.Signed.ContentType; {
	case oid == oidSecurityObject:
	case olderObjects[oid]:
		found.add(cms.GradeTable, "eContentType", at, RuleContentType, "the security object goes under an older name")
	default:
		found.add(cms.GradeConsistency, "eContentType", at, RuleContentType, "the content is not said to be a security object")
	}
	if len(s.Signed.Signers) != 1 {
		found.add(cms.GradeConsistency, "signerInfos", at, RuleSigners, "not exactly one signer")
	}
	for _, signer := range s.Signed.Signers {
		if !signer.HasAttributes() {
			found.add(cms.GradeTable, "signedAttrs", signer.Offset, cms.RuleAttributes, "the signer signed no attributes")
		}
	}
}
