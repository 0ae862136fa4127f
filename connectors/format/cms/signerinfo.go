package cms

import (
	"bytes"
	"math/big"
	"time"

	"bilgate/connectors/format/der"
)

// SignerInfo is one signer's statement, RFC 5652 clause 5.3. The signer is named by
// issuer and serial number, or by key identifier.
type SignerInfo struct {
	Offset       int
	Version      int
	Issuer       Name     // empty if KeyID names the signer
	Serial       *big.Int // nil if KeyID names the signer
	KeyID        []byte
	Digest       Algorithm
	Algorithm    Algorithm // of the signature
	Signature    []byte
	SigningTime  time.Time // zero if it is not stated
	attributes   der.Element
	hasAttribute bool
	contentType  []string
	digests      [][]byte // values of messageDigest
}

// Object identifiers of signed attributes, clause 11.
const (
	oidContentType   = "1.2.840.113549.1.9.3"
	oidMessageDigest = "1.2.840.113549.1.9.4"
	oidSigningTime   = "1.2.840.113549.1.9.5"
)

// readSigner reads a SignerInfo; faults of its frame become the outer cursor's.
func readSigner(c, outer *der.Cursor, found *list) SignerInfo {
	s := SignerInfo{Offset: c.Offset()}
	version, err := c.Take("signerInfo.version", der.Integer).Small()
	c.Keep("signerInfo.version", err)
	s.Version = version
	s.readIdentifier(c, found)
	s.Digest = readAlgorithm(c, "digestAlgorithm")
	if e, ok := c.Optional("signedAttrs", der.Context(0)); ok {
		s.attributes, s.hasAttribute = e, true
		s.readAttributes(e.Inside("signedAttrs"), found)
	}
	s.Algorithm = readAlgorithm(c, "signatureAlgorithm")
	signature, err := c.Take("signature", der.OctetString).Octets()
	c.Keep("signature", err)
	s.Signature = signature
	c.Optional("unsignedAttrs", der.Context(1))
	outer.Keep("signerInfo", c.Err())
	s.checkAlgorithms(found)
	return s
}

// readIdentifier reads a SignerIdentifier.
func (s *SignerInfo) readIdentifier(c *der.Cursor, found *list) {
	if e, ok := c.Optional("sid", der.Context(0)); ok {
		id, err := e.Octets()
		c.Keep("sid", err)
		s.KeyID = id
		return
	}
	sid := c.Into("sid", der.Sequence)
	issuer := sid.Take("sid.issuer", der.Sequence)
	serial, err := sid.Take("sid.serialNumber", der.Integer).Int()
	sid.Keep("sid.serialNumber", err)
	c.Keep("sid", sid.Err())
	if c.Err() == nil {
		s.Issuer, s.Serial = readName(issuer, "sid.issuer", found), serial
	}
}

// maxAttributes is more than any signer has.
const maxAttributes = 32

func (s *SignerInfo) readAttributes(c *der.Cursor, found *list) {
	at := c.Offset()
	for n := 0; c.More() && n < maxAttributes; n++ {
		attribute := c.Into("signedAttrs", der.Sequence)
		oid, err := attribute.Take("attrType", der.ObjectID).OID()
		attribute.Keep("attrType", err)
		values := attribute.Into("attrValues", der.Set)
		for values.More() {
			s.readAttribute(oid, values.Any("attrValue"))
		}
		c.Keep("signedAttrs", attribute.Err())
		c.Keep("signedAttrs", values.Err())
	}
	if c.More() || c.Err() != nil {
		found.add(GradeConsistency, "signedAttrs", at, RuleAttributes, "the signed attributes cannot be read whole")
	}
}

func (s *SignerInfo) readAttribute(oid string, value der.Element) {
	switch oid {
	case oidContentType:
		if text, err := value.OID(); err == nil && value.Tag == der.ObjectID {
			s.contentType = append(s.contentType, text)
		}
	case oidMessageDigest:
		if octets, err := value.Octets(); err == nil && value.Tag == der.OctetString {
			s.digests = append(s.digests, octets)
		}
	case oidSigningTime:
		if t, err := value.Time(); err == nil {
			s.SigningTime = t
		}
	}
}

// checkAlgorithms finds weak digests and a digest that is not the signature's.
func (s *SignerInfo) checkAlgorithms(found *list) {
	digest, known := s.Digest.Digest()
	how, why := s.Algorithm.scheme()
	if known && digestNames[digest] == "sha1" || why == "" && digestNames[how.hash] == "sha1" {
		found.add(GradeTable, "digestAlgorithm", s.Digest.Offset, RuleWeakDigest, "the message is signed with SHA-1")
	}
	if known && why == "" && how.hash != 0 && how.hash != digest {
		found.add(GradeTable, "digestAlgorithm", s.Digest.Offset, RuleAlgorithm, "the message's digest is not the signature's")
	}
}

// Names reports whether cert is the one that the signer names.
func (s *SignerInfo) Names(cert *Certificate) bool {
	if s.Serial == nil {
		return len(s.KeyID) > 0 && bytes.Equal(s.KeyID, cert.SubjectKeyID)
	}
	return s.Serial.Cmp(cert.Serial) == 0 && s.Issuer.Equal(cert.Issuer)
}

// HasAttributes reports whether the signer signed attributes, the content's digest among them.
func (s *SignerInfo) HasAttributes() bool { return s.hasAttribute }
