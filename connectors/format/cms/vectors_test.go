package cms

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// vector reads a message and its authority that OpenSSL made.
func vector(t testing.TB, name string) (message, authority []byte) {
	t.Helper()
	message, err1 := os.ReadFile(filepath.Join("testdata", name+".cms"))
	authority, err2 := os.ReadFile(filepath.Join("testdata", name+"-ca.der"))
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	return message, authority
}

func mustCertificate(t testing.TB, data []byte) *Certificate {
	t.Helper()
	cert, err := ParseCertificate(data)
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

// TestForeignSignatures checks messages and chains that another implementation made,
// and that one changed byte of the content, the attributes, the signature or the
// certificate fails.
func TestForeignSignatures(t *testing.T) {
	for name, want := range map[string]struct {
		curve    string
		explicit bool
		rule     string
	}{
		"bp224": {"brainpoolP224r1", true, RuleExplicitCurve},
		"bp256": {"brainpoolP256r1", true, RuleExplicitCurve},
		"bp320": {"secp256k1", false, RuleWeakDigest},
		"bp384": {"brainpoolP384t1", false, ""},
		"bp512": {"brainpoolP512r1", false, ""},
		"p256c": {"secp192r1", false, ""},
		"p521":  {"secp384r1", true, RuleExplicitCurve},
		"rsa":   {"", false, RuleWeakDigest},
		"pss":   {"", false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			message, authority := vector(t, name)
			signed, err := Parse(message)
			if err != nil {
				t.Fatal(err)
			}
			r := signed.Verify(nil)[0]
			if r.MessageDigest.Result != Pass || r.Signature.Result != Pass || string(signed.Content) != "sample content" {
				t.Fatalf("%+v %+v", r.MessageDigest, r.Signature)
			}
			if r.Certificate.Key.Curve != want.curve || r.Certificate.Key.Explicit != want.explicit {
				t.Errorf("key %+v", r.Certificate.Key)
			}
			if want.rule != "" && !slices.ContainsFunc(signed.Findings, func(f Finding) bool { return f.Rule == want.rule }) {
				t.Errorf("no finding %s in %+v", want.rule, signed.Findings)
			}
			store := &Store{}
			store.AddAnchors(mustCertificate(t, authority))
			if v, path := store.Chain(r.Certificate); v.Result != Pass || len(path) != 2 {
				t.Errorf("chain %+v", v)
			}
			failsChanged(t, message, signed, store)
		})
	}
}

// failsChanged changes a byte of each signed part and of the signature.
func failsChanged(t *testing.T, message []byte, signed *SignedData, store *Store) {
	signer := signed.Signers[0]
	for what, at := range map[string]int{
		"content":    strings.Index(string(message), "sample content"),
		"attributes": strings.Index(string(message), string(signer.digests[0])),
		"signature":  strings.LastIndex(string(message), string(signer.Signature)) + len(signer.Signature) - 3,
	} {
		changed := slices.Clone(message)
		changed[at] ^= 1
		again, err := Parse(changed)
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		r := again.Verify(nil)[0]
		if r.Overall().Result != Fail || (what == "content") != (r.Signature.Result == Pass) || (what == "signature") != (r.MessageDigest.Result == Pass) {
			t.Errorf("%s changed: digest %+v, signature %+v", what, r.MessageDigest, r.Signature)
		}
	}
	cert := *signed.Certificates[0]
	cert.TBS = slices.Clone(cert.TBS)
	cert.TBS[len(cert.TBS)-1] ^= 1
	if v, _ := store.Chain(&cert); v.Result != Fail {
		t.Errorf("certificate changed: chain %+v", v)
	}
}

// TestForeignAuthorityIsUnknown: another state's authority proves nothing.
func TestForeignAuthorityIsUnknown(t *testing.T) {
	message, _ := vector(t, "rsa")
	_, other := vector(t, "pss")
	store := &Store{}
	store.AddAnchors(mustCertificate(t, other))
	signed, err := Parse(message)
	if err != nil {
		t.Fatal(err)
	}
	if v, path := store.Chain(signed.Certificates[0]); v.Result != Unknown || path != nil {
		t.Errorf("chain %+v", v)
	}
}

// TestCurvesHoldTheirGenerators checks each row of the table by its own arithmetic.
func TestCurvesHoldTheirGenerators(t *testing.T) {
	if len(curves()) != 20 {
		t.Fatalf("%d curves", len(curves()))
	}
	for _, c := range curves() {
		if !c.holds(c.gx, c.gy) || !c.n.ProbablyPrime(8) || !c.p.ProbablyPrime(8) {
			t.Errorf("%s: generator, field or order", c.name)
		}
		if end := c.combine(c.n, c.n, affine(c.gx, c.gy)); end.z.Sign() != 0 {
			t.Errorf("%s: n·G is not infinity", c.name)
		}
	}
}
