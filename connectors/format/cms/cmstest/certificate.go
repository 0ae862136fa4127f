package cmstest

import (
	"math/big"
	"time"
)

// Spec is a certificate to make.
type Spec struct {
	Serial            *big.Int
	Issuer, Subject   []byte // Name, see [Name]
	From, To          time.Time
	Key               []byte // SubjectPublicKeyInfo
	KeyID, IssuerID   []byte // nil: no such extension
	CA                bool
	Usage             byte // first octet of KeyUsage, 0: no such extension
	WithoutExtensions bool
}

// Name is C=country, CN=common name, with the common name under the given string tag.
func Name(country, common string, tag byte) []byte {
	return Sequence(
		Set(Sequence(OID("2.5.4.6"), TLV(0x13, []byte(country)))),
		Set(Sequence(OID("2.5.4.3"), TLV(tag, []byte(common)))))
}

// Certificate makes a certificate that by signs.
func Certificate(spec Spec, by Key) []byte {
	tbs := Sequence(
		TLV(0xA0, Small(2)), Int(spec.Serial), by.Algorithm, spec.Issuer,
		Sequence(UTCTime(spec.From), UTCTime(spec.To)), spec.Subject, spec.Key, spec.extensions())
	return Sequence(tbs, by.Algorithm, Bits(by.Sign(tbs)))
}

func (spec Spec) extensions() []byte {
	if spec.WithoutExtensions {
		return nil
	}
	var all [][]byte
	add := func(oid string, value []byte) { all = append(all, Sequence(OID(oid), Octets(value))) }
	if spec.KeyID != nil {
		add("2.5.29.14", Octets(spec.KeyID))
	}
	if spec.IssuerID != nil {
		add("2.5.29.35", Sequence(TLV(0x80, spec.IssuerID)))
	}
	if spec.CA {
		add("2.5.29.19", Sequence(TLV(0x01, []byte{0xFF})))
	}
	if spec.Usage != 0 {
		add("2.5.29.15", Bits([]byte{spec.Usage}))
	}
	return TLV(0xA3, Sequence(all...))
}
