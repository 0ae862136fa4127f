package cms

import (
	"bilgate/connectors/format/der"
)

// Object identifiers of content, RFC 5652 and ICAO Doc 9303 parts 10 and 12.
const (
	OIDData       = "1.2.840.113549.1.7.1"
	OIDSignedData = "1.2.840.113549.1.7.2"
	OIDMasterList = "2.23.136.1.1.2"
)

// Bounds of a signed message; a national master list carries a handful of
// certificates beside its content, a chip's security object one.
const (
	maxCertificates = 256
	maxSigners      = 16
)

// SignedData is a signed message, RFC 5652 clause 5.1. Slices are views into the
// input; Content alone is new memory when it came in pieces.
type SignedData struct {
	Offset        int
	Version       int
	ContentType   string // object identifier
	Content       []byte // nil if it is detached
	ContentOffset int    // of the content's first byte
	Certificates  []*Certificate
	Signers       []SignerInfo
	Findings      []Finding // the certificates' included
}

// Parse reads a ContentInfo that holds a SignedData. Bytes behind it are a finding.
// The error is a [*Finding] of grade F.
func Parse(data []byte) (*SignedData, error) {
	e, err := der.Parse(data)
	if err != nil {
		return nil, structural("contentInfo", err)
	}
	signed, err := Read(e)
	if err == nil && len(e.Raw) < len(data) {
		found := list(signed.Findings)
		found.add(GradeConsistency, "contentInfo", len(e.Raw), der.RuleTrailing, "bytes follow the signed message")
		signed.Findings = found
	}
	return signed, err
}

// Read is [Parse] of an element that is already framed; offsets stay those of its input.
func Read(e der.Element) (*SignedData, error) {
	c := der.NewCursor(e.Raw, e.Offset).Into("contentInfo", der.Sequence)
	oid, err := c.Take("contentType", der.ObjectID).OID()
	c.Keep("contentType", err)
	if c.Err() == nil && oid != OIDSignedData {
		return nil, &Finding{Grade: GradeStructure, Field: "contentType", Offset: e.Offset, Rule: RuleContentType, Message: "the content is no SignedData"}
	}
	inside := c.Into("content", der.Context(0)).Into("signedData", der.Sequence)
	signed := &SignedData{Offset: e.Offset}
	if err := signed.read(inside); err != nil {
		return nil, structural("signedData", err)
	}
	return signed, nil
}

func (s *SignedData) read(c *der.Cursor) error {
	found := list(nil)
	version, err := c.Take("version", der.Integer).Small()
	c.Keep("version", err)
	s.Version = version
	c.Take("digestAlgorithms", der.Set)
	s.readContent(c)
	if set, ok := c.Optional("certificates", der.Context(0)); ok {
		s.readCertificates(set, &found)
	}
	c.Optional("crls", der.Context(1))
	s.readSigners(c.Into("signerInfos", der.Set), c, &found)
	if c.More() {
		found.add(GradeConsistency, "signedData", c.Offset(), der.RuleTrailing, "elements follow the signers")
	}
	s.Findings = found
	return c.Err()
}

// readContent reads EncapsulatedContentInfo, clause 5.2. The octets may come in pieces.
func (s *SignedData) readContent(c *der.Cursor) {
	inside := c.Into("encapContentInfo", der.Sequence)
	oid, err := inside.Take("eContentType", der.ObjectID).OID()
	inside.Keep("eContentType", err)
	s.ContentType = oid
	if e, ok := inside.Optional("eContent", der.Context(0)); ok {
		explicit := e.Inside("eContent")
		octets := explicit.Take("eContent", der.OctetString)
		content, err := octets.Octets()
		inside.Keep("eContent", explicit.Err())
		inside.Keep("eContent", err)
		s.Content, s.ContentOffset = content, octets.ContentOffset()
	}
	c.Keep("encapContentInfo", inside.Err())
}

// readCertificates reads a CertificateSet, clause 10.2.3. One that cannot be read is
// a finding; attribute certificates and other formats are stepped over.
func (s *SignedData) readCertificates(e der.Element, found *list) {
	c := e.Inside("certificates")
	for n := 0; c.More(); n++ {
		if n == maxCertificates {
			found.add(GradeConsistency, "certificates", c.Offset(), RuleTooMany, "more than 256 certificates; the others are not read")
			return
		}
		inner := c.Any("certificates")
		if c.Err() != nil || inner.Tag != der.Sequence {
			continue
		}
		cert, err := readCertificate(inner)
		if err != nil {
			found.add(GradeConsistency, "certificates", inner.Offset, RuleCertificate, "a certificate that cannot be read")
			continue
		}
		s.Certificates = append(s.Certificates, cert)
		found.under("certificate.", cert.Findings)
	}
	if c.Err() != nil {
		found.add(GradeConsistency, "certificates", e.Offset, RuleCertificate, "the set of certificates cannot be read")
	}
}

func (s *SignedData) readSigners(c, outer *der.Cursor, found *list) {
	for c.More() && len(s.Signers) < maxSigners {
		e := c.Take("signerInfo", der.Sequence)
		if c.Err() != nil {
			break
		}
		s.Signers = append(s.Signers, readSigner(e.Inside("signerInfo"), c, found))
	}
	if c.More() {
		found.add(GradeConsistency, "signerInfos", c.Offset(), RuleTooMany, "more than 16 signers; the others are not read")
	}
	outer.Keep("signerInfos", c.Err())
	if len(s.Signers) == 0 {
		found.add(GradeConsistency, "signerInfos", outer.Offset(), RuleNoSigner, "the message has no signer")
	}
}
