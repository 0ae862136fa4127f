package cmstest

import (
	"bytes"
	"math/big"
	"strconv"
	"strings"
	"time"

	"bilgate/connectors/format/der"
)

// TLV is one element; parts are its content one behind the other.
func TLV(tag byte, parts ...[]byte) []byte { return der.Encode([]byte{tag}, bytes.Join(parts, nil)) }

// Sequence is a SEQUENCE of parts.
func Sequence(parts ...[]byte) []byte { return TLV(0x30, parts...) }

// Set is a SET of parts in the order given.
func Set(parts ...[]byte) []byte { return TLV(0x31, parts...) }

// Octets is an OCTET STRING.
func Octets(b []byte) []byte { return TLV(0x04, b) }

// Bits is a BIT STRING of whole octets.
func Bits(b []byte) []byte { return TLV(0x03, []byte{0}, b) }

// Int is an INTEGER of any sign in its shortest form.
func Int(n *big.Int) []byte {
	if n.Sign() >= 0 {
		return TLV(0x02, n.FillBytes(make([]byte, n.BitLen()/8+1)))
	}
	size := uint(n.BitLen()/8 + 1)
	return TLV(0x02, new(big.Int).Add(n, new(big.Int).Lsh(big.NewInt(1), 8*size)).Bytes())
}

// Small is an INTEGER.
func Small(n int64) []byte { return Int(big.NewInt(n)) }

// OID is an OBJECT IDENTIFIER from its dotted form.
func OID(dotted string) []byte {
	var content []byte
	arcs := strings.Split(dotted, ".")
	first, _ := strconv.ParseUint(arcs[0], 10, 64)
	for i, arc := range arcs[1:] {
		n, err := strconv.ParseUint(arc, 10, 64)
		if err != nil {
			panic("cmstest: object identifier " + dotted)
		}
		if i == 0 {
			n += 40 * first
		}
		content = append(content, base128(n)...)
	}
	return TLV(0x06, content)
}

func base128(n uint64) []byte {
	out := []byte{byte(n & 0x7F)}
	for n >>= 7; n > 0; n >>= 7 {
		out = append([]byte{byte(n&0x7F) | 0x80}, out...)
	}
	return out
}

// UTCTime is a UTCTime.
func UTCTime(t time.Time) []byte { return TLV(0x17, []byte(t.UTC().Format("060102150405Z"))) }

// Algorithm is an AlgorithmIdentifier with NULL.
func Algorithm(oid string) []byte { return Sequence(OID(oid), TLV(0x05)) }
