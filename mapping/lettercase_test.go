package mapping

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// TestLetterCase compares every character with Unicode's own mapping.
func TestLetterCase(t *testing.T) {
	for r := range rune(utf8.MaxRune + 1) {
		if !utf8.ValidRune(r) {
			continue
		}
		s := "ж" + string(r) + "z"
		if got, want := string(appendUpper(nil, s)), strings.Map(unicode.ToUpper, s); got != want {
			t.Fatalf("%U becomes %q, not %q", r, got, want)
		}
		if got, want := string(appendLower(nil, s)), strings.Map(unicode.ToLower, s); got != want {
			t.Fatalf("%U becomes %q, not %q", r, got, want)
		}
	}
}

// TestLetterCaseOfBrokenText: what is not UTF-8 is not changed.
func TestLetterCaseOfBrokenText(t *testing.T) {
	for _, s := range []string{"a\xff", "ж\xd0", "\xc0\x80", "\xed\xa0\x80b", "я\xd1я"} {
		if got := string(appendUpper([]byte("x"), s)); got != "x"+s {
			t.Errorf("%q becomes %q", s, got)
		}
	}
}
