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
	row  *row  // takes the members of the outermost object, if there is one
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

// next skips white space and returns the byte there, 0 at the end.
func (s *scanner) next() byte {
	s.space()
	if s.at >= len(s.b) {
		return 0
	}
	return s.b[s.at]
}

// value reads one value; depth is how many objects and lists it stands in.
func (s *scanner) value(depth int) bool {
	c := s.next()
	switch {
	case c == '{':
		return s.object(depth + 1)
	case c == '[':
		return s.list(depth + 1)
	case c == '"':
		_, ok := s.text()
		return ok
	case c == '-' || isDigit(c):
		return s.number()
	case c == 't':
		return s.word("true")
	case c == 'f':
		return s.word("false")
	case c == 'n':
		return s.word("null")
	}
	return s.broken()
}

func (s *scanner) list(depth int) bool {
	if depth > MaxDepth {
		return s.stop(CodeSyntax)
	}
	s.at++
	if s.next() == ']' {
		s.at++
		return true
	}
	for {
		if !s.value(depth) {
			return false
		}
		switch s.next() {
		case ',':
			s.at++
		case ']':
			s.at++
			return true
		default:
			return s.broken()
		}
	}
}

func (s *scanner) object(depth int) bool {
	if depth > MaxDepth {
		return s.stop(CodeSyntax)
	}
	s.at++
	if s.next() == '}' {
		s.at++
		return true
	}
	seen := openKeys(s)
	defer seen.close(s)
	for {
		if !s.member(depth, &seen) {
			return false
		}
		switch s.next() {
		case ',':
			s.at++
		case '}':
			s.at++
			return true
		default:
			return s.broken()
		}
	}
}

func (s *scanner) member(depth int, seen *objectKeys) bool {
	if s.next() != '"' {
		return s.broken()
	}
	start := s.at
	name, ok := s.text()
	if !ok {
		return false
	}
	if code := seen.add(s, name); code != "" {
		s.at = start
		return s.stop(code)
	}
	if s.next() != ':' {
		return s.broken()
	}
	s.at++
	s.space()
	start = s.at
	if !s.value(depth) {
		return false
	}
	if depth == 1 && s.row != nil {
		s.row.put(name, Value{kindOf(s.b[start]), s.b[start:s.at]})
	}
	return true
}

func (s *scanner) word(w string) bool {
	for i := range len(w) {
		if s.at >= len(s.b) || s.b[s.at] != w[i] {
			return s.broken()
		}
		s.at++
	}
	return true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// number reads: [-] 0 or digits without a leading 0, [. digits], [e [sign] digits].
func (s *scanner) number() bool {
	if s.b[s.at] == '-' {
		s.at++
	}
	if s.at < len(s.b) && s.b[s.at] == '0' {
		s.at++
	} else if !s.digits() {
		return false
	}
	if s.at < len(s.b) && s.b[s.at] == '.' {
		s.at++
		if !s.digits() {
			return false
		}
	}
	if s.at < len(s.b) && (s.b[s.at] == 'e' || s.b[s.at] == 'E') {
		s.at++
		if s.at < len(s.b) && (s.b[s.at] == '+' || s.b[s.at] == '-') {
			s.at++
		}
		return s.digits()
	}
	return true
}

// digits reads one digit or more.
func (s *scanner) digits() bool {
	if s.at >= len(s.b) || !isDigit(s.b[s.at]) {
		return s.broken()
	}
	for s.at < len(s.b) && isDigit(s.b[s.at]) {
		s.at++
	}
	return true
}
