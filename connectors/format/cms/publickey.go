package cms

import (
	"math/big"

	"bilgate/connectors/format/der"
)

// PublicKey is a SubjectPublicKeyInfo. A key of another algorithm than RSA and
// elliptic curves is carried: Unusable says why no signature is checked with it.
type PublicKey struct {
	Algorithm string // "rsa", "ec", or the object identifier of another
	Bits      int    // of the modulus, or of the curve's field; 0 unknown
	Curve     string // name of a known curve, "" else
	Explicit  bool   // the curve's parameters are written out
	Unusable  string // the reason, "" for a key that can be used

	modulus, exponent *big.Int
	curve             *curve
	point             []byte // as received, decoded when it is used
}

// ParsePublicKey reads a SubjectPublicKeyInfo, RFC 5280 clause 4.1.2.7. The error is
// a [*Finding] of grade F: there is no such structure.
func ParsePublicKey(e der.Element) (*PublicKey, error) {
	c := e.Inside("subjectPublicKeyInfo")
	algorithm := readAlgorithm(c, "subjectPublicKeyInfo.algorithm")
	bits, err := c.Take("subjectPublicKey", der.BitString).Bits()
	c.Keep("subjectPublicKey", err)
	if err := c.Err(); err != nil {
		return nil, structural("subjectPublicKeyInfo", err)
	}
	k := &PublicKey{Algorithm: algorithm.OID}
	switch algorithm.OID {
	case oidRSA, oidPSS:
		k.Algorithm = "rsa"
		k.readRSA(bits)
	case oidEC:
		k.Algorithm, k.point = "ec", bits
		k.readCurve(algorithm.parameters)
	default:
		k.Unusable = "public keys of algorithm " + algorithm.OID + " are not used here"
	}
	return k, nil
}

// readRSA reads an RSAPublicKey, RFC 8017 appendix A.1.1.
func (k *PublicKey) readRSA(bits []byte) {
	c := der.NewCursor(bits, 0).Into("RSAPublicKey", der.Sequence)
	first, second := c.Take("modulus", der.Integer), c.Take("publicExponent", der.Integer)
	if c.Err() != nil {
		k.Unusable = "the RSA key cannot be read"
		return
	}
	// A modulus written without its leading zero would be negative: it is never meant so.
	k.modulus, k.exponent = new(big.Int).SetBytes(first.Content), new(big.Int).SetBytes(second.Content)
	k.Bits = k.modulus.BitLen()
	switch {
	case k.Bits < minRSABits || k.Bits > maxRSABits:
		k.Unusable = "the RSA key has fewer than 1024 or more than 8192 bits"
	case k.exponent.BitLen() > maxExponentBits || k.exponent.BitLen() < 2 || k.exponent.Bit(0) == 0 || k.modulus.Bit(0) == 0:
		k.Unusable = "the RSA key's numbers are none of a key"
	}
}

// readCurve reads EcpkParameters, RFC 3279 clause 2.3.5.
func (k *PublicKey) readCurve(parameters der.Element) {
	switch parameters.Tag {
	case der.ObjectID:
		oid, _ := parameters.OID()
		k.use(curves()[oid], "the named curve is none that is known here")
	case der.Sequence:
		k.Explicit = true
		k.readExplicit(parameters)
	default:
		k.Unusable = "the key does not say its curve"
	}
}

func (k *PublicKey) use(c *curve, why string) {
	if c == nil {
		k.Unusable = why
		return
	}
	k.curve, k.Curve, k.Bits = c, c.name, c.p.BitLen()
}
