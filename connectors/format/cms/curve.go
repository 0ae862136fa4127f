package cms

import (
	"crypto/elliptic"
	_ "embed"
	"math/big"
	"strings"
	"sync"
)

// curve is a known elliptic curve y² = x³ + ax + b over the prime field of p, with
// a generator of prime order n and cofactor 1.
type curve struct {
	name, oid          string
	p, a, b, gx, gy, n *big.Int
	standard           elliptic.Curve // where the standard library has it
}

// curveTable holds SEC 2 and RFC 5639 curves, hexadecimal.
//
//go:embed curves.tsv
var curveTable string

var curves = sync.OnceValue(func() map[string]*curve {
	known := map[string]*curve{}
	for _, line := range strings.Split(strings.TrimSpace(curveTable), "\n")[1:] {
		c := readCurve(strings.Split(line, "\t"))
		known[c.oid] = c
	}
	known["1.3.132.0.33"].standard = elliptic.P224()
	known["1.2.840.10045.3.1.7"].standard = elliptic.P256()
	known["1.3.132.0.34"].standard = elliptic.P384()
	known["1.3.132.0.35"].standard = elliptic.P521()
	return known
})

// readCurve reads a row of the embedded table; a fault in it is a fault of the program.
func readCurve(row []string) *curve {
	numbers := make([]*big.Int, 6)
	for i := range numbers {
		n, ok := new(big.Int).SetString(row[2+i], 16)
		if !ok {
			panic("cms: curve table: " + row[0])
		}
		numbers[i] = n
	}
	return &curve{name: row[0], oid: row[1], p: numbers[0], a: numbers[1], b: numbers[2], gx: numbers[3], gy: numbers[4], n: numbers[5]}
}

// sameField reports whether explicit parameters are those of c, generator and order aside.
func (c *curve) sameField(p, a, b *big.Int) bool {
	return c.p.Cmp(p) == 0 && c.a.Cmp(a) == 0 && c.b.Cmp(b) == 0
}

// size is the bytes of a coordinate.
func (c *curve) size() int { return (c.p.BitLen() + 7) / 8 }

// decode reads a point, SEC 1 clause 2.3.4: uncompressed, compressed or hybrid. ok
// is false if it is no point of the curve.
func (c *curve) decode(b []byte) (x, y *big.Int, ok bool) {
	size := c.size()
	if len(b) == 0 {
		return nil, nil, false
	}
	switch form := b[0]; {
	case (form == 2 || form == 3) && len(b) == 1+size:
		return c.decompress(new(big.Int).SetBytes(b[1:]), uint(form&1))
	case (form == 4 || form == 6 || form == 7) && len(b) == 1+2*size:
		x, y = new(big.Int).SetBytes(b[1:1+size]), new(big.Int).SetBytes(b[1+size:])
		return x, y, c.holds(x, y) && (form == 4 || y.Bit(0) == uint(form&1))
	}
	return nil, nil, false
}

func (c *curve) decompress(x *big.Int, odd uint) (*big.Int, *big.Int, bool) {
	y := new(big.Int).ModSqrt(c.right(x), c.p)
	if y == nil || x.Cmp(c.p) >= 0 {
		return nil, nil, false
	}
	if y.Bit(0) != odd {
		y.Sub(c.p, y)
	}
	return x, y, c.holds(x, y)
}

// right is x³ + ax + b.
func (c *curve) right(x *big.Int) *big.Int {
	r := new(big.Int).Mul(x, x)
	r.Add(r, c.a).Mul(r, x).Add(r, c.b)
	return r.Mod(r, c.p)
}

func (c *curve) holds(x, y *big.Int) bool {
	if x.Cmp(c.p) >= 0 || y.Cmp(c.p) >= 0 {
		return false
	}
	left := new(big.Int).Mul(y, y)
	return left.Mod(left, c.p).Cmp(c.right(x)) == 0
}
