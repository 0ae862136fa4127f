package cms

import "bilgate/connectors/format/der"

// MasterList is a national list of country signing certificates, ICAO Doc 9303
// part 12 clause 9 and part 10: a signed message over version and certificates.
type MasterList struct {
	Signed       *SignedData
	Version      int
	Held         int            // certificates in the list: len(Certificates) + len(Unreadable)
	Certificates []*Certificate // in the list's order, duplicates included
	Unreadable   [][]byte       // certificates that cannot be read, as received
	Findings     []Finding      // of the list; those of its certificates stay with them
}

// ParseMasterList reads a master list. The error is a [*Finding] of grade F. A
// certificate that cannot be read is kept as bytes and a finding of the list.
func ParseMasterList(data []byte) (*MasterList, error) {
	signed, err := Parse(data)
	if err != nil {
		return nil, err
	}
	m := &MasterList{Signed: signed}
	found := list(signed.Findings)
	if signed.ContentType != OIDMasterList {
		found.add(GradeConsistency, "eContentType", signed.Offset, RuleContentType, "the content is not said to be a master list")
	}
	if err := m.read(der.NewCursor(signed.Content, signed.ContentOffset), &found); err != nil {
		return nil, structural("CscaMasterList", err)
	}
	m.Findings = found
	return m, nil
}

func (m *MasterList) read(c *der.Cursor, found *list) error {
	inside := c.Into("CscaMasterList", der.Sequence)
	at := inside.Offset()
	version, err := inside.Take("version", der.Integer).Small()
	inside.Keep("version", err)
	if version != 0 {
		found.add(GradeTable, "version", at, RuleVersion, "a master list of another version than 0")
	}
	m.Version = version
	certificates := inside.Into("certList", der.Set)
	for certificates.More() {
		m.take(certificates.Any("certList"), found)
	}
	if certificates.Err() != nil {
		return certificates.Err()
	}
	inside.End("CscaMasterList")
	return inside.Err()
}

// take keeps one element of the list.
func (m *MasterList) take(e der.Element, found *list) {
	if len(e.Raw) == 0 {
		return
	}
	m.Held++
	cert, err := readCertificate(e)
	if err == nil {
		m.Certificates = append(m.Certificates, cert)
		return
	}
	m.Unreadable = append(m.Unreadable, e.Raw)
	if len(*found) < maxFindings {
		found.add(GradeConsistency, "certList", e.Offset, RuleCertificate, "a certificate that cannot be read")
		(*found)[len(*found)-1].Record = m.Held
	}
}

// Verify is the worst of the list's signers: whether it is as its publisher signed
// it. Whether the publisher is trusted is the operator's decision.
func (m *MasterList) Verify(store *Store) Verdict {
	var steps []Verdict
	for _, r := range m.Signed.Verify(store) {
		steps = append(steps, r.Overall())
	}
	return Worst(steps...)
}
