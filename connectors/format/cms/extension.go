package cms

import "bilgate/connectors/format/der"

// Extensions are those that lead from a certificate to its issuer, RFC 5280 clause
// 4.2.1; others are carried in the certificate's bytes.
type Extensions struct {
	SubjectKeyID   []byte // nil if absent
	AuthorityKeyID []byte // nil if absent
	CA             bool   // basic constraints say that it is an authority
	KeyUsage       int    // bits of the first octet, digitalSignature = 0x80, keyCertSign = 0x04; -1 if absent
}

// Bits of KeyUsage.
const (
	UsageSignature = 0x80
	UsageCertSign  = 0x04
)

// maxExtensions is more than any certificate has.
const maxExtensions = 64

// read reads the extensions in [3]. One that cannot be read is a finding and absent.
func (x *Extensions) read(e der.Element, found *list) {
	c := e.Inside("extensions").Into("extensions", der.Sequence)
	for n := 0; c.More(); n++ {
		if n == maxExtensions {
			found.add(GradeTable, "extensions", c.Offset(), RuleTooMany, "more than 64 extensions; the others are not read")
			return
		}
		x.readOne(c.Take("extension", der.Sequence), found)
	}
	if c.Err() != nil {
		found.add(GradeConsistency, "extensions", e.Offset, RuleExtension, "the extensions cannot be read")
	}
}

func (x *Extensions) readOne(e der.Element, found *list) {
	if len(e.Raw) == 0 {
		return
	}
	c := e.Inside("extension")
	oid, err := c.Take("extnID", der.ObjectID).OID()
	c.Keep("extnID", err)
	c.Optional("critical", der.Boolean)
	value := c.Take("extnValue", der.OctetString)
	if c.Err() == nil {
		inner := der.NewCursor(value.Content, value.ContentOffset())
		x.readValue(oid, inner)
		c.Keep("extnValue", inner.Err())
	}
	if c.Err() != nil {
		found.add(GradeTable, "extension", e.Offset, RuleExtension, "an extension that cannot be read")
	}
}

func (x *Extensions) readValue(oid string, c *der.Cursor) {
	switch oid {
	case "2.5.29.14":
		x.SubjectKeyID = c.Take("subjectKeyIdentifier", der.OctetString).Content
	case "2.5.29.35":
		inside := c.Into("authorityKeyIdentifier", der.Sequence)
		if id, ok := inside.Optional("keyIdentifier", der.Context(0)); ok {
			x.AuthorityKeyID = id.Content
		}
		c.Keep("authorityKeyIdentifier", inside.Err())
	case "2.5.29.19":
		x.CA = readCA(c)
	case "2.5.29.15":
		bits, err := c.Take("keyUsage", der.BitString).Bits()
		c.Keep("keyUsage", err)
		if len(bits) > 0 {
			x.KeyUsage = int(bits[0])
		}
	}
}

// readCA reads BasicConstraints; a path length without cA, or one below zero, is read over.
func readCA(c *der.Cursor) bool {
	inside := c.Into("basicConstraints", der.Sequence)
	e, stated := inside.Optional("cA", der.Boolean)
	c.Keep("basicConstraints", inside.Err())
	ca, err := e.Bool()
	return stated && err == nil && ca
}
