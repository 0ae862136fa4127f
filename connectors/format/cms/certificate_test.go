package cms

import (
	"bytes"
	"math/big"
	"slices"
	"testing"

	"bilgate/connectors/format/cms/cmstest"
	"bilgate/connectors/format/der"
)

func mustElement(t testing.TB, data []byte) der.Element {
	t.Helper()
	e, err := der.ParseWhole(data)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func hasRule(found []Finding, rule string) bool {
	return slices.ContainsFunc(found, func(f Finding) bool { return f.Rule == rule && f.Message != "" })
}

// TestBrokenCertificatesAreRead: what authorities break is a finding, and the
// certificate still leads to its authority.
func TestBrokenCertificatesAreRead(t *testing.T) {
	for what, c := range map[string]struct {
		change func(*state)
		rule   string
	}{
		"negative serial":     {func(s *state) { s.ds.Serial = big.NewInt(-123456789) }, RuleSerial},
		"serial of zero":      {func(s *state) { s.ds.Serial = new(big.Int) }, RuleSerial},
		"no NULL":             {func(s *state) { s.authority.Algorithm = cmstest.Sequence(cmstest.OID(cmstest.OIDSHA256RSA)) }, RuleParameters},
		"no extensions":       {func(s *state) { s.ds.WithoutExtensions = true }, ""},
		"no key id of issuer": {func(s *state) { s.ds.IssuerID = nil }, ""},
		"ends before begin":   {func(s *state) { s.ds.To = from.AddDate(-1, 0, 0) }, RuleTime},
		"explicit curve":      {func(s *state) { s.ds.Key = explicitKey(t, nil) }, RuleExplicitCurve},
	} {
		s := newState("rsa", "p256")
		c.change(&s)
		cert := mustCertificate(t, cmstest.Certificate(s.ds, s.authority))
		if v, _ := s.store(t).Chain(cert); v.Result != Pass {
			t.Errorf("%s: chain %+v", what, v)
		}
		if c.rule == "" && len(cert.Findings) != 0 || c.rule != "" && !hasRule(cert.Findings, c.rule) {
			t.Errorf("%s: %+v, want %s", what, cert.Findings, c.rule)
		}
		if cert.Serial.Cmp(s.ds.Serial) != 0 {
			t.Errorf("%s: serial %v", what, cert.Serial)
		}
	}
}

// explicitKey is the brainpool test key with its curve written out; change alters
// the parameters' parts: version, field, curve, generator, order, cofactor.
func explicitKey(t *testing.T, change func(parts [][]byte)) []byte {
	c := curves()["1.3.36.3.3.2.8.1.1.7"]
	word := func(n *big.Int) []byte { return n.FillBytes(make([]byte, 32)) }
	parts := [][]byte{
		cmstest.Small(1),
		cmstest.Sequence(cmstest.OID(oidPrimeField), cmstest.Int(c.p)),
		cmstest.Sequence(cmstest.Octets(word(c.a)), cmstest.Octets(word(c.b))),
		cmstest.Octets(append([]byte{4}, append(word(c.gx), word(c.gy)...)...)),
		cmstest.Int(c.n),
		cmstest.Small(1),
	}
	if change != nil {
		change(parts)
	}
	key, err := ParsePublicKey(mustElement(t, keys()["brainpool"].SPKI))
	if err != nil {
		t.Fatal(err)
	}
	return cmstest.Sequence(cmstest.Sequence(cmstest.OID(oidEC), cmstest.Sequence(parts...)), cmstest.Bits(key.point))
}

// TestExplicitCurves: all parameters are a known curve's, or the key is not used.
func TestExplicitCurves(t *testing.T) {
	c := curves()["1.3.36.3.3.2.8.1.1.7"]
	double := c.double(affine(c.gx, c.gy))
	x, y := c.affinePoint(double)
	for what, test := range map[string]struct {
		change func(parts [][]byte)
		usable bool
	}{
		"known curve":          {nil, true},
		"without cofactor":     {func(p [][]byte) { p[5] = nil }, true},
		"compressed generator": {func(p [][]byte) { p[3] = cmstest.Octets(append([]byte{2 + byte(c.gy.Bit(0))}, c.gx.Bytes()...)) }, true},
		"another generator": {func(p [][]byte) {
			p[3] = cmstest.Octets(append([]byte{4}, append(x.FillBytes(make([]byte, 32)), y.FillBytes(make([]byte, 32))...)...))
		}, false},
		"another order":    {func(p [][]byte) { p[4] = cmstest.Int(c.p) }, false},
		"another cofactor": {func(p [][]byte) { p[5] = cmstest.Small(2) }, false},
		"another curve":    {func(p [][]byte) { p[2] = cmstest.Sequence(cmstest.Octets([]byte{3}), cmstest.Octets([]byte{7})) }, false},
		"binary field":     {func(p [][]byte) { p[1] = cmstest.Sequence(cmstest.OID("1.2.840.10045.1.2"), cmstest.Int(c.p)) }, false},
	} {
		key, err := ParsePublicKey(mustElement(t, explicitKey(t, test.change)))
		if err != nil || !key.Explicit || (key.Unusable == "") != test.usable || test.usable && key.Curve != "brainpoolP256r1" {
			t.Errorf("%s: %v, %+v", what, err, key)
		}
	}
}

// TestKeysThatAreNotUsed: too small, too large, or of another algorithm.
func TestKeysThatAreNotUsed(t *testing.T) {
	rsa := func(modulus *big.Int, exponent int64) []byte {
		return cmstest.Sequence(cmstest.Algorithm(oidRSA), cmstest.Bits(cmstest.Sequence(cmstest.Int(modulus), cmstest.Small(exponent))))
	}
	bits := func(n uint) *big.Int { return new(big.Int).Add(new(big.Int).Lsh(big.NewInt(1), n-1), big.NewInt(1)) }
	for what, spki := range map[string][]byte{
		"512 bits":       rsa(bits(512), 65537),
		"16384 bits":     rsa(bits(16384), 65537),
		"exponent of 1":  rsa(bits(2048), 1),
		"even modulus":   rsa(new(big.Int).Lsh(big.NewInt(1), 2047), 3),
		"DSA":            cmstest.Sequence(cmstest.Sequence(cmstest.OID("1.2.840.10040.4.1")), cmstest.Bits([]byte{1})),
		"unknown curve":  cmstest.Sequence(cmstest.Sequence(cmstest.OID(oidEC), cmstest.OID("1.2.3")), cmstest.Bits([]byte{4})),
		"implicit curve": cmstest.Sequence(cmstest.Sequence(cmstest.OID(oidEC), cmstest.TLV(5)), cmstest.Bits([]byte{4})),
	} {
		key, err := ParsePublicKey(mustElement(t, spki))
		if err != nil || key.Unusable == "" {
			t.Errorf("%s: %v, used", what, err)
		}
	}
	if _, err := ParsePublicKey(mustElement(t, cmstest.Sequence())); err == nil {
		t.Error("nothing is a key")
	}
}

func TestUnframedCertificate(t *testing.T) {
	s := newState("p256", "p256")
	whole := cmstest.Certificate(s.ds, s.authority)
	for what, data := range map[string][]byte{
		"empty": nil, "a byte behind": append(bytes.Clone(whole), 0), "cut": whole[:len(whole)-1], "integer": cmstest.Small(1),
		"no body": cmstest.Sequence(cmstest.Sequence(), s.authority.Algorithm, cmstest.Bits(nil)),
	} {
		_, err := ParseCertificate(data)
		f, ok := err.(*Finding)
		if !ok || f.Grade != GradeStructure || f.Field == "" || f.Rule == "" {
			t.Errorf("%s: %v", what, err)
		}
	}
}
