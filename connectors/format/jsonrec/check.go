package jsonrec

import (
	"sync"
	"unicode/utf8"
)

// Check says whether body is one JSON object, with nothing but white space around it. The code is ""
// if it is, else one of the Code constants, with the byte, from 0, at which reading stopped.
func Check(body []byte) (code string, place int) {
	s := scanners.Get().(*scanner)
	defer s.release()
	return s.check(body)
}

func (s *scanner) check(body []byte) (code string, place int) {
	if place, whole := validUTF8(body); place < len(body) {
		if whole {
			return CodeEncoding, place
		}
		return CodeTruncated, place
	}
	s.b = body
	s.space()
	if s.at < len(body) && body[s.at] != '{' {
		return CodeSyntax, s.at
	}
	if !s.value(0) {
		return s.code, s.at
	}
	s.space()
	if s.at < len(body) {
		return CodeSyntax, s.at
	}
	return "", 0
}

// validUTF8 returns the place of the first byte that is not UTF-8, len(body) if there is none; whole is
// false where the text merely ends inside a character.
func validUTF8(body []byte) (place int, whole bool) {
	if utf8.Valid(body) {
		return len(body), true
	}
	for place < len(body) {
		r, size := utf8.DecodeRune(body[place:])
		if r == utf8.RuneError && size == 1 {
			return place, utf8.FullRune(body[place:])
		}
		place += size
	}
	return place, true
}

// scanner walks UTF-8 text by the grammar of RFC 8259. Its methods return false when they stop, with
// code and place set.
type scanner struct {
	b    []byte
	at   int
	code string
	keys []key // of the objects that are open, outermost first
}

var scanners = sync.Pool{New: func() any { return &scanner{keys: make([]key, 0, fewKeys)} }}

// release gives a scanner back without what it holds of the body.
func (s *scanner) release() {
	*s = scanner{keys: s.keys[:0]}
	if cap(s.keys) <= MaxKeys {
		scanners.Put(s)
	}
}

func (s *scanner) stop(code string) bool {
	s.code = code
	return false
}

// broken stops at a byte that does not belong there, or at the end.
func (s *scanner) broken() bool {
	if s.at >= len(s.b) {
		return s.stop(CodeTruncated)
	}
	return s.stop(CodeSyntax)
}

func (s *scanner) space() {
	for s.at < len(s.b) && isSpace(s.b[s.at]) {
		s.at++
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }
