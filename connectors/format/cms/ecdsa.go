package cms

import (
	"crypto/ecdsa"
	"math/big"

	"bilgate/connectors/format/der"
)

// verifyECDSA checks a signature over a digest, BSI TR-03111 clause 4.2.1.2.
func (k *PublicKey) verifyECDSA(s scheme, digest, signature []byte) bool {
	c := k.curve
	x, y, ok := c.decode(k.point)
	if !ok {
		return false
	}
	r, t, ok := c.readSignature(s.kind, signature)
	if !ok {
		return false
	}
	if c.standard != nil {
		size := (c.standard.Params().BitSize + 7) / 8
		point := append([]byte{4}, make([]byte, 2*size)...)
		x.FillBytes(point[1 : 1+size])
		y.FillBytes(point[1+size:])
		key, err := ecdsa.ParseUncompressedPublicKey(c.standard, point)
		return err == nil && ecdsa.Verify(key, digest, r, t)
	}
	w := new(big.Int).ModInverse(t, c.n)
	u1 := new(big.Int).Mul(c.truncate(digest), w)
	u2 := new(big.Int).Mul(r, w)
	sum := c.combine(u1.Mod(u1, c.n), u2.Mod(u2, c.n), affine(x, y))
	if sum.z.Sign() == 0 {
		return false
	}
	v := c.affineX(sum)
	return v.Mod(v, c.n).Cmp(r) == 0
}

// truncate is the digest's leftmost bits, as many as the order has.
func (c *curve) truncate(digest []byte) *big.Int {
	e := new(big.Int).SetBytes(digest)
	if extra := 8*len(digest) - c.n.BitLen(); extra > 0 {
		e.Rsh(e, uint(extra))
	}
	return e
}

// readSignature returns r and s, each between 1 and the order.
func (c *curve) readSignature(k kind, signature []byte) (r, s *big.Int, ok bool) {
	if k == kindPlainECDSA {
		half := len(signature) / 2
		r, s = new(big.Int).SetBytes(signature[:half]), new(big.Int).SetBytes(signature[half:])
		return r, s, len(signature)%2 == 0 && c.isScalar(r) && c.isScalar(s)
	}
	inside := der.NewCursor(signature, 0).Into("Ecdsa-Sig-Value", der.Sequence)
	first, second := inside.Take("r", der.Integer), inside.Take("s", der.Integer)
	if inside.Err() != nil {
		return nil, nil, false
	}
	r, err1 := first.Int()
	s, err2 := second.Int()
	return r, s, err1 == nil && err2 == nil && c.isScalar(r) && c.isScalar(s)
}

func (c *curve) isScalar(n *big.Int) bool { return n.Sign() > 0 && n.Cmp(c.n) < 0 }
