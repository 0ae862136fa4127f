package cms

import (
	"bytes"
	"math/big"
	"slices"
	"testing"

	"bilgate/connectors/format/cms/cmstest"
)

// TestMadeSignatures: each kind of key signs certificates and messages that pass, and
// one that is signed by another key of the kind fails.
func TestMadeSignatures(t *testing.T) {
	for _, kind := range []string{"rsa", "pss", "p256", "brainpool"} {
		s := newState(kind, kind)
		signed := mustMessage(t, s.message().Sign(s.signer))
		r := signed.Verify(nil)[0]
		chain, _ := s.store(t).Chain(r.Certificate)
		if r.Overall().Result != Pass || r.Found.Result != Pass || chain.Result != Pass || len(signed.Findings) != 0 {
			t.Errorf("%s: %+v, chain %+v, %v", kind, r.Overall(), chain, signed.Findings)
		}
		forged := s.message()
		forged.Content = []byte("forged")
		r = mustMessage(t, forged.Sign(keys()["other"])).Verify(nil)[0]
		if r.Signature.Result != Fail || r.MessageDigest.Result != Pass {
			t.Errorf("%s forged: %+v %+v", kind, r.Signature, r.MessageDigest)
		}
	}
}

// TestOtherAlgorithmNames: bare rsaEncryption, and a name with another digest than
// was used, which is a finding.
func TestOtherAlgorithmNames(t *testing.T) {
	for what, c := range map[string]struct {
		signer, oid string
		finding     bool
	}{
		"bare rsaEncryption":  {"rsa", oidRSA, false},
		"bare ecPublicKey":    {"p256", oidEC, false},
		"ECDSA with SHA-1":    {"p256", "1.2.840.10045.4.1", true},
		"PKCS#1 with SHA-512": {"rsa", "1.2.840.113549.1.1.13", true},
	} {
		s := newState("p256", c.signer)
		m := s.message()
		m.Algorithm = cmstest.Algorithm(c.oid)
		signed := mustMessage(t, m.Sign(s.signer))
		if r := signed.Verify(nil)[0]; r.Overall().Result != Pass || hasRule(signed.Findings, RuleAlgorithm) != c.finding {
			t.Errorf("%s: %+v, %+v", what, r.Overall(), signed.Findings)
		}
	}
}

func TestWithoutSignedAttributes(t *testing.T) {
	s := newState("p256", "p256")
	m := s.message()
	m.WithoutSigned = true
	data := m.Sign(s.signer)
	if r := mustMessage(t, data).Verify(nil)[0]; r.Overall().Result != Pass {
		t.Errorf("%+v", r.Overall())
	}
	data[bytes.Index(data, []byte("content"))] ^= 1
	if r := mustMessage(t, data).Verify(nil)[0]; r.Signature.Result != Fail {
		t.Errorf("changed content: %+v", r.Signature)
	}
}

// TestSignerFromStore: a message without certificates is unknown until the store has the signer.
func TestSignerFromStore(t *testing.T) {
	s := newState("p256", "rsa")
	for _, byKey := range []bool{false, true} {
		m := s.message()
		cert := m.Certificates[0]
		m.Certificates = nil
		if byKey {
			m.KeyID = s.ds.KeyID
		}
		signed := mustMessage(t, m.Sign(s.signer))
		store := s.store(t)
		if r := signed.Verify(store)[0]; r.Found.Result != Unknown || r.Signature.Result != Unknown || r.MessageDigest.Result != Pass {
			t.Errorf("without the signer: %+v", r)
		}
		store.AddSigners(mustCertificate(t, cert))
		if r := signed.Verify(store)[0]; r.Found.Result != Pass || r.Signature.Result != Pass {
			t.Errorf("with the signer: %+v", r)
		}
	}
}

// TestIssuerByValue: the signer names his issuer in another string type, case and spacing.
func TestIssuerByValue(t *testing.T) {
	s := newState("p256", "p256")
	wide := []byte{0, 'c', 0, 's', 0, 'c', 0, 'A'}
	for what, name := range map[string][]byte{
		"PrintableString": cmstest.Name("UT", "CSCA", 0x13),
		"BMPString":       cmstest.Name("ut", string(wide), 0x1E),
		"spaces":          cmstest.Name("UT", "  csca ", 0x14),
	} {
		m := s.message()
		m.Issuer = name
		if r := mustMessage(t, m.Sign(s.signer)).Verify(nil)[0]; r.Overall().Result != Pass {
			t.Errorf("%s: %+v", what, r.Overall())
		}
	}
	m := s.message()
	m.Issuer = cmstest.Name("UT", "CSC A", 0x0C)
	if r := mustMessage(t, m.Sign(s.signer)).Verify(nil)[0]; r.Found.Result != Unknown {
		t.Errorf("another name is the same: %+v", r.Found)
	}
}

// TestAttributesAgainstContent: contentType and messageDigest must be the content's.
func TestAttributesAgainstContent(t *testing.T) {
	s := newState("p256", "p256")
	data := s.message().Sign(s.signer)
	oid := cmstest.OID(cmstest.OIDSecurity)
	inContent := slices.Clone(data)
	inContent[bytes.Index(data, oid)+len(oid)-1]++
	r := mustMessage(t, inContent).Verify(nil)[0]
	if r.MessageDigest.Result != Fail || r.Signature.Result != Pass {
		t.Errorf("another content type: %+v %+v", r.MessageDigest, r.Signature)
	}
	signed := mustMessage(t, data)
	signed.Signers[0].digests = nil
	if v := signed.checkDigest(&signed.Signers[0]); v.Result != Fail {
		t.Errorf("no messageDigest: %+v", v)
	}
}

// TestAttributesOutOfOrder: attributes received in another order or with longer
// lengths than those that were signed are checked by their distinguished encoding.
func TestAttributesOutOfOrder(t *testing.T) {
	s := newState("p256", "p256")
	m := s.message()
	m.SigningTime = from
	signed := mustMessage(t, m.Sign(s.signer))
	signer := &signed.Signers[0]
	c := signer.attributes.Inside("")
	first, second, third := c.Any(""), c.Any(""), c.Any("")
	shuffled := cmstest.TLV(0xA0, third.Raw, append([]byte{0x30, 0x81}, second.Raw[1:]...), first.Raw)
	at := bytes.Index(m.Sign(s.signer), signer.attributes.Raw)
	if at < 0 {
		t.Fatal("the attributes are not in the message")
	}
	e := mustElement(t, shuffled)
	signer.attributes = e
	if v := signer.check(signed, signed.Certificates[0]); v.Result != Pass {
		t.Errorf("%+v", v)
	}
	if !signer.SigningTime.Equal(from) {
		t.Errorf("signing time %v", signer.SigningTime)
	}
}

// TestUnknownStaysUnknown: algorithms and keys that are not checked here neither pass nor fail.
func TestUnknownStaysUnknown(t *testing.T) {
	s := newState("p256", "p256")
	cert := mustCertificate(t, s.message().Certificates[0])
	for what, change := range map[string]func(k *PublicKey, a *Algorithm){
		"signature algorithm": func(k *PublicKey, a *Algorithm) { a.OID = "1.2.840.113549.1.1.4" },
		"public key":          func(k *PublicKey, a *Algorithm) { k.Unusable = "for the test" },
		"no digest":           func(k *PublicKey, a *Algorithm) { a.OID = oidEC },
	} {
		key, algorithm := *cert.Key, cert.Algorithm
		change(&key, &algorithm)
		if v := key.check(algorithm, 0, cert.TBS, cert.Signature); v.Result != Unknown || v.Reason == "" {
			t.Errorf("%s: %+v", what, v)
		}
	}
	rsaAlgorithm := Algorithm{OID: cmstest.OIDSHA256RSA}
	if v := cert.Key.check(rsaAlgorithm, 0, cert.TBS, cert.Signature); v.Result != Fail {
		t.Errorf("an RSA signature of an EC key: %+v", v)
	}
}

// TestECDSARange: r and s of 0 and of the order never pass.
func TestECDSARange(t *testing.T) {
	for _, kind := range []string{"p256", "brainpool"} {
		key, err := ParsePublicKey(mustElement(t, keys()[kind].SPKI))
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []*big.Int{new(big.Int), key.curve.n, big.NewInt(-1)} {
			signature := cmstest.Sequence(cmstest.Int(n), cmstest.Int(n))
			if key.verifyECDSA(scheme{kind: kindECDSA}, make([]byte, 32), signature) {
				t.Errorf("%s: r = s = %v passes", kind, n)
			}
		}
	}
}

// TestTooManyCertificates: what is beyond the bound is not read, and said so.
func TestTooManyCertificates(t *testing.T) {
	s := newState("p256", "p256")
	m := s.message()
	m.Certificates = slices.Repeat(m.Certificates, maxCertificates+1)
	signed := mustMessage(t, m.Sign(s.signer))
	if len(signed.Certificates) != maxCertificates || !hasRule(signed.Findings, RuleTooMany) {
		t.Errorf("%d certificates, %+v", len(signed.Certificates), signed.Findings)
	}
	if r := signed.Verify(nil)[0]; r.Overall().Result != Pass {
		t.Errorf("%+v", r.Overall())
	}
}
