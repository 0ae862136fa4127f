package cms

import (
	"bytes"
	"math/big"
	"time"

	"bilgate/connectors/format/der"
)

// Certificate is an X.509 certificate as received, and what its authority broke.
// Every byte slice is a view into the input.
type Certificate struct {
	Raw, TBS  []byte
	Offset    int
	Serial    *big.Int // of any sign
	Issuer    Name
	Subject   Name
	NotBefore time.Time // zero if it is no time
	NotAfter  time.Time // zero if it is no time
	Key       *PublicKey
	Algorithm Algorithm // of the signature
	Signature []byte
	Extensions
	Findings []Finding
}

// ParseCertificate reads one certificate, RFC 5280 clause 4.1. The error is a
// [*Finding] of grade F: the certificate's frame cannot be read. Whatever inside
// the frame departs from the standard is a finding of the certificate.
func ParseCertificate(data []byte) (*Certificate, error) {
	e, err := der.ParseWhole(data)
	if err != nil {
		return nil, structural("certificate", err)
	}
	return readCertificate(e)
}

// minCertificate is less than any certificate has: no key and signature fit in it.
const minCertificate = 100

// errNoCertificate is made once, since a hostile list can hold millions of them.
var errNoCertificate = &Finding{Grade: GradeStructure, Field: "certificate", Rule: RuleCertificate, Message: "too short for a certificate, or another element"}

func readCertificate(e der.Element) (*Certificate, error) {
	if e.Tag != der.Sequence || len(e.Raw) < minCertificate {
		return nil, errNoCertificate
	}
	cert := &Certificate{Raw: e.Raw, Offset: e.Offset, Extensions: Extensions{KeyUsage: -1}}
	c := e.Inside("certificate")
	tbs := c.Take("tbsCertificate", der.Sequence)
	cert.TBS = tbs.Raw
	cert.Algorithm = readAlgorithm(c, "signatureAlgorithm")
	signature, err := c.Take("signatureValue", der.BitString).Bits()
	c.Keep("signatureValue", err)
	cert.Signature = signature
	c.End("certificate")
	if c.Err() == nil {
		c.Keep("tbsCertificate", cert.readBody(tbs.Inside("tbsCertificate")))
	}
	if err := c.Err(); err != nil {
		return nil, structural("certificate", err)
	}
	return cert, nil
}

// readBody reads a TBSCertificate. The error is the first fault of its frame.
func (cert *Certificate) readBody(c *der.Cursor) error {
	found := list(nil)
	if v, ok := c.Optional("version", der.Context(0)); ok {
		cert.checkVersion(v, &found)
	} else {
		found.add(GradeTable, "version", c.Offset(), RuleVersion, "the certificate does not say version 3")
	}
	cert.readSerial(c, &found)
	inner := readAlgorithm(c, "signature")
	issuer := c.Take("issuer", der.Sequence)
	validity := c.Take("validity", der.Sequence)
	subject := c.Take("subject", der.Sequence)
	key := c.Take("subjectPublicKeyInfo", der.Sequence)
	if err := c.Err(); err != nil {
		return err
	}
	cert.checkAlgorithm(inner, &found)
	cert.Issuer = readName(issuer, "issuer", &found)
	cert.Subject = readName(subject, "subject", &found)
	cert.readValidity(validity, &found)
	cert.readKey(key, &found)
	cert.readRest(c, &found)
	cert.Findings = found
	return c.Err()
}

func (cert *Certificate) checkVersion(e der.Element, found *list) {
	v, err := e.Inside("version").Take("version", der.Integer).Small()
	if err != nil || v != 2 {
		found.add(GradeTable, "version", e.Offset, RuleVersion, "the certificate does not say version 3")
	}
}

// readSerial takes any integer; RFC 5280 clause 4.1.2.2 wants a positive one of at most 20 octets.
func (cert *Certificate) readSerial(c *der.Cursor, found *list) {
	e := c.Take("serialNumber", der.Integer)
	n, err := e.Int()
	c.Keep("serialNumber", err)
	if c.Err() != nil {
		return
	}
	cert.Serial = n
	switch {
	case n.Sign() < 0:
		found.add(GradeTable, "serialNumber", e.Offset, RuleSerial, "the serial number is negative")
	case n.Sign() == 0 || len(e.Content) > 21:
		found.add(GradeTable, "serialNumber", e.Offset, RuleSerial, "the serial number is zero or has more than 20 octets")
	}
}

func (cert *Certificate) checkAlgorithm(inner Algorithm, found *list) {
	outer := cert.Algorithm
	if inner.OID != outer.OID || !bytes.Equal(inner.parameters.Raw, outer.parameters.Raw) {
		found.add(GradeTable, "signature", inner.Offset, RuleAlgorithm, "the signed algorithm is not the certificate's")
	}
	s, why := outer.scheme()
	if why == "" && s.kind == kindPKCS1 && len(outer.parameters.Raw) == 0 {
		found.add(GradeTable, "signatureAlgorithm", outer.Offset, RuleParameters, "the algorithm's NULL is absent")
	}
	if why == "" && digestNames[s.hash] == "sha1" {
		found.add(GradeTable, "signatureAlgorithm", outer.Offset, RuleWeakDigest, "the certificate is signed with SHA-1")
	}
}

func readName(e der.Element, field string, found *list) Name {
	n, err := parseName(e)
	if err != nil {
		found.add(GradeConsistency, field, e.Offset, RuleName, "the name cannot be read; it is compared by its bytes")
	}
	return n
}

func (cert *Certificate) readValidity(e der.Element, found *list) {
	c := e.Inside("validity")
	var errs [2]error
	cert.NotBefore, errs[0] = c.Any("notBefore").Time()
	cert.NotAfter, errs[1] = c.Any("notAfter").Time()
	if errs[0] != nil || errs[1] != nil || cert.NotAfter.Before(cert.NotBefore) {
		found.add(GradeConsistency, "validity", e.Offset, RuleTime, "the validity is no time, or ends before it begins")
	}
}

func (cert *Certificate) readKey(e der.Element, found *list) {
	key, err := ParsePublicKey(e)
	if err != nil {
		found.add(GradeConsistency, "subjectPublicKeyInfo", e.Offset, RuleKey, "the public key cannot be read")
		return
	}
	cert.Key = key
	if key.Explicit {
		found.add(GradeTable, "subjectPublicKeyInfo", e.Offset, RuleExplicitCurve, "the curve's parameters are written out instead of named")
	}
	if key.Unusable != "" {
		found.add(GradeTable, "subjectPublicKeyInfo", e.Offset, RuleKey, key.Unusable)
	}
}

// readRest reads what may follow the key: unique identifiers and extensions.
func (cert *Certificate) readRest(c *der.Cursor, found *list) {
	for c.More() {
		e := c.Any("tbsCertificate")
		switch e.Tag {
		case der.Context(1), der.Context(2):
		case der.Context(3):
			cert.Extensions.read(e, found)
		default:
			found.add(GradeConsistency, "tbsCertificate", e.Offset, RuleCertificate, "an element that no certificate has")
		}
	}
}

// SelfIssued reports whether subject and issuer are the same name.
func (cert *Certificate) SelfIssued() bool { return cert.Issuer.Equal(cert.Subject) }

// Holds reports whether the validity holds a time. known is false for a certificate
// whose validity cannot be read.
func (cert *Certificate) Holds(at time.Time) (holds, known bool) {
	if cert.NotBefore.IsZero() || cert.NotAfter.IsZero() {
		return false, false
	}
	return !at.Before(cert.NotBefore) && !at.After(cert.NotAfter), true
}

// SignedBy checks the certificate's signature with the issuer's key over the bytes
// as received. It compares no names.
func (cert *Certificate) SignedBy(issuer *Certificate) Verdict {
	return issuer.Key.check(cert.Algorithm, 0, cert.TBS, cert.Signature)
}
