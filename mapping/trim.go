package mapping

import (
	"strings"
	"unicode/utf8"
)

// trimSpace is strings.TrimSpace, faster where there is nothing to cut.
func trimSpace(s string) string {
	if n := len(s); n > 0 && solidStart(s[0]) && solidEnd(s) {
		return s
	}
	return strings.TrimSpace(s)
}

// solidStart says whether no white space begins with a byte: those beyond ASCII begin with C2, E1, E2 or E3.
func solidStart(c byte) bool {
	return c > ' ' && (c < utf8.RuneSelf || 0xC3 <= c && c <= 0xDF)
}

// solidEnd says whether a text surely does not end in white space.
func solidEnd(s string) bool {
	c := s[len(s)-1]
	return c > ' ' && c < utf8.RuneSelf || c >= utf8.RuneSelf && len(s) > 1 && 0xC3 <= s[len(s)-2] && s[len(s)-2] <= 0xDF
}
