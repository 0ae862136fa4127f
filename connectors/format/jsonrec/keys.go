package jsonrec

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// fewKeys is up to how many keys of one object are compared one by one; beyond, a map takes over, so
// that a key costs no more when there are many.
const fewKeys = 32

// key is a key of an open object: where it stands between its quotes, with a hash that is the same in
// whatever case.
type key struct {
	hash     uint32
	from, to int
}

func (k key) name(s *scanner) []byte { return unescaped(s.b[k.from:k.to]) }

// objectKeys are the keys of one object: those of the scanner from base on, and all of them in many
// once they are many.
type objectKeys struct {
	base int
	many map[string]struct{}
}

func openKeys(s *scanner) objectKeys { return objectKeys{base: len(s.keys)} }

func (o *objectKeys) close(s *scanner) { s.keys = s.keys[:o.base] }

// add notes a key that has just been read. The code says why it may not be there, "" if it may.
func (o *objectKeys) add(s *scanner, quoted []byte) (code string) {
	name := unescaped(quoted)
	k := key{foldHash(name), s.at - 1 - len(quoted), s.at - 1}
	switch n := len(s.keys) - o.base; {
	case n == MaxKeys:
		return CodeTooLarge
	case n >= fewKeys && o.amongMany(s, name), n < fewKeys && o.amongFew(s, k, name):
		return CodeDuplicateKey
	}
	s.keys = append(s.keys, k)
	return ""
}

func (o *objectKeys) amongFew(s *scanner, k key, name []byte) bool {
	for _, other := range s.keys[o.base:] {
		if other.hash == k.hash && bytes.EqualFold(other.name(s), name) {
			return true
		}
	}
	return false
}

func (o *objectKeys) amongMany(s *scanner, name []byte) bool {
	if o.many == nil {
		o.many = map[string]struct{}{}
		for _, k := range s.keys[o.base:] {
			o.many[folded(k.name(s))] = struct{}{}
		}
	}
	f := folded(name)
	_, twice := o.many[f]
	o.many[f] = struct{}{}
	return twice
}

func foldHash(name []byte) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(name); {
		c := name[i]
		if c < utf8.RuneSelf {
			h = (h ^ uint32(foldASCII(c))) * 16777619
			i++
			continue
		}
		r, size := utf8.DecodeRune(name[i:])
		h = (h ^ uint32(fold(r))) * 16777619
		i += size
	}
	return h
}

func folded(name []byte) string { return string(bytes.Map(fold, name)) }

// fold is the smallest rune among those that differ in case only (Unicode simple folding).
func fold(r rune) rune {
	if r < utf8.RuneSelf {
		return rune(foldASCII(byte(r)))
	}
	for {
		next := unicode.SimpleFold(r)
		if next <= r {
			return next
		}
		r = next
	}
}

func foldASCII(c byte) byte {
	if 'a' <= c && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}
