package cmstest

import (
	"bytes"
	"crypto/sha256"
	"math/big"
	"time"
)

// Message is a SignedData to make, with one signer who names his certificate by
// issuer and serial number.
type Message struct {
	Version       int64
	ContentType   string
	Content       []byte
	Certificates  [][]byte // carried
	Issuer        []byte   // Name of the signer's issuer
	Serial        *big.Int
	KeyID         []byte    // if set, the signer is named by it instead
	SigningTime   time.Time // zero: not stated
	WithoutSigned bool      // no signed attributes
	Algorithm     []byte    // AlgorithmIdentifier that the signer names; nil: the key's
}

// Sign makes the ContentInfo.
func (m Message) Sign(by Key) []byte {
	return Sequence(OID(OIDSignedData), TLV(0xA0, Sequence(
		Small(m.Version),
		Set(Algorithm(OIDSHA256)),
		Sequence(OID(m.ContentType), TLV(0xA0, Octets(m.Content))),
		TLV(0xA0, m.Certificates...),
		Set(m.signer(by)),
	)))
}

func (m Message) signer(by Key) []byte {
	signed, attributes := m.Content, []byte(nil)
	if !m.WithoutSigned {
		content := bytes.Join(m.attributes(), nil)
		signed, attributes = TLV(0x31, content), TLV(0xA0, content)
	}
	algorithm := by.Algorithm
	if m.Algorithm != nil {
		algorithm = m.Algorithm
	}
	return Sequence(Small(1), m.identifier(), Algorithm(OIDSHA256), attributes, algorithm, Octets(by.Sign(signed)))
}

func (m Message) identifier() []byte {
	if m.KeyID != nil {
		return TLV(0x80, m.KeyID)
	}
	return Sequence(m.Issuer, Int(m.Serial))
}

// attributes are contentType, signingTime and messageDigest, which is their order in a SET OF.
func (m Message) attributes() [][]byte {
	digest := sha256.Sum256(m.Content)
	out := [][]byte{Sequence(OID(oidContentType), Set(OID(m.ContentType)))}
	if !m.SigningTime.IsZero() {
		out = append(out, Sequence(OID(oidSigningTime), Set(UTCTime(m.SigningTime))))
	}
	return append(out, Sequence(OID(oidDigest), Set(Octets(digest[:]))))
}
