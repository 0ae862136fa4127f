package mapping

import (
	"strings"
	"testing"
	"unicode"
)

// TestTrimSpace compares with the standard library: every white space and its neighbours at both ends.
func TestTrimSpace(t *testing.T) {
	var around []string
	for r := rune(0); r < 0x3100; r++ {
		if unicode.IsSpace(r) {
			around = append(around, string(r-1), string(r), string(r+1))
		}
	}
	around = append(around, "", "x", "Ә", "ῼ", "😀", "\xff", "\x85", "\xa0", "\xc3", "\xd0")
	for _, before := range around {
		for _, after := range around {
			for _, middle := range []string{"", "a", "ағ б"} {
				s := before + middle + after
				if got, want := trimSpace(s), strings.TrimSpace(s); got != want {
					t.Fatalf("%q gives %q, want %q", s, got, want)
				}
			}
		}
	}
}
