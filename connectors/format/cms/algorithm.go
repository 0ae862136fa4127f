package cms

import (
	"crypto"
	_ "crypto/sha1" // accepted with a finding: states' authorities still use it
	_ "crypto/sha256"
	_ "crypto/sha512"

	"bilgate/connectors/format/der"
)

// Algorithm is an AlgorithmIdentifier.
type Algorithm struct {
	OID        string
	Offset     int
	parameters der.Element // no Raw if absent
}

// readAlgorithm reads the next element as an AlgorithmIdentifier.
func readAlgorithm(c *der.Cursor, field string) Algorithm {
	a := Algorithm{Offset: c.Offset()}
	inside := c.Into(field, der.Sequence)
	oid, err := inside.Take(field, der.ObjectID).OID()
	inside.Keep(field, err)
	if inside.More() {
		a.parameters = inside.Any(field)
	}
	a.OID = oid
	c.Keep(field, inside.Err())
	return a
}

// digests by object identifier, RFC 5754 and RFC 3370.
var digests = map[string]crypto.Hash{
	"1.3.14.3.2.26":          crypto.SHA1,
	"2.16.840.1.101.3.4.2.1": crypto.SHA256,
	"2.16.840.1.101.3.4.2.2": crypto.SHA384,
	"2.16.840.1.101.3.4.2.3": crypto.SHA512,
	"2.16.840.1.101.3.4.2.4": crypto.SHA224,
}

var digestNames = map[crypto.Hash]string{
	crypto.SHA1: "sha1", crypto.SHA224: "sha224", crypto.SHA256: "sha256", crypto.SHA384: "sha384", crypto.SHA512: "sha512",
}

// Digest returns the hash function of a digest algorithm. ok is false for one that
// is not read here.
func (a Algorithm) Digest() (hash crypto.Hash, ok bool) {
	hash, ok = digests[a.OID]
	return hash, ok
}

// DigestName is "sha1", "sha224", "sha256", "sha384", "sha512", or the object
// identifier of a digest that is not read here.
func (a Algorithm) DigestName() string {
	if hash, ok := a.Digest(); ok {
		return digestNames[hash]
	}
	return a.OID
}

// ParseDigestAlgorithm reads the next element of c as a digest's AlgorithmIdentifier.
func ParseDigestAlgorithm(c *der.Cursor, field string) Algorithm { return readAlgorithm(c, field) }

func sum(hash crypto.Hash, data []byte) []byte {
	h := hash.New()
	h.Write(data)
	return h.Sum(nil)
}
