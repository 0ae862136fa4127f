package extract

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"bilgate/mapping/canon"
)

func TestPrintable(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "Әбілқайырұлы", "Әбілқайырұлы"},
		{"white space", " a\tb\r\nc  d\u00a0e\u2028f ", "a b c d e f"},
		{"control characters", "a\x00b\x1b[31mc\u009b", "ab[31mc"},
		{"bidirectional override", "a\u202eb\u2066c\u2069\u200f\u061cd", "abcd"},
		{"zero width", "a\u200bb\ufeffc\u00add", "abcd"},
		{"only invisible", "\u200b \u202e\x07", ""},
		{"a word of invisible ones between words", "a \u200b b", "a b"},
		{"PDF syntax", `(a) Tj \) ET <</JS (x)>>`, `(a) Tj \) ET <</JS (x)>>`},
	} {
		got, err := printable(c.in)
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", c.name, got, err, c.want)
		}
	}
}

func TestPrintableRefusesWhatTheFontLacks(t *testing.T) {
	for in, class := range map[string]string{
		"שלום":   "letter of the script Hebrew",
		"عمر":    "letter of the script Arabic",
		"李":      "letter of the script Han",
		"😀":      "symbol of the script Common",
		"→":      "symbol of the script Common",
		"\ue000": "unassigned or private character",
	} {
		got, err := printable("Тегі " + in)
		if err == nil {
			t.Errorf("%q is accepted as %q", in, got)
			continue
		}
		if !strings.Contains(err.Error(), class) {
			t.Errorf("%U: %v; want the class %q", []rune(in), err, class)
		}
		if strings.Contains(err.Error(), in) || strings.Contains(err.Error(), "Тегі") {
			t.Errorf("the error shows the text: %v", err)
		}
	}
}

func FuzzPrintable(f *testing.F) {
	f.Add("Әбіл\u202eқай\x00ыр")
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, in string) {
		out, err := printable(in)
		if err != nil {
			return
		}
		again, err := printable(out)
		if err != nil || again != out {
			t.Errorf("%q becomes %q and then %q, %v", in, out, again, err)
		}
		for _, r := range out {
			if !drawable(r) || unicode.In(r, unicode.Cc, unicode.Cf) || r > 0xFFFF {
				t.Errorf("%q holds %U", out, r)
			}
		}
	})
}

// TestOwnWordsHaveGlyphs is what keeps a missing glyph out of labels: they do not pass printable.
func TestOwnWordsHaveGlyphs(t *testing.T) {
	check := func(where, text string) {
		for _, r := range text {
			if !drawable(r) || !isCommon(r) {
				t.Errorf("%s: %U is not among the characters of the small fonts", where, r)
			}
		}
		if !utf8.ValidString(text) {
			t.Errorf("%s is not UTF-8", where)
		}
	}
	for _, kind := range canon.Kinds() {
		check(kind.Name, labels(kind.Labels).String())
		checkFields(kind.Fields, check)
	}
	for _, name := range canon.CodeListNames() {
		list, _ := canon.Codes(name)
		for _, code := range list.Codes {
			check(name+" "+code.Code, labels(code.Labels).String())
		}
	}
	for _, name := range []string{"ministry", "system", "card", "unsigned_footer"} {
		check(name, term(name, noon).capital().String())
	}
	for _, b := range []both{titlePerson, titleFingerprint, titleGenomic, titleBoth, wordPage, wordRecord, wordVersion, wordNumber,
		notShown, yes, no, lociCount, rightHand, leftHand, control, palmPrints, otherPrints, legalNote} {
		check("word", b.String())
	}
}

func checkFields(fields []*canon.Field, check func(where, text string)) {
	for _, f := range fields {
		check(f.Path, labels(f.Labels).String())
		checkFields(f.Fields, check)
	}
}
