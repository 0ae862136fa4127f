package cms

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"math/big"
	"testing"

	"bilgate/connectors/format/cms/cmstest"
)

// pssEncoded is EMSA-PSS-ENCODE, RFC 8017 clause 9.1.1, of a modulus of 2048 bits
// with a salt of 32 zeros; change alters the unmasked block and the whole.
func pssEncoded(digest []byte, block func(db []byte), whole func(em []byte)) []byte {
	salt := make([]byte, 32)
	h := sum(crypto.SHA256, append(append(make([]byte, 8), digest...), salt...))
	db := make([]byte, 256-32-1)
	db[len(db)-33] = 1
	block(db)
	masked := unmask(crypto.SHA256, h, db)
	masked[0] &= 0x7F
	em := append(append(masked, h...), 0xBC)
	whole(em)
	return em
}

// TestPSSEncoding: each part of the encoded message is looked at.
func TestPSSEncoding(t *testing.T) {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	key := &PublicKey{modulus: private.N, exponent: big.NewInt(int64(private.E))}
	digest := sha256.Sum256([]byte("message"))
	how := scheme{kind: kindPSS, hash: crypto.SHA256, mgf: crypto.SHA256, salt: 32}
	nothing := func([]byte) {}
	for what, c := range map[string]struct {
		block, whole func([]byte)
		salt         int
		want         bool
	}{
		"as it is":           {nothing, nothing, 32, true},
		"trailer":            {nothing, func(em []byte) { em[255] = 0xCC }, 32, false},
		"padding":            {func(db []byte) { db[5] = 1 }, nothing, 32, false},
		"no one before salt": {func(db []byte) { db[len(db)-33] = 2 }, nothing, 32, false},
		"salt":               {func(db []byte) { db[len(db)-1] = 9 }, nothing, 32, false},
		"hash":               {nothing, func(em []byte) { em[254] ^= 1 }, 32, false},
		"salt length":        {nothing, nothing, 20, false},
		"salt beyond":        {nothing, nothing, 1 << 30, false},
	} {
		em := new(big.Int).SetBytes(pssEncoded(digest[:], c.block, c.whole))
		signature := em.Exp(em, private.D, private.N).FillBytes(make([]byte, 256))
		how.salt = c.salt
		if got := key.verifyPSS(how, digest[:], signature); got != c.want {
			t.Errorf("%s: %v", what, got)
		}
	}
}

// TestPKCS1Padding: eight octets of padding at least, and nothing behind the digest.
func TestPKCS1Padding(t *testing.T) {
	info, digest := digestInfos[crypto.SHA256], make([]byte, 32)
	encoded := func(padding int, tail ...byte) []byte {
		em := append([]byte{0, 1}, bytes.Repeat([]byte{0xFF}, padding)...)
		return append(append(append(append(em, 0), info...), digest...), tail...)
	}
	for what, c := range map[string]struct {
		em   []byte
		want bool
	}{"eight": {encoded(8), true}, "seven": {encoded(7), false}, "tail": {encoded(8, 0), false}} {
		if matchesPKCS1(c.em, info, digest) != c.want {
			t.Error(what)
		}
	}
	if short := withoutNull(info); len(short) != len(info)-2 || short[1] != info[1]-2 || !bytes.HasSuffix(short, []byte{1, 4, 32}) {
		t.Errorf("%x", short)
	}
}

// TestPointsOffTheCurve: a key that is no point of its curve checks nothing.
func TestPointsOffTheCurve(t *testing.T) {
	c := curves()["1.3.36.3.3.2.8.1.1.7"]
	word := func(n *big.Int) []byte { return n.FillBytes(make([]byte, 32)) }
	whole := append([]byte{4}, append(word(c.gx), word(c.gy)...)...)
	if _, _, ok := c.decode(whole); !ok {
		t.Fatal("the generator is no point")
	}
	off := bytes.Clone(whole)
	off[64] ^= 1
	far := append([]byte{4}, append(bytes.Repeat([]byte{0xFF}, 32), word(c.gy)...)...)
	for what, b := range map[string][]byte{"empty": {}, "infinity": {0}, "off the curve": off, "beyond the field": far, "short": whole[:64], "hybrid": append([]byte{6 + byte(1-c.gy.Bit(0))}, whole[1:]...)} {
		if _, _, ok := c.decode(b); ok {
			t.Errorf("%s is a point", what)
		}
	}
	s := newState("p256", "brainpool")
	data := s.message().Sign(s.signer)
	signed := mustMessage(t, data)
	signed.Certificates[0].Key.point = off
	if r := signed.Verify(nil)[0]; r.Signature.Result != Fail {
		t.Errorf("%+v", r.Signature)
	}
}

// TestAddition: equal points, opposite points and infinity.
func TestAddition(t *testing.T) {
	for _, c := range curves() {
		g := affine(c.gx, c.gy)
		minus := affine(c.gx, new(big.Int).Sub(c.p, c.gy))
		if sum, twice := c.add(g, g), c.double(g); c.affineX(sum).Cmp(c.affineX(twice)) != 0 {
			t.Errorf("%s: G + G is not 2G", c.name)
		}
		if c.add(g, minus).z.Sign() != 0 || c.add(infinity(), g) != g || c.add(g, infinity()) != g {
			t.Errorf("%s: infinity", c.name)
		}
		one, two := c.combine(big.NewInt(5), new(big.Int), g), c.combine(big.NewInt(3), big.NewInt(2), g)
		if c.affineX(one).Cmp(c.affineX(two)) != 0 {
			t.Errorf("%s: 5G is not 3G + 2G", c.name)
		}
	}
}

// TestPlainECDSA: r and s one behind the other, as BSI TR-03111 writes them.
func TestPlainECDSA(t *testing.T) {
	key, err := ParsePublicKey(mustElement(t, keys()["brainpool"].SPKI))
	if err != nil {
		t.Fatal(err)
	}
	r, s, ok := key.curve.readSignature(kindECDSA, keys()["brainpool"].Sign([]byte("message")))
	if !ok {
		t.Fatal("no signature")
	}
	plain := append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
	algorithm := Algorithm{OID: "0.4.0.127.0.7.1.1.4.1.3"}
	if v := key.check(algorithm, 0, []byte("message"), plain); v.Result != Pass {
		t.Errorf("%+v", v)
	}
	for _, bad := range [][]byte{plain[:63], nil, cmstest.Sequence(cmstest.Int(r), cmstest.Int(s))} {
		if v := key.check(algorithm, 0, []byte("message"), bad); v.Result != Fail {
			t.Errorf("%d bytes: %+v", len(bad), v)
		}
	}
}
