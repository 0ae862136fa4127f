package jsonrec

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// fewKeys is up to how many keys of one object are compared one by one; beyond, a map takes over, so
// that an object of a million keys costs no more a key.
const fewKeys = 32

// key is a key of an open object, unescaped, with a hash that is the same in whatever case.
type key struct {
	hash uint32
	name []byte
}

// objectKeys are the keys of one object: in few from base on, then in many.
type objectKeys struct {
	base int
	many map[string]struct{}
}

func openKeys(s *scanner) objectKeys { return objectKeys{base: len(s.keys)} }

func (o *objectKeys) close(s *scanner) { s.keys = s.keys[:o.base] }

// twice notes a key and says whether the object has it already.
func (o *objectKeys) twice(s *scanner, quoted []byte) bool {
	name := unescaped(quoted)
	if o.many != nil || len(s.keys)-o.base == fewKeys {
		return o.twiceInMany(s, name)
	}
	k := key{foldHash(name), name}
	for _, other := range s.keys[o.base:] {
		if other.hash == k.hash && bytes.EqualFold(other.name, name) {
			return true
		}
	}
	s.keys = append(s.keys, k)
	return false
}

func (o *objectKeys) twiceInMany(s *scanner, name []byte) bool {
	if o.many == nil {
		o.many = map[string]struct{}{}
		for _, k := range s.keys[o.base:] {
			o.many[folded(k.name)] = struct{}{}
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
		r, size := rune(name[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(name[i:])
		}
		h = (h ^ uint32(fold(r))) * 16777619
		i += size
	}
	return h
}

func folded(name []byte) string {
	return string(bytes.Map(fold, name))
}

// fold is the smallest rune among those that differ in case only (Unicode simple folding).
func fold(r rune) rune {
	if r < utf8.RuneSelf {
		if 'a' <= r && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}
	for {
		next := unicode.SimpleFold(r)
		if next <= r {
			return next
		}
		r = next
	}
}
