package hostile

import (
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// spaces are blanks where they do not belong.
func spaces(good string) []sample {
	first, rest := cutFirst(good)
	return []sample{
		{name: "empty", value: ""},
		{name: "blank", value: "   "},
		{name: "no-break blank", value: "\u00a0\u2003"},
		{name: "blanks around", value: "  " + good + "\t"},
		{name: "no-break blanks around", value: "\u00a0" + good + "\u00a0"},
		{name: "blank inside", value: first + " " + rest},
		{name: "line break inside", value: first + "\r\n" + rest},
		{name: "line break behind", value: good + "\n"},
	}
}

// words are texts that mean something elsewhere, or nothing at all.
func words(good string) []sample {
	out := []sample{
		{name: Unlisted, value: Unlisted},
		{name: "capital letters", value: strings.ToUpper(good)},
		{name: "small letters", value: strings.ToLower(good)},
		{name: "letter behind", value: good + "x"},
		{name: "letter in front", value: "x" + good},
		{name: "twice", value: good + good},
		{name: "last letter lost", value: shortened(good)},
	}
	for _, word := range []string{
		"null", "true", "-", "0", "-1", "+7", "007", "1e309", "NaN", "Infinity", "0x10", "1,5", "99999999999999999999", "-9223372036854775809",
		"=1+1", "<b>&amp;</b>", `'; DROP TABLE persons; --`, "{{.}}", "%00%s%n", `\u0041`, "../../etc/passwd",
	} {
		out = append(out, sample{name: "text " + word, value: word})
	}
	return out
}

func shortened(s string) string {
	if r := []rune(s); len(r) > 0 {
		return string(r[:len(r)-1])
	}
	return s
}

// encodings are bytes that are no UTF-8, and characters that no text should have.
func encodings(good string) []sample {
	cyrillic := good + "Ж"
	windows, err := charmap.Windows1251.NewEncoder().String(cyrillic)
	if err != nil { // a letter that the code page does not have, such as a Kazakh one
		windows = "\xc8\xe2\xe0\xed\xee\xe2"
	}
	return []sample{
		{name: "windows-1251", value: windows},
		{name: "cut in a character", value: cyrillic[:len(cyrillic)-1]},
		{name: "UTF-16", value: utf16Bytes(good)},
		{name: "byte order mark", value: "\ufeff" + good},
		{name: "over-long UTF-8", value: good + "\xc0\xaf"},
		{name: "surrogate in UTF-8", value: good + "\xed\xa0\x80"},
		{name: "replacement character", value: good + "\ufffd"},
		{name: "NUL", value: good + "\x00"},
		{name: "NUL inside", value: "\x00" + good},
		{name: "control characters", value: "\x01\x1b[31m" + good + "\x7f\u0085"},
		{name: "no character", value: good + "\uffff"},
	}
}

// utf16Bytes are the bytes of a text in UTF-16, low byte first.
func utf16Bytes(s string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(s + "Ж")) {
		b.Write([]byte{byte(unit), byte(unit >> 8)})
	}
	return b.String()
}

// longBy is by how many bytes at least the texts of lengths are too long.
const longBy = 1000

// lengths are texts that are too long for anything.
func lengths(good string) []sample {
	return []sample{
		{name: "1,000 characters", value: good + strings.Repeat("Ә", longBy)},
		{name: "64 kB", value: good + strings.Repeat("a", 64<<10)},
		{name: "20,000 blanks behind", value: good + strings.Repeat(" ", 20_000)},
		{name: "20,000 brackets", value: strings.Repeat("[", 20_000)},
	}
}
