package cms

import "crypto"

// check says whether signature is k's over message. digest is the hash function of
// an algorithm that names none itself.
func (k *PublicKey) check(a Algorithm, digest crypto.Hash, message, signature []byte) Verdict {
	s, why := a.scheme()
	if why != "" {
		return unknown(why)
	}
	if s.hash == 0 {
		s.hash = digest
	}
	return k.checkScheme(s, message, signature)
}

func (k *PublicKey) checkScheme(s scheme, message, signature []byte) Verdict {
	switch {
	case k == nil:
		return unknown("the signer's public key cannot be read")
	case k.Unusable != "":
		return unknown(k.Unusable)
	case s.hash == 0:
		return unknown("the signature algorithm names no digest, and none is known from elsewhere")
	case !s.fits(k):
		return fail("the signature algorithm is not one of the signer's key")
	case !k.verify(s, sum(s.hash, message), signature):
		return fail("the signature is not that of the signer's key over these bytes")
	}
	return pass("the signature is that of the signer's key")
}

func (s scheme) fits(k *PublicKey) bool {
	if s.kind == kindPKCS1 || s.kind == kindPSS {
		return k.modulus != nil
	}
	return k.curve != nil
}

func (k *PublicKey) verify(s scheme, digest, signature []byte) bool {
	switch s.kind {
	case kindPKCS1:
		return k.verifyPKCS1(s.hash, digest, signature)
	case kindPSS:
		return k.verifyPSS(s, digest, signature)
	}
	return k.verifyECDSA(s, digest, signature)
}
