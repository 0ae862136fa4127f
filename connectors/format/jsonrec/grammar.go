package jsonrec

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
	return s.value(depth)
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
