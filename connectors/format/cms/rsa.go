package cms

import (
	"bytes"
	"crypto"
	"crypto/subtle"
	"encoding/binary"
	"math/big"
)

// Sizes of RSA keys that are used: below, a signature says nothing; above, checking
// one costs more than a document deserves.
const (
	minRSABits      = 1024
	maxRSABits      = 8192
	maxExponentBits = 64
)

// recover applies the public key to a signature: the encoded message, as long as the
// modulus; nil if the signature is out of range.
func (k *PublicKey) recover(signature []byte) []byte {
	size := (k.modulus.BitLen() + 7) / 8
	s := new(big.Int).SetBytes(signature)
	if len(signature) > size+1 || s.Cmp(k.modulus) >= 0 {
		return nil
	}
	return s.Exp(s, k.exponent, k.modulus).FillBytes(make([]byte, size))
}

// digestInfos begin an encoded message, RFC 8017 clause 9.2 note 1.
var digestInfos = map[crypto.Hash][]byte{
	crypto.SHA1:   {0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00, 0x04, 0x14},
	crypto.SHA224: {0x30, 0x2d, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x04, 0x05, 0x00, 0x04, 0x1c},
	crypto.SHA256: {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20},
	crypto.SHA384: {0x30, 0x41, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00, 0x04, 0x30},
	crypto.SHA512: {0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40},
}

// verifyPKCS1 is RSASSA-PKCS1-V1_5-VERIFY, RFC 8017 clause 8.2.2: the encoded
// message is built and compared whole, with and without NULL in its DigestInfo.
func (k *PublicKey) verifyPKCS1(hash crypto.Hash, digest, signature []byte) bool {
	encoded := k.recover(signature)
	info := digestInfos[hash]
	return encoded != nil && (matchesPKCS1(encoded, info, digest) || matchesPKCS1(encoded, withoutNull(info), digest))
}

func matchesPKCS1(encoded, info, digest []byte) bool {
	padding := len(encoded) - len(info) - len(digest) - 3
	if padding < 8 {
		return false
	}
	want := append([]byte{0, 1}, bytes.Repeat([]byte{0xFF}, padding)...)
	want = append(want, 0)
	want = append(append(want, info...), digest...)
	return subtle.ConstantTimeCompare(encoded, want) == 1
}

// withoutNull drops the parameters of a DigestInfo's algorithm and mends its lengths.
func withoutNull(info []byte) []byte {
	at := len(info) - 4
	out := append(bytes.Clone(info[:at]), info[at+2:]...)
	out[1] -= 2
	out[3] -= 2
	return out
}

// verifyPSS is RSASSA-PSS-VERIFY, RFC 8017 clauses 8.1.2 and 9.1.2.
func (k *PublicKey) verifyPSS(s scheme, digest, signature []byte) bool {
	encoded := k.recover(signature)
	if encoded == nil {
		return false
	}
	bits := k.modulus.BitLen() - 1
	if bits%8 == 0 { // the encoded message is one octet shorter than the modulus
		if encoded[0] != 0 {
			return false
		}
		encoded = encoded[1:]
	}
	size := s.hash.Size()
	if len(encoded) < size+s.salt+2 || encoded[len(encoded)-1] != 0xBC {
		return false
	}
	masked, h := encoded[:len(encoded)-size-1], encoded[len(encoded)-size-1:len(encoded)-1]
	unused := byte(0xFF) << (8 - uint(8*len(encoded)-bits))
	if masked[0]&unused != 0 {
		return false
	}
	db := unmask(s.mgf, h, masked)
	db[0] &^= unused
	zeros := len(db) - s.salt - 1
	if db[zeros] != 1 || bytes.Count(db[:zeros], []byte{0}) != zeros {
		return false
	}
	message := append(append(make([]byte, 8, 8+len(digest)+s.salt), digest...), db[zeros+1:]...)
	return bytes.Equal(sum(s.hash, message), h)
}

// unmask applies MGF1, RFC 8017 appendix B.2.1, to a copy of masked.
func unmask(hash crypto.Hash, seed, masked []byte) []byte {
	out := bytes.Clone(masked)
	for counter, done := uint32(0), 0; done < len(out); counter++ {
		mask := sum(hash, binary.BigEndian.AppendUint32(bytes.Clone(seed), counter))
		done += subtle.XORBytes(out[done:], out[done:], mask)
	}
	return out
}
