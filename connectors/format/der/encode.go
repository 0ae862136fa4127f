package der

import (
	"bytes"
	"slices"
)

// Canonical encodes e again with definite, shortest lengths, strings in one piece
// and the elements of a SET OF in their order (X.690 clauses 10.1, 10.2, 11.6), under
// the given tag octet. Primitive content is taken as it is.
//
// Depth is bounded by [MaxDepth]; content that cannot be framed gives a [*Fault].
func Canonical(e Element, tagOctet byte) ([]byte, error) {
	content, err := canonicalContent(e, tagOctet == 0x31)
	if err != nil {
		return nil, err
	}
	return Encode([]byte{tagOctet}, content), nil
}

func canonicalContent(e Element, sorted bool) ([]byte, error) {
	if !e.Constructed {
		return e.Content, nil
	}
	if e.Tag == OctetString {
		return e.Octets()
	}
	var parts [][]byte
	for c := e.Inside("canonical"); c.More() || c.Err() != nil; {
		inner := c.Any("canonical")
		if err := c.Err(); err != nil {
			return nil, err
		}
		part, err := canonicalElement(inner)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	if sorted {
		slices.SortFunc(parts, bytes.Compare)
	}
	return bytes.Join(parts, nil), nil
}

// canonicalElement encodes one inner element with its own tag. It calls itself
// through canonicalContent, at most MaxDepth times.
func canonicalElement(e Element) ([]byte, error) {
	content, err := canonicalContent(e, e.Tag == Set)
	if err != nil {
		return nil, err
	}
	h, bad := readTag(e.Raw, e.Offset)
	if bad != nil {
		return nil, bad
	}
	tag := slices.Clone(e.Raw[:h.size])
	if e.Tag == OctetString {
		tag[0] &^= 0x20
	}
	return Encode(tag, content), nil
}

// Encode writes tag octets, the shortest definite length and the content.
func Encode(tag, content []byte) []byte {
	out := append(make([]byte, 0, len(tag)+5+len(content)), tag...)
	n := len(content)
	switch {
	case n < 0x80:
		out = append(out, byte(n))
	case n <= 0xFF:
		out = append(out, 0x81, byte(n))
	case n <= 0xFFFF:
		out = append(out, 0x82, byte(n>>8), byte(n))
	case n <= 0xFFFFFF:
		out = append(out, 0x83, byte(n>>16), byte(n>>8), byte(n))
	default:
		out = append(out, 0x84, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	}
	return append(out, content...)
}
