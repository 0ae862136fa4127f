package mapping

import (
	"strings"
	"testing"
	"unicode/utf16"
)

// TestForeign: what a file looks like that is not UTF-8.
func TestForeign(t *testing.T) {
	wide := func(s string, low int, mark string) []byte {
		out := []byte(mark)
		for _, u := range utf16.Encode([]rune(s)) {
			pair := [2]byte{}
			pair[low], pair[1-low] = byte(u), byte(u>>8)
			out = append(out, pair[:]...)
		}
		return out
	}
	for _, c := range []struct {
		name string
		text []byte
		want string
		line int
	}{
		{"UTF-8", []byte("code,value\nM,мұрын\n"), "", 0},
		{"a byte order mark", []byte("\ufeffcode,value\n"), "", 0},
		{"windows-1251", []byte("code,value\nM,\xec\xf3\xe6\xf1\xea\xee\xe9\n"), "windows-1251", 2},
		{"KOI8-R", []byte("code,value\nM,\xcd\xd5\xd6\xd3\xcb\xcf\xca\n"), "KOI8-R", 2},
		{"CP866", []byte("code,value\nM,\xac\xe3\xa6\xe1\xaa\xae\xa9\n"), "CP866", 2},
		{"UTF-16 with a mark", wide("code,value\nM,муж\n", 0, "\xff\xfe"), "UTF-16LE", 1},
		{"UTF-16 without one", wide("code,value\nM,муж\n", 0, ""), "UTF-16LE", 1},
		{"UTF-16, the large end first", wide("code,value\nM,муж\n", 1, ""), "UTF-16BE", 1},
		{"an archive", []byte("PK\x03\x04\x14\x00\x06\x08xl/workbook.xml"), noText, 1},
	} {
		if got, line := foreign(c.text); got != c.want || line != c.line {
			t.Errorf("%s: %q in line %d", c.name, got, line)
		}
	}
}

// TestByteOrderMark: a code list with one is as good as one without, and its places are the same.
func TestByteOrderMark(t *testing.T) {
	compile(t, inmateMapping, "sex.csv", byteOrderMark+sexList)
	got := problemsOf(t, inmateMapping, "sex.csv", byteOrderMark+"code,value\nMM,мужской\n")
	if len(got) != 1 || got[0].Line != 2 || got[0].Column != 1 || got[0].text != "MM,мужской" {
		t.Errorf("%v", got)
	}
}

// TestExcerpt: of a long line the part around the word is shown, without signs that upset a terminal.
func TestExcerpt(t *testing.T) {
	line, margin, carets := Problem{text: "\tab\x1b[31mc", Column: 2, EndColumn: 4}.excerpt()
	if line != "\tab·[31mc" || margin != "\t" || carets != "^^" {
		t.Errorf("%q %q %q", line, margin, carets)
	}
	long := strings.Repeat("a", 5_000) + "XYZ" + strings.Repeat("b", 5_000)
	line, margin, carets = Problem{text: long, Column: 5_001, EndColumn: 5_004}.excerpt()
	if len(line) != maxExcerpt || line[len(margin):len(margin)+3] != "XYZ" || carets != "^^^" {
		t.Errorf("%q %q %q", line, margin, carets)
	}
	if line, margin, _ = (Problem{text: long, Column: 10_003, EndColumn: 20_000}).excerpt(); len(margin) != maxExcerpt-1 || line[len(margin)] != 'b' {
		t.Errorf("%q %q", line, margin)
	}
}
