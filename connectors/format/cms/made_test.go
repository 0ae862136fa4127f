package cms

import (
	"crypto/rand"
	"crypto/sha256"
	"math/big"
	"sync"
	"testing"
	"time"

	"bilgate/connectors/format/cms/cmstest"
)

// state is a made-up country with an authority and a document signer.
type state struct {
	authority, signer cmstest.Key
	csca, ds          cmstest.Spec
}

var (
	from = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	to   = time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	keys = sync.OnceValue(func() map[string]cmstest.Key {
		return map[string]cmstest.Key{"rsa": cmstest.RSA(), "pss": cmstest.PSS(), "p256": cmstest.P256(), "brainpool": brainpool(), "other": cmstest.P256()}
	})
)

// newState is a country whose authority and signer have keys of the two kinds.
func newState(authority, signer string) state {
	s := state{authority: keys()[authority], signer: keys()[signer]}
	name := cmstest.Name("UT", "CSCA", 0x0C)
	s.csca = cmstest.Spec{Serial: big.NewInt(1), Issuer: name, Subject: name, From: from, To: to, Key: s.authority.SPKI, KeyID: []byte("csca"), CA: true, Usage: UsageCertSign}
	s.ds = cmstest.Spec{Serial: big.NewInt(2), Issuer: name, Subject: cmstest.Name("UT", "DS", 0x0C), From: from, To: from.AddDate(0, 3, 0),
		Key: s.signer.SPKI, KeyID: []byte("ds"), IssuerID: []byte("csca"), Usage: UsageSignature}
	return s
}

// store trusts the state's authority.
func (s state) store(t testing.TB) *Store {
	store := &Store{}
	store.AddAnchors(mustCertificate(t, cmstest.Certificate(s.csca, s.authority)))
	return store
}

func (s state) message() cmstest.Message {
	return cmstest.Message{Version: 3, ContentType: cmstest.OIDSecurity, Content: []byte("content"), Issuer: s.ds.Issuer, Serial: s.ds.Serial,
		Certificates: [][]byte{cmstest.Certificate(s.ds, s.authority)}}
}

// brainpool is a key on brainpoolP256r1 that signs with this package's own arithmetic.
func brainpool() cmstest.Key {
	c := curves()["1.3.36.3.3.2.8.1.1.7"]
	secret := randomScalar(c)
	x, y := c.affinePoint(c.combine(secret, new(big.Int), affine(c.gx, c.gy)))
	public := append([]byte{4}, append(x.FillBytes(make([]byte, 32)), y.FillBytes(make([]byte, 32))...)...)
	return cmstest.Key{
		SPKI:      cmstest.Sequence(cmstest.Sequence(cmstest.OID(oidEC), cmstest.OID(c.oid)), cmstest.Bits(public)),
		Algorithm: cmstest.Sequence(cmstest.OID(cmstest.OIDECDSASHA256)),
		Sign:      func(message []byte) []byte { return c.sign(secret, message) },
	}
}

func randomScalar(c *curve) *big.Int {
	k, err := rand.Int(rand.Reader, new(big.Int).Sub(c.n, big.NewInt(1)))
	if err != nil {
		panic(err)
	}
	return k.Add(k, big.NewInt(1))
}

func (c *curve) affinePoint(p point) (x, y *big.Int) {
	zi := new(big.Int).ModInverse(p.z, c.p)
	zz := c.mul(zi, zi)
	return c.mul(p.x, zz), c.mul(p.y, c.mul(zz, zi))
}

func (c *curve) sign(secret *big.Int, message []byte) []byte {
	digest := sha256.Sum256(message)
	k := randomScalar(c)
	r := c.affineX(c.combine(k, new(big.Int), affine(c.gx, c.gy)))
	s := new(big.Int).Mul(secret, r)
	s.Add(s, c.truncate(digest[:])).Mul(s, new(big.Int).ModInverse(k, c.n)).Mod(s, c.n)
	return cmstest.Sequence(cmstest.Int(r), cmstest.Int(s))
}

func mustMessage(t testing.TB, data []byte) *SignedData {
	t.Helper()
	signed, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}
