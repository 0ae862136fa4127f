package cms

import (
	"crypto/sha256"
	"fmt"
	"slices"
)

// Store holds the certificates that signatures are led to: anchors, which are
// trusted as they are, links between an authority's old and new key, and document
// signers, for messages that do not carry theirs. It is filled by one goroutine and
// may then be read by many.
type Store struct {
	anchors, links, signers index
}

// Count tells what became of the certificates that were added:
// Held = Kept + Folded + Unreadable.
type Count struct {
	Held       int // certificates that came in
	Kept       int // new to the store
	Folded     int // the store has one of the same bytes
	Unreadable int // not readable as a certificate
}

// index finds certificates by subject and by key identifier.
type index struct {
	all       []*Certificate
	seen      map[[32]byte]bool
	bySubject map[string][]*Certificate
	byKeyID   map[string][]*Certificate
}

// add keeps cert unless one of the same bytes is there.
func (x *index) add(cert *Certificate) (fresh bool) {
	if x.seen == nil {
		x.seen, x.bySubject, x.byKeyID = map[[32]byte]bool{}, map[string][]*Certificate{}, map[string][]*Certificate{}
	}
	sum := sha256.Sum256(cert.Raw)
	if x.seen[sum] {
		return false
	}
	x.seen[sum] = true
	x.all = append(x.all, cert)
	x.bySubject[cert.Subject.value] = append(x.bySubject[cert.Subject.value], cert)
	if len(cert.SubjectKeyID) > 0 {
		x.byKeyID[string(cert.SubjectKeyID)] = append(x.byKeyID[string(cert.SubjectKeyID)], cert)
	}
	return true
}

// addAll adds certificates and counts.
func (x *index) addAll(certs []*Certificate, unreadable int) Count {
	n := Count{Held: len(certs) + unreadable, Unreadable: unreadable}
	for _, cert := range certs {
		if x.add(cert) {
			n.Kept++
		} else {
			n.Folded++
		}
	}
	return n
}

// AddMasterList makes a master list's certificates anchors. A list whose own
// signature fails is refused whole; one that cannot be checked here is taken, since
// who names it to the store trusts it. Errors of the format are [*Finding] of grade F.
func (s *Store) AddMasterList(data []byte) (Count, error) {
	m, err := ParseMasterList(data)
	if err != nil {
		return Count{}, err
	}
	if v := m.Verify(nil); v.Result == Fail {
		return Count{}, fmt.Errorf("master list refused: %s; fetch it again from its publisher", v.Reason)
	}
	return s.anchors.addAll(m.Certificates, len(m.Unreadable)), nil
}

// AddAnchors makes certificates anchors. Nothing about them is checked.
func (s *Store) AddAnchors(certs ...*Certificate) Count { return s.anchors.addAll(certs, 0) }

// AddLinks adds certificates that may stand between a document signer and an anchor;
// they are trusted only as far as an anchor signed them.
func (s *Store) AddLinks(certs ...*Certificate) Count { return s.links.addAll(certs, 0) }

// AddSigners adds document signers for messages that carry none.
func (s *Store) AddSigners(certs ...*Certificate) Count { return s.signers.addAll(certs, 0) }

// Anchors are the anchors in the order they came; the caller keeps its hands off the certificates.
func (s *Store) Anchors() []*Certificate {
	if s == nil {
		return nil
	}
	return slices.Clone(s.anchors.all)
}

// signersFor returns document signers that the signer may mean.
func (s *Store) signersFor(signer *SignerInfo) []*Certificate {
	if s == nil {
		return nil
	}
	if signer.Serial == nil {
		return s.signers.byKeyID[string(signer.KeyID)]
	}
	var out []*Certificate
	for _, cert := range s.signers.all {
		if signer.Names(cert) {
			out = append(out, cert)
		}
	}
	return out
}
