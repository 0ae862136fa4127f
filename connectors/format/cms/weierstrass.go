package cms

import "math/big"

// point is in Jacobian coordinates: x/z², y/z³; z = 0 is the point at infinity.
type point struct{ x, y, z *big.Int }

func affine(x, y *big.Int) point { return point{x, y, big.NewInt(1)} }

func infinity() point { return point{big.NewInt(1), big.NewInt(1), new(big.Int)} }

// combine returns u1·G + u2·Q by going through both scalars at once, highest bit first.
func (c *curve) combine(u1, u2 *big.Int, q point) point {
	g := affine(c.gx, c.gy)
	both := c.add(g, q)
	sum := infinity()
	for i := max(u1.BitLen(), u2.BitLen()) - 1; i >= 0; i-- {
		sum = c.double(sum)
		switch u1.Bit(i) | u2.Bit(i)<<1 {
		case 1:
			sum = c.add(sum, g)
		case 2:
			sum = c.add(sum, q)
		case 3:
			sum = c.add(sum, both)
		}
	}
	return sum
}

// affineX is the x coordinate of a point that is not at infinity.
func (c *curve) affineX(p point) *big.Int {
	zi := new(big.Int).ModInverse(p.z, c.p)
	return c.mul(p.x, c.mul(zi, zi))
}

func (c *curve) mul(a, b *big.Int) *big.Int {
	r := new(big.Int).Mul(a, b)
	return r.Mod(r, c.p)
}

func (c *curve) sub(a, b *big.Int) *big.Int {
	r := new(big.Int).Sub(a, b)
	return r.Mod(r, c.p)
}

// double is 2p for any a (explicit-formulas database, dbl-2007-bl without its savings).
func (c *curve) double(p point) point {
	if p.z.Sign() == 0 || p.y.Sign() == 0 {
		return infinity()
	}
	yy := c.mul(p.y, p.y)
	s := c.mul(new(big.Int).Lsh(p.x, 2), yy)
	zz := c.mul(p.z, p.z)
	m := new(big.Int).Mul(c.mul(p.x, p.x), big.NewInt(3))
	m.Add(m, new(big.Int).Mul(c.a, c.mul(zz, zz)))
	m.Mod(m, c.p)
	x := c.sub(c.mul(m, m), new(big.Int).Lsh(s, 1))
	y := c.sub(c.mul(m, c.sub(s, x)), new(big.Int).Lsh(c.mul(yy, yy), 3))
	return point{x, y, c.mul(new(big.Int).Lsh(p.y, 1), p.z)}
}

// add is p + q, equal and opposite points included.
func (c *curve) add(p, q point) point {
	if p.z.Sign() == 0 {
		return q
	}
	if q.z.Sign() == 0 {
		return p
	}
	pz, qz := c.mul(p.z, p.z), c.mul(q.z, q.z)
	u1, u2 := c.mul(p.x, qz), c.mul(q.x, pz)
	s1, s2 := c.mul(p.y, c.mul(qz, q.z)), c.mul(q.y, c.mul(pz, p.z))
	h, r := c.sub(u2, u1), c.sub(s2, s1)
	if h.Sign() == 0 {
		if r.Sign() == 0 {
			return c.double(p)
		}
		return infinity()
	}
	hh := c.mul(h, h)
	hhh := c.mul(h, hh)
	v := c.mul(u1, hh)
	x := c.sub(c.sub(c.mul(r, r), hhh), new(big.Int).Lsh(v, 1))
	y := c.sub(c.mul(r, c.sub(v, x)), c.mul(s1, hhh))
	return point{x, y, c.mul(c.mul(p.z, q.z), h)}
}
