package cms

import (
	"crypto"

	"bilgate/connectors/format/der"
)

// kind is a family of signatures.
type kind int

const (
	kindPKCS1      kind = iota + 1 // RSASSA-PKCS1-v1_5
	kindPSS                        // RSASSA-PSS
	kindECDSA                      // r and s in a SEQUENCE
	kindPlainECDSA                 // r and s one behind the other, BSI TR-03111 clause 5.2.1
)

// scheme is how a signature was made.
type scheme struct {
	kind kind
	hash crypto.Hash // 0: that of the message's digest algorithm
	mgf  crypto.Hash // of PSS
	salt int         // of PSS, bytes
}

const (
	oidRSA         = "1.2.840.113549.1.1.1"
	oidPSS         = "1.2.840.113549.1.1.10"
	oidMGF1        = "1.2.840.113549.1.1.8"
	oidEC          = "1.2.840.10045.2.1"
	oidECSpecified = "1.2.840.10045.4.3"
)

// schemes by object identifier: RFC 8017 appendix C, RFC 5758, BSI TR-03111 clause 5.2.1.
var schemes = map[string]scheme{
	oidRSA:                    {kind: kindPKCS1},
	"1.2.840.113549.1.1.5":    {kind: kindPKCS1, hash: crypto.SHA1},
	"1.3.14.3.2.29":           {kind: kindPKCS1, hash: crypto.SHA1},
	"1.2.840.113549.1.1.14":   {kind: kindPKCS1, hash: crypto.SHA224},
	"1.2.840.113549.1.1.11":   {kind: kindPKCS1, hash: crypto.SHA256},
	"1.2.840.113549.1.1.12":   {kind: kindPKCS1, hash: crypto.SHA384},
	"1.2.840.113549.1.1.13":   {kind: kindPKCS1, hash: crypto.SHA512},
	oidEC:                     {kind: kindECDSA},
	"1.2.840.10045.4.1":       {kind: kindECDSA, hash: crypto.SHA1},
	"1.2.840.10045.4.3.1":     {kind: kindECDSA, hash: crypto.SHA224},
	"1.2.840.10045.4.3.2":     {kind: kindECDSA, hash: crypto.SHA256},
	"1.2.840.10045.4.3.3":     {kind: kindECDSA, hash: crypto.SHA384},
	"1.2.840.10045.4.3.4":     {kind: kindECDSA, hash: crypto.SHA512},
	"0.4.0.127.0.7.1.1.4.1.1": {kind: kindPlainECDSA, hash: crypto.SHA1},
	"0.4.0.127.0.7.1.1.4.1.2": {kind: kindPlainECDSA, hash: crypto.SHA224},
	"0.4.0.127.0.7.1.1.4.1.3": {kind: kindPlainECDSA, hash: crypto.SHA256},
	"0.4.0.127.0.7.1.1.4.1.4": {kind: kindPlainECDSA, hash: crypto.SHA384},
	"0.4.0.127.0.7.1.1.4.1.5": {kind: kindPlainECDSA, hash: crypto.SHA512},
}

// scheme resolves a signature algorithm. ok is false when it is none that is
// checked here; why says so.
func (a Algorithm) scheme() (s scheme, why string) {
	if a.OID == oidPSS {
		return a.pss()
	}
	if a.OID == oidECSpecified {
		inside := der.NewCursor(a.parameters.Raw, a.parameters.Offset)
		hash, ok := readAlgorithm(inside, "signatureAlgorithm").Digest()
		if !ok {
			return scheme{}, "the signature algorithm names no digest that is checked here"
		}
		return scheme{kind: kindECDSA, hash: hash}, ""
	}
	s, ok := schemes[a.OID]
	if !ok {
		return scheme{}, "signature algorithm " + a.OID + " is not checked here"
	}
	return s, ""
}

// pss reads RSASSA-PSS-params, RFC 8017 appendix A.2.3; absent ones have their defaults.
func (a Algorithm) pss() (scheme, string) {
	s := scheme{kind: kindPSS, hash: crypto.SHA1, mgf: crypto.SHA1, salt: 20}
	if len(a.parameters.Raw) == 0 || a.parameters.Tag == der.Null {
		return s, ""
	}
	c := a.parameters.Inside("RSASSA-PSS-params")
	known := true
	if e, ok := c.Optional("hashAlgorithm", der.Context(0)); ok {
		s.hash, known = readAlgorithm(e.Inside("hashAlgorithm"), "hashAlgorithm").Digest()
	}
	if e, ok := c.Optional("maskGenAlgorithm", der.Context(1)); ok && known {
		s.mgf, known = maskDigest(readAlgorithm(e.Inside("maskGenAlgorithm"), "maskGenAlgorithm"))
	}
	if e, ok := c.Optional("saltLength", der.Context(2)); ok {
		salt, err := e.Inside("saltLength").Take("saltLength", der.Integer).Small()
		c.Keep("saltLength", err)
		s.salt = salt
	}
	if e, ok := c.Optional("trailerField", der.Context(3)); ok {
		trailer, err := e.Inside("trailerField").Take("trailerField", der.Integer).Small()
		known = known && err == nil && trailer == 1
	}
	if c.Err() != nil {
		return scheme{}, "the RSA-PSS parameters cannot be read"
	}
	if !known {
		return scheme{}, "the RSA-PSS parameters name what is not checked here"
	}
	return s, ""
}

// maskDigest is the digest of MGF1, RFC 8017 appendix B.2.1.
func maskDigest(a Algorithm) (crypto.Hash, bool) {
	if a.OID != oidMGF1 {
		return 0, false
	}
	return readAlgorithm(der.NewCursor(a.parameters.Raw, a.parameters.Offset), "maskGenAlgorithm").Digest()
}
