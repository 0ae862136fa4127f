package cms

import (
	"bytes"

	"bilgate/connectors/format/der"
)

// SignerReport is what is known of one signer.
type SignerReport struct {
	Signer        *SignerInfo
	Certificate   *Certificate // nil if it was not found
	Found         Verdict      // the signer's certificate
	MessageDigest Verdict      // the attributes contentType and messageDigest against the content
	Signature     Verdict      // over the signed attributes, or the content where there are none
}

// Overall is the worst of digest and signature.
func (r SignerReport) Overall() Verdict { return Worst(r.MessageDigest, r.Signature) }

// Verify checks every signer. Certificates that the message does not carry are
// looked for in the store, which may be nil.
func (s *SignedData) Verify(store *Store) []SignerReport {
	reports := make([]SignerReport, len(s.Signers))
	for i := range s.Signers {
		reports[i] = s.verifySigner(&s.Signers[i], store)
	}
	return reports
}

// verifySigner tries every certificate that the signer names, since a key identifier
// or a careless serial number may name two.
func (s *SignedData) verifySigner(signer *SignerInfo, store *Store) SignerReport {
	r := SignerReport{Signer: signer, MessageDigest: s.checkDigest(signer)}
	named := s.named(signer, store)
	if len(named) == 0 {
		r.Found = unknown("no certificate here is the one that the signer names")
		r.Signature = unknown("the signer's certificate is not here")
		return r
	}
	r.Found = pass("the signer's certificate is here")
	for i, cert := range named {
		v := signer.check(s, cert)
		if i == 0 || v.Result == Pass {
			r.Certificate, r.Signature = cert, v
		}
		if v.Result == Pass {
			break
		}
	}
	return r
}

// maxNamed bounds the certificates that are tried for one signer.
const maxNamed = 4

func (s *SignedData) named(signer *SignerInfo, store *Store) []*Certificate {
	var out []*Certificate
	for _, cert := range append(s.Certificates[:len(s.Certificates):len(s.Certificates)], store.signersFor(signer)...) {
		if signer.Names(cert) && len(out) < maxNamed {
			out = append(out, cert)
		}
	}
	return out
}

// checkDigest compares the signed attributes with the content, clauses 5.4, 11.1 and 11.2.
func (s *SignedData) checkDigest(signer *SignerInfo) Verdict {
	hash, ok := signer.Digest.Digest()
	switch {
	case s.Content == nil:
		return unknown("the content is not in the message")
	case !signer.hasAttribute:
		return pass("there are no signed attributes: the signature is over the content itself")
	case len(signer.contentType) != 1 || len(signer.digests) != 1:
		return fail("the signed attributes do not hold contentType and messageDigest once each")
	case signer.contentType[0] != s.ContentType:
		return fail("the signed contentType is not that of the content")
	case !ok:
		return unknown("digest algorithm " + signer.Digest.OID + " is not checked here")
	case !bytes.Equal(sum(hash, s.Content), signer.digests[0]):
		return fail("the content does not have the signed messageDigest")
	}
	return pass("the content has the signed messageDigest")
}

// check checks the signature with a certificate's key: over the attributes as
// received under the tag of a SET, else over their distinguished encoding.
func (signer *SignerInfo) check(s *SignedData, cert *Certificate) Verdict {
	if !signer.hasAttribute {
		if s.Content == nil {
			return unknown("the content is not in the message")
		}
		return signer.checkBytes(s.Content, cert)
	}
	received := der.Encode([]byte{0x31}, signer.attributes.Content)
	v := signer.checkBytes(received, cert)
	if v.Result != Fail {
		return v
	}
	canonical, err := der.Canonical(signer.attributes, 0x31)
	if err != nil || bytes.Equal(canonical, received) {
		return v
	}
	return signer.checkBytes(canonical, cert)
}

// checkBytes checks with the signature algorithm's digest, else with the message's:
// some signers name an algorithm with another digest than they used.
func (signer *SignerInfo) checkBytes(message []byte, cert *Certificate) Verdict {
	digest, known := signer.Digest.Digest()
	v := cert.Key.check(signer.Algorithm, digest, message, signer.Signature)
	s, why := signer.Algorithm.scheme()
	if v.Result != Fail || !known || why != "" || s.kind == kindPSS || s.hash == digest {
		return v
	}
	s.hash = digest
	return cert.Key.checkScheme(s, message, signer.Signature)
}

// Sum is the hash of data in a digest algorithm. ok is false if the algorithm is not read here.
func (a Algorithm) Sum(data []byte) (digest []byte, ok bool) {
	hash, ok := a.Digest()
	if !ok {
		return nil, false
	}
	return sum(hash, data), true
}
