package hostile

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// lookalikes are letters and digits of one alphabet beside those of another that look the same.
var lookalikes = strings.NewReplacer(pairs(
	"iі", "IІ", "hһ", "HН", "aа", "AА", "eе", "EЕ", "oо", "OО", "cс", "CС", "xх", "XХ", "yу", "YУ", "pр", "PР", "KК", "MМ", "BВ", "TТ",
	"jј", "sѕ", "0О", "3З", "6б", "1l",
)...)

// pairs turns each pair into both of its ways.
func pairs(list ...string) []string {
	var out []string
	for _, pair := range list {
		r := []rune(pair)
		out = append(out, string(r[0]), string(r[1]), string(r[1]), string(r[0]))
	}
	return out
}

// letters are texts that look like the good one, or almost.
func letters(good string) []sample {
	first, rest := cutFirst(good)
	return []sample{
		{name: "look-alike letters", value: lookalikes.Replace(good)},
		{name: "one look-alike letter", value: oneLookalike(good)},
		{name: "decomposed letters", value: norm.NFD.String(good + "йё")},
		{name: "composed letters", value: norm.NFC.String(good + "йё")},
		{name: "compatibility letters", value: "ﬁ" + good + "Ⅳ"},
		{name: "zero-width space inside", value: first + "\u200b" + rest},
		{name: "zero-width joiner inside", value: first + "\u200d" + rest},
		{name: "soft hyphen inside", value: first + "\u00ad" + rest},
		{name: "right-to-left override", value: "\u202e" + good},
		{name: "right-to-left isolate", value: "\u2067" + good + "\u2069"},
		{name: "thousand marks on a letter", value: good + strings.Repeat("\u0301", 1000)},
		{name: "full-width digits", value: digitsOf(good, '０')},
		{name: "Arabic-Indic digits", value: digitsOf(good, '٠')},
		{name: "emoji", value: good + "👨‍👩‍👧"},
	}
}

// oneLookalike exchanges the first letter that has a look-alike.
func oneLookalike(s string) string {
	for i, r := range s {
		if other := lookalikes.Replace(string(r)); other != string(r) {
			return s[:i] + other + s[i+len(string(r)):]
		}
	}
	return s
}

func cutFirst(s string) (first, rest string) {
	for i := range s {
		if i > 0 {
			return s[:i], s[i:]
		}
	}
	return s, ""
}

// digitsOf writes the digits of a text, or 12 where it has none, in another script that begins with zero.
func digitsOf(good string, zero rune) string {
	if !strings.ContainsAny(good, "0123456789") {
		good += "12"
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return zero + r - '0'
		}
		return r
	}, good)
}
