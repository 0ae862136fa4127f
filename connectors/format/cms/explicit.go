package cms

import (
	"math/big"

	"bilgate/connectors/format/der"
)

const oidPrimeField = "1.2.840.10045.1.1"

// readExplicit reads ECParameters, RFC 3279 clause 2.3.5, and looks for the known
// curve that has all of them. A curve's equation with another generator, order or
// cofactor makes any public key match a private one: such a key is never used.
func (k *PublicKey) readExplicit(e der.Element) {
	c := e.Inside("ECParameters")
	c.Take("ECParameters.version", der.Integer)
	p := readPrime(c)
	a, b := readEquation(c)
	generator := c.Take("ECParameters.base", der.OctetString).Content
	order := readInt(c, "ECParameters.order")
	cofactor := big.NewInt(1)
	if h, ok := c.Optional("ECParameters.cofactor", der.Integer); ok {
		cofactor, _ = h.Int()
	}
	if c.Err() != nil || cofactor == nil {
		k.Unusable = "the explicit curve parameters cannot be read"
		return
	}
	for _, known := range curves() {
		if known.sameField(p, a, b) {
			k.useExplicit(known, generator, order, cofactor)
			return
		}
	}
	k.Bits = p.BitLen()
	k.Unusable = "the explicit curve parameters are those of no curve known here"
}

func (k *PublicKey) useExplicit(known *curve, generator []byte, order, cofactor *big.Int) {
	gx, gy, ok := known.decode(generator)
	if !ok || gx.Cmp(known.gx) != 0 || gy.Cmp(known.gy) != 0 || order.Cmp(known.n) != 0 || cofactor.Cmp(big.NewInt(1)) != 0 {
		k.Unusable = "the explicit curve parameters are those of " + known.name + " with another generator, order or cofactor"
		return
	}
	k.use(known, "")
}

// readPrime reads a FieldID of a prime field.
func readPrime(c *der.Cursor) *big.Int {
	field := c.Into("ECParameters.fieldID", der.Sequence)
	oid, err := field.Take("fieldType", der.ObjectID).OID()
	field.Keep("fieldType", err)
	p := readInt(field, "ECParameters.prime")
	c.Keep("ECParameters.fieldID", field.Err())
	if oid != oidPrimeField {
		c.Keep("ECParameters.fieldID", &der.Fault{Rule: der.RuleValue, Reason: "not a prime field"})
	}
	return p
}

// readEquation reads a and b of a Curve; its seed is not needed.
func readEquation(c *der.Cursor) (a, b *big.Int) {
	inside := c.Into("ECParameters.curve", der.Sequence)
	first, second := inside.Take("a", der.OctetString), inside.Take("b", der.OctetString)
	c.Keep("ECParameters.curve", inside.Err())
	return new(big.Int).SetBytes(first.Content), new(big.Int).SetBytes(second.Content)
}

func readInt(c *der.Cursor, field string) *big.Int {
	n, err := c.Take(field, der.Integer).Int()
	c.Keep(field, err)
	if n == nil {
		return new(big.Int)
	}
	return n
}
