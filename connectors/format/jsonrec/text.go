package jsonrec

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// text reads a string and returns what stands between its quotes, escapes and all.
func (s *scanner) text() (quoted []byte, ok bool) {
	s.at++
	start := s.at
	for {
		for s.at < len(s.b) && plain[s.b[s.at]] {
			s.at++
		}
		switch {
		case s.at == len(s.b):
			return nil, s.stop(CodeTruncated)
		case s.b[s.at] == '"':
			s.at++
			return s.b[start : s.at-1], true
		case s.b[s.at] != '\\':
			return nil, s.stop(CodeSyntax)
		case !s.escape():
			return nil, false
		}
	}
}

// plain are the bytes that stand for themselves in a string.
var plain = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= ' ' && c != '"' && c != '\\'
	}
	return t
}()

// escape reads one escape, or the two of a surrogate pair.
func (s *scanner) escape() bool {
	if s.at+1 >= len(s.b) {
		s.at = len(s.b)
		return s.stop(CodeTruncated)
	}
	switch s.b[s.at+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		s.at += 2
		return true
	case 'u':
		return s.unicode()
	}
	return s.stop(CodeSyntax)
}

func (s *scanner) unicode() bool {
	r, ok := s.hex(s.at + 2)
	if !ok {
		return false
	}
	width := 6
	if utf16.IsSurrogate(r) {
		if s.at+6 < len(s.b) && s.b[s.at+6] != '\\' || s.at+7 < len(s.b) && s.b[s.at+7] != 'u' {
			return s.stop(CodeEncoding)
		}
		low, ok := s.hex(s.at + 8)
		if !ok {
			return false
		}
		r, width = utf16.DecodeRune(r, low), 12
	}
	if r == 0 || r == utf8.RuneError && width == 12 {
		return s.stop(CodeEncoding)
	}
	s.at += width
	return true
}

// hex reads the four digits of an escape at a place.
func (s *scanner) hex(at int) (rune, bool) {
	var r rune
	for i := at; i < at+4; i++ {
		if i >= len(s.b) {
			s.at = len(s.b)
			return 0, s.stop(CodeTruncated)
		}
		d, ok := hexDigit(s.b[i])
		if !ok {
			s.at = i
			return 0, s.stop(CodeSyntax)
		}
		r = r<<4 | d
	}
	return r, true
}

func hexDigit(c byte) (rune, bool) {
	switch {
	case isDigit(c):
		return rune(c - '0'), true
	case 'a' <= c && c <= 'f':
		return rune(c-'a') + 10, true
	case 'A' <= c && c <= 'F':
		return rune(c-'A') + 10, true
	}
	return 0, false
}

// unescaped is what a checked string says; quoted is what stands between its quotes. A text without
// escapes is a view.
func unescaped(quoted []byte) []byte {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return quoted
	}
	return appendText(nil, quoted)
}

// appendText appends to dst what a checked string says; quoted is what stands between its quotes.
func appendText(dst, quoted []byte) []byte {
	for i := 0; i < len(quoted); {
		c := quoted[i]
		if c != '\\' {
			dst = append(dst, c)
			i++
			continue
		}
		if quoted[i+1] != 'u' {
			dst = append(dst, plainEscape(quoted[i+1]))
			i += 2
			continue
		}
		r := escapedRune(quoted[i:])
		if i += 6; utf16.IsSurrogate(r) {
			r = utf16.DecodeRune(r, escapedRune(quoted[i:]))
			i += 6
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

func plainEscape(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}

// escapedRune reads the digits of \uXXXX.
func escapedRune(escape []byte) (r rune) {
	for _, c := range escape[2:6] {
		d, _ := hexDigit(c)
		r = r<<4 | d
	}
	return r
}
