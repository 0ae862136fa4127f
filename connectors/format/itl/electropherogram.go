package itl

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
)

// Electropherogram is one subfield of 18.019 EPD or 18.023 EPL: a file that is
// carried as base64 and never looked into.
type Electropherogram struct {
	Field      int    // 19, or 23 for an allelic ladder
	Reference  string // EIR or LIR, at most 8 characters
	Storage    string // EST or LST, "fsa"
	Descriptor string
	Size       int    // bytes of the file
	SHA256     string // of the file, lower-case hexadecimal; "" when the text is not base64
}

// Electropherograms reads those of a Type-18 record in file order. The files
// are hashed while they are decoded, and never held.
func (r *Record) Electropherograms() []Electropherogram {
	if r.Type != 18 {
		return nil
	}
	var all []Electropherogram
	for _, field := range []int{19, 23} {
		f, _ := r.Field(field)
		for s := range f.firstSubfields() {
			all = append(all, r.electropherogram(field, s))
		}
	}
	return all
}

func (r *Record) electropherogram(field int, s Subfield) Electropherogram {
	e := Electropherogram{
		Field: field, Reference: r.Decode(s.Item(0)), Storage: r.Decode(s.Item(1)), Descriptor: r.Decode(s.Item(2)),
	}
	digest := sha256.New()
	size, err := io.Copy(digest, base64.NewDecoder(base64.StdEncoding, bytes.NewReader(s.Item(3))))
	if err == nil {
		e.Size, e.SHA256 = int(size), hex.EncodeToString(digest.Sum(nil))
	}
	return e
}
