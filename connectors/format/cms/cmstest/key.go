package cmstest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
)

// Key signs for a certificate's subject.
type Key struct {
	SPKI      []byte // SubjectPublicKeyInfo
	Algorithm []byte // AlgorithmIdentifier of its signatures
	Sign      func(message []byte) []byte
}

// Object identifiers that tests use.
const (
	OIDSHA256       = "2.16.840.1.101.3.4.2.1"
	OIDRSA          = "1.2.840.113549.1.1.1"
	OIDSHA256RSA    = "1.2.840.113549.1.1.11"
	OIDPSS          = "1.2.840.113549.1.1.10"
	OIDMGF1         = "1.2.840.113549.1.1.8"
	OIDECDSASHA256  = "1.2.840.10045.4.3.2"
	OIDEC           = "1.2.840.10045.2.1"
	OIDSecurity     = "2.23.136.1.1.1"
	OIDMasterList   = "2.23.136.1.1.2"
	OIDSignedData   = "1.2.840.113549.1.7.2"
	oidContentType  = "1.2.840.113549.1.9.3"
	oidDigest       = "1.2.840.113549.1.9.4"
	oidSigningTime  = "1.2.840.113549.1.9.5"
	pssSaltInOctets = 32
)

// RSA is a new RSA key that signs PKCS #1 v1.5 with SHA-256.
func RSA() Key {
	private := must(rsa.GenerateKey(rand.Reader, 2048))
	return Key{must(x509.MarshalPKIXPublicKey(&private.PublicKey)), Algorithm(OIDSHA256RSA), func(message []byte) []byte {
		digest := sha256.Sum256(message)
		return must(rsa.SignPKCS1v15(rand.Reader, private, crypto.SHA256, digest[:]))
	}}
}

// PSS is a new RSA key that signs RSA-PSS with SHA-256 and a salt of 32 octets.
func PSS() Key {
	private := must(rsa.GenerateKey(rand.Reader, 2048))
	parameters := Sequence(
		TLV(0xA0, Algorithm(OIDSHA256)), TLV(0xA1, Sequence(OID(OIDMGF1), Algorithm(OIDSHA256))), TLV(0xA2, Small(pssSaltInOctets)))
	return Key{must(x509.MarshalPKIXPublicKey(&private.PublicKey)), Sequence(OID(OIDPSS), parameters), func(message []byte) []byte {
		digest := sha256.Sum256(message)
		return must(rsa.SignPSS(rand.Reader, private, crypto.SHA256, digest[:], &rsa.PSSOptions{SaltLength: pssSaltInOctets}))
	}}
}

// P256 is a new key on P-256 that signs ECDSA with SHA-256.
func P256() Key {
	private := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	return Key{must(x509.MarshalPKIXPublicKey(&private.PublicKey)), Sequence(OID(OIDECDSASHA256)), func(message []byte) []byte {
		digest := sha256.Sum256(message)
		return must(ecdsa.SignASN1(rand.Reader, private, digest[:]))
	}}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic("cmstest: " + err.Error())
	}
	return v
}
