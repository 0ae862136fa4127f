package cms

import (
	"bytes"
	"time"
)

// maxLinks is how many link certificates may stand between a document signer and an anchor.
const maxLinks = 4

// Chain leads a document signer to an anchor of the same country, ICAO Doc 9303
// part 11 clause 5.1 and part 12. An issuer is looked for by key identifier and by
// name compared by value, and proven by the signature over the bytes as received. An
// anchor's own signature is not checked, nor any validity: see [Certificate.ValidAt].
//
// path begins with the document signer and ends with the anchor; it is nil unless
// the verdict is pass. fail: an authority that is named signed otherwise, or is of
// another country. unknown: no such authority is in the store, or its signature
// cannot be checked here.
func (s *Store) Chain(signer *Certificate) (v Verdict, path []*Certificate) {
	if signer == nil {
		return unknown("there is no signer to lead to an authority"), nil
	}
	if s == nil {
		return unknown("no country signing authority is here"), nil
	}
	walk := chainWalk{store: s, country: signer.Issuer.Country, tried: map[*Certificate]bool{}}
	if signer.Issuer.Country != "" && signer.Subject.Country != "" && signer.Issuer.Country != signer.Subject.Country {
		return fail("the signer and its issuer are of different countries"), nil
	}
	return walk.from(signer, nil)
}

// chainWalk goes from certificate to issuer; no link is tried twice.
type chainWalk struct {
	store   *Store
	country string
	tried   map[*Certificate]bool
}

func (w *chainWalk) from(cert *Certificate, below []*Certificate) (Verdict, []*Certificate) {
	path := append(below[:len(below):len(below)], cert)
	anchor, v := w.issuer(&w.store.anchors, cert)
	if v.Result == Pass {
		return v, append(path, anchor)
	}
	if len(path) > maxLinks {
		return v, nil
	}
	for _, link := range w.store.links.issuers(cert) {
		if w.tried[link] || !link.mayIssue() || w.judge(cert, link).Result != Pass {
			continue
		}
		w.tried[link] = true
		up, whole := w.from(link, path)
		if up.Result == Pass {
			return pass("the signer leads through a link certificate to a country signing authority in the store"), whole
		}
		v = up
	}
	return v, nil
}

// issuer returns the certificate that signed cert, or the worst that was found instead.
func (w *chainWalk) issuer(x *index, cert *Certificate) (*Certificate, Verdict) {
	worst := unknown("no country signing authority with this name or key is in the store")
	for i, candidate := range x.issuers(cert) {
		v := w.judge(cert, candidate)
		if v.Result == Pass {
			return candidate, v
		}
		if i == 0 || v.Result == Fail {
			worst = v
		}
	}
	return nil, worst
}

// judge says whether candidate issued cert. A candidate that shares the name but
// says that its key is another proves nothing when its signature does not fit.
func (w *chainWalk) judge(cert, candidate *Certificate) Verdict {
	if w.country != "" && candidate.Subject.Country != "" && candidate.Subject.Country != w.country {
		return fail("the authority with this key is of another country")
	}
	v := cert.SignedBy(candidate)
	switch {
	case v.Result == Pass:
		return pass("the signer is signed by a country signing authority in the store")
	case v.Result == Fail && cert.otherKey(candidate):
		return unknown("authorities of this name are in the store, but not the one with this key")
	case v.Result == Fail:
		return fail("the signer is not signed by the country signing authority that it names")
	}
	return v
}

// otherKey reports whether the key identifiers say that candidate's key did not sign cert.
func (cert *Certificate) otherKey(candidate *Certificate) bool {
	return len(cert.AuthorityKeyID) > 0 && len(candidate.SubjectKeyID) > 0 && !bytes.Equal(cert.AuthorityKeyID, candidate.SubjectKeyID)
}

// issuers are the certificates that cert may mean: first those with its authority's
// key identifier, then those with its issuer's name.
func (x *index) issuers(cert *Certificate) []*Certificate {
	var out []*Certificate
	if len(cert.AuthorityKeyID) > 0 {
		out = append(out, x.byKeyID[string(cert.AuthorityKeyID)]...)
	}
	for _, candidate := range x.bySubject[cert.Issuer.value] {
		if len(cert.AuthorityKeyID) == 0 || !bytes.Equal(cert.AuthorityKeyID, candidate.SubjectKeyID) {
			out = append(out, candidate)
		}
	}
	return out
}

// mayIssue reports whether the certificate says that it is an authority.
func (cert *Certificate) mayIssue() bool {
	return cert.CA && (cert.KeyUsage < 0 || cert.KeyUsage&UsageCertSign != 0)
}

// ValidAt says whether the certificate was valid at a date. A signer is judged at
// the day it signed: it ends long before the documents that it signed.
func (cert *Certificate) ValidAt(at time.Time) Verdict {
	if cert == nil {
		return unknown("the signer's certificate is not here")
	}
	if at.IsZero() {
		return unknown("the day of signing is not known")
	}
	holds, known := cert.Holds(at)
	switch {
	case !known:
		return unknown("the certificate's validity cannot be read")
	case !holds:
		return fail("the certificate was not valid on the day of signing")
	}
	return pass("the certificate was valid on the day of signing")
}
