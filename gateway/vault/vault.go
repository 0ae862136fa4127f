// Package vault seals what comes to rest – bodies, images, biometric and genomic fields, the agencies'
// own ids – and makes the opaque names and digests that may be seen.
//
// Invariants
//   - A sealed value opens only with the associated data that it was sealed with: it cannot be moved
//     to another record, field or version unnoticed.
//   - ID and MAC are keyed: who has the names but not the key cannot find out a person's number by
//     trying all of them (I7). They stay the same for as long as the register key does.
//   - An existing key file is never overwritten: with it goes every sealed value.
//
// It knows neither records nor storage; gateway/register, gateway/objects' callers and the stages
// choose domains and associated data.
package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"errors"
	"fmt"
)

// KeySize is the length of each of the two keys, in bytes.
const KeySize = 32

// Vault holds the keys. It is safe for concurrent use.
type Vault struct {
	seal     cipher.AEAD
	header   [headerSize]byte
	register []byte
}

// A sealed value is one byte of format version, four bytes that tell the key, then AES-256-GCM's
// nonce (12 bytes), ciphertext and tag (16 bytes).
const (
	format     = 1
	headerSize = 5
)

// Errors of Open. They carry no value.
var (
	ErrAltered  = errors.New("sealed value does not open: it was altered, or it belongs to another place")
	ErrOtherKey = errors.New("sealed value was sealed with a key that the key file does not hold")
)

// New makes a vault from two keys of KeySize random bytes: one that seals, one that names.
func New(seal, register []byte) (*Vault, error) {
	if len(seal) != KeySize || len(register) != KeySize {
		return nil, fmt.Errorf("vault keys have %d and %d bytes; both must have %d", len(seal), len(register), KeySize)
	}
	block, err := aes.NewCipher(seal)
	if err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	v := &Vault{seal: gcm, register: append([]byte(nil), register...)}
	v.header[0] = format
	id := sha256.Sum256(append([]byte("bilgate seal key id\x00"), seal...))
	copy(v.header[1:], id[:])
	return v, nil
}

// Seal encrypts plain (AES-256-GCM, NIST SP 800-38D, random nonce) and binds it to ad, which names its
// place – kind, field, record, version – and is not kept in the result. The result is 33 bytes longer
// than plain and differs each time. One key seals at most 2³² values (SP 800-38D, 8.3).
func (v *Vault) Seal(ad string, plain []byte) []byte {
	out := make([]byte, headerSize, headerSize+len(plain)+v.seal.Overhead())
	copy(out, v.header[:])
	return v.seal.Seal(out, nil, plain, v.bound(ad))
}

// Open decrypts what Seal made with the same ad. It returns ErrOtherKey if another key sealed it, and
// ErrAltered for everything else that is not what Seal made for this place.
func (v *Vault) Open(ad string, sealed []byte) ([]byte, error) {
	switch {
	case len(sealed) < headerSize+v.seal.Overhead() || sealed[0] != format:
		return nil, ErrAltered
	case [headerSize]byte(sealed) != v.header:
		return nil, ErrOtherKey
	}
	plain, err := v.seal.Open(nil, nil, sealed[headerSize:], v.bound(ad))
	if err != nil {
		return nil, ErrAltered
	}
	return plain, nil
}

// bound is the associated data: the header, whose length is fixed, and the place.
func (v *Vault) bound(ad string) []byte {
	return append(v.header[:headerSize:headerSize], ad...)
}
