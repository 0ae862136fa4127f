package cms

import (
	"bytes"
	"math/big"
	"testing"
	"time"

	"bilgate/connectors/format/cms/cmstest"
)

// TestChain says which authority proves a signer, and what is unknown.
func TestChain(t *testing.T) {
	for what, c := range map[string]struct {
		change func(*state) // of the authority in the store
		want   Result
	}{
		"as issued":                    {func(s *state) {}, Pass},
		"self-signature does not hold": {func(s *state) { s.authority = keys()["other"] }, Pass},
		"renamed, same key":            {func(s *state) { s.csca.Subject = cmstest.Name("UT", "CSCA of 2020", 0x0C) }, Pass},
		"no key id":                    {func(s *state) { s.csca.KeyID = nil }, Pass},
		"another key under its id":     {func(s *state) { s.csca.Key = keys()["other"].SPKI }, Fail},
		"another key and id":           {func(s *state) { s.csca.Key, s.csca.KeyID = keys()["other"].SPKI, []byte("other") }, Unknown},
		"another name and id":          {func(s *state) { s.csca.Subject, s.csca.KeyID = cmstest.Name("UT", "other", 0x0C), []byte("other") }, Unknown},
		"another country":              {func(s *state) { s.csca.Subject = cmstest.Name("XO", "CSCA", 0x0C) }, Fail},
	} {
		s := newState("p256", "rsa")
		signer := mustCertificate(t, cmstest.Certificate(s.ds, s.authority))
		c.change(&s)
		v, path := s.store(t).Chain(signer)
		if v.Result != c.want || v.Reason == "" || (path != nil) != (c.want == Pass) {
			t.Errorf("%s: %+v, want %s", what, v, c.want)
		}
	}
}

func TestChainWithoutStoreOrSigner(t *testing.T) {
	var none *Store
	s := newState("p256", "rsa")
	if v, _ := none.Chain(mustCertificate(t, s.message().Certificates[0])); v.Result != Unknown {
		t.Errorf("no store: %+v", v)
	}
	if v, _ := s.store(t).Chain(nil); v.Result != Unknown {
		t.Errorf("no signer: %+v", v)
	}
}

// TestSignerOfAnotherCountry: an authority signs for its own country only.
func TestSignerOfAnotherCountry(t *testing.T) {
	s := newState("p256", "rsa")
	s.ds.Subject = cmstest.Name("XO", "DS", 0x0C)
	if v, _ := s.store(t).Chain(mustCertificate(t, cmstest.Certificate(s.ds, s.authority))); v.Result != Fail {
		t.Errorf("%+v", v)
	}
}

// TestLinkCertificate: the old key signs the new one; the store trusts the old one.
func TestLinkCertificate(t *testing.T) {
	s := newState("p256", "rsa")
	newKey := keys()["brainpool"]
	newName := cmstest.Name("UT", "CSCA 2", 0x0C)
	link := cmstest.Spec{Serial: big.NewInt(3), Issuer: s.csca.Subject, Subject: newName, From: from, To: to, Key: newKey.SPKI,
		KeyID: []byte("new"), IssuerID: []byte("csca"), CA: true, Usage: UsageCertSign}
	s.ds.Issuer, s.ds.IssuerID = newName, []byte("new")
	signer := mustCertificate(t, cmstest.Certificate(s.ds, newKey))
	store := s.store(t)
	if v, _ := store.Chain(signer); v.Result != Unknown {
		t.Errorf("without the link: %+v", v)
	}
	store.AddLinks(mustCertificate(t, cmstest.Certificate(link, s.authority)))
	if v, path := store.Chain(signer); v.Result != Pass || len(path) != 3 {
		t.Errorf("with the link: %+v, %d certificates", v, len(path))
	}
	for what, change := range map[string]func(*cmstest.Spec){
		"no authority": func(l *cmstest.Spec) { l.CA = false },
		"other usage":  func(l *cmstest.Spec) { l.Usage = UsageSignature },
	} {
		bad := link
		change(&bad)
		store := s.store(t)
		store.AddLinks(mustCertificate(t, cmstest.Certificate(bad, s.authority)))
		if v, _ := store.Chain(signer); v.Result == Pass {
			t.Errorf("%s: a link that is none passes", what)
		}
	}
	whole := s.store(t)
	whole.AddLinks(mustCertificate(t, cmstest.Certificate(link, s.authority)))
	stranger := mustCertificate(t, cmstest.Certificate(s.ds, keys()["other"]))
	if v, _ := whole.Chain(stranger); v.Result == Pass {
		t.Error("a signer that the link did not sign passes")
	}
	forged := s.store(t)
	forged.AddLinks(mustCertificate(t, cmstest.Certificate(link, keys()["other"])))
	if v, _ := forged.Chain(signer); v.Result != Fail {
		t.Errorf("forged link: %+v", v)
	}
}

// TestLinksInCircle ends.
func TestLinksInCircle(t *testing.T) {
	s := newState("p256", "rsa")
	s.csca.Issuer, s.csca.IssuerID = s.csca.Subject, []byte("csca")
	store := &Store{}
	store.AddLinks(mustCertificate(t, cmstest.Certificate(s.csca, s.authority)))
	if v, _ := store.Chain(mustCertificate(t, cmstest.Certificate(s.ds, s.authority))); v.Result != Unknown {
		t.Errorf("%+v", v)
	}
}

func TestValidityOnTheDay(t *testing.T) {
	s := newState("p256", "rsa")
	cert := mustCertificate(t, cmstest.Certificate(s.ds, s.authority))
	for at, want := range map[time.Time]Result{
		from: Pass, from.AddDate(0, 1, 0): Pass, s.ds.To: Pass, s.ds.To.Add(time.Second): Fail, from.Add(-time.Second): Fail, {}: Unknown,
	} {
		if v := cert.ValidAt(at); v.Result != want {
			t.Errorf("%v: %+v, want %s", at, v, want)
		}
	}
}

// list makes a master list of certificates.
func masterList(s state, certificates ...[]byte) []byte {
	m := s.message()
	m.ContentType = cmstest.OIDMasterList
	m.Content = cmstest.Sequence(cmstest.Small(0), cmstest.Set(certificates...))
	return m.Sign(s.signer)
}

// TestMasterListLosesNothing: what comes in is kept, folded or unreadable.
func TestMasterListLosesNothing(t *testing.T) {
	s := newState("rsa", "rsa")
	first := cmstest.Certificate(s.csca, s.authority)
	s.csca.Serial = big.NewInt(-5)
	second := cmstest.Certificate(s.csca, s.authority)
	data := masterList(s, first, second, first, cmstest.Sequence(cmstest.Small(9)))
	m, err := ParseMasterList(data)
	if err != nil || m.Held != 4 || len(m.Certificates) != 3 || len(m.Unreadable) != 1 || m.Verify(nil).Result != Pass {
		t.Fatalf("%v, %+v", err, m)
	}
	if f := m.Findings[len(m.Findings)-1]; f.Record != 4 || f.Rule != RuleCertificate || !bytes.HasPrefix(data[f.Offset:], m.Unreadable[0]) {
		t.Errorf("%+v", f)
	}
	store := &Store{}
	if n, err := store.AddMasterList(data); err != nil || n != (Count{Held: 4, Kept: 2, Folded: 1, Unreadable: 1}) {
		t.Errorf("%+v, %v", n, err)
	}
	if n, err := store.AddMasterList(data); err != nil || n != (Count{Held: 4, Folded: 3, Unreadable: 1}) || len(store.Anchors()) != 2 {
		t.Errorf("again: %+v, %v", n, err)
	}
}

// TestChangedMasterListIsRefused: one changed byte, and no certificate of it is trusted.
func TestChangedMasterListIsRefused(t *testing.T) {
	s := newState("rsa", "rsa")
	cert := cmstest.Certificate(s.csca, s.authority)
	data := masterList(s, cert)
	data[bytes.Index(data, cert)+len(cert)-1] ^= 1
	store := &Store{}
	if n, err := store.AddMasterList(data); err == nil || n != (Count{}) || len(store.Anchors()) != 0 {
		t.Errorf("%+v, %v", n, err)
	}
	if _, err := store.AddMasterList(cmstest.Sequence()); err == nil {
		t.Error("nothing is a master list")
	}
}
