package vault

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
)

// idSize is 120 bits: 24 characters of base32 without padding.
const idSize = 15

var letters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// ID is an opaque, stable name of 24 characters [a-z2-7]: 120 bits of HMAC-SHA-256 under the register
// key over domain and parts. Each is counted by its length, so that ("a", "bc") and ("ab", "c") differ;
// the domain says what is named and keeps ids of different things apart.
func (v *Vault) ID(domain string, parts ...string) string {
	fields := make([]string, 0, 2+len(parts))
	fields = append(append(fields, "id", domain), parts...)
	return letters.EncodeToString(v.hash(fields)[:idSize])
}

// MAC is a keyed digest of 32 bytes, to compare contents without showing what they are.
func (v *Vault) MAC(domain string, data []byte) []byte {
	return v.hash([]string{"mac", domain, string(data)})
}

// hash is HMAC-SHA-256 over the fields, each after its length as a big-endian 64-bit number.
func (v *Vault) hash(fields []string) []byte {
	h := hmac.New(sha256.New, v.register)
	var text []byte
	for _, field := range fields {
		text = binary.BigEndian.AppendUint64(text, uint64(len(field)))
		text = append(text, field...)
	}
	h.Write(text)
	return h.Sum(nil)
}
