package hostile

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// want is what must become of a sample.
type want int

const (
	refusal want = iota // a piece of it is refused; what is taken is the plain record
	plain               // the plain record, or a refusal
	noted               // a finding says that something was not read, or a refusal
	kept                // anything but another character in the place of one that was sent
)

// sample is a body with what must become of it.
type sample struct {
	name, field, body string
	want              want
}

// bodies are an object that is broken or odd as a whole.
func bodies(o object) []sample {
	text := o.String()
	out := []sample{
		{"byte order mark in front", "", "\ufeff" + text, plain},
		{"blanks and line breaks around", "", "\r\n\t " + text + " \n", plain},
		{"a list of one", "", "[" + text + "]", plain},
		{"escaped letters", "", escaped(o).String(), plain},
		{"empty object", "", "{}", refusal},
		{"null", "", "null", refusal},
		{"a number", "", "7", refusal},
		{"a text", "", `"record"`, refusal},
		{"a list in a list", "", "[[" + text + "]]", refusal},
		{"text behind", "", text + "x", refusal},
		{"bracket behind", "", text + "}", refusal},
		{"comma behind", "", text + ",", refusal},
		{"NUL behind", "", text + "\x00", refusal},
		{"comma before the end", "", strings.TrimSuffix(text, "}") + ",}", refusal},
		{"comment", "", "{/* record */" + text[1:], refusal},
		{"single quotes", "", strings.ReplaceAll(text, `"`, "'"), refusal},
		{"UTF-16", "", utf16Bytes(text), refusal},
		{"UTF-32 beginning", "", "\xff\xfe\x00\x00" + text, refusal},
		{"100,000 brackets", "", strings.Repeat("[", 100_000), refusal},
		{"17 MB", "", o.and("padding", quoted(strings.Repeat("a", 17<<20))).String(), refusal},
		{"1 MB in an unknown member", "", o.and("padding", quoted(strings.Repeat("a", 1<<20))).String(), noted},
		{"unknown member, 1,000 deep", "", o.and("padding", strings.Repeat("[", 1000)+strings.Repeat("]", 1000)).String(), noted},
		{"unknown member", "", o.and("unlisted", "1").String(), noted},
		{"unknown member twice", "", o.and("unlisted", "1").and("unlisted", "1").String(), refusal},
	}
	if windows, err := charmap.Windows1251.NewEncoder().String("Ж"); err == nil {
		out = append(out, sample{"windows-1251", "", o.and("note", `"`+windows+`"`).String(), refusal})
	}
	const cuts = 16
	for n := range cuts {
		at := 1 + n*(len(text)-2)/(cuts-1)
		out = append(out, sample{fmt.Sprintf("cut, %d of %d", n+1, cuts), "", text[:at], refusal})
	}
	return out
}

// escaped writes the letters of keys and texts as \u escapes where JSON may.
func escaped(o object) object {
	out := append(object{}, o...)
	for i, m := range out {
		if strings.HasPrefix(m.value, `"`) && !strings.Contains(m.value, `\`) {
			out[i].value = `"` + escapes(strings.Trim(m.value, `"`)) + `"`
		}
	}
	return out
}

func escapes(s string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, `\u%04X`, unit)
	}
	return b.String()
}

func utf16Bytes(s string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(s)) {
		b.Write([]byte{byte(unit), byte(unit >> 8)})
	}
	return b.String()
}

// members are an object of which one member is broken or odd.
func members(o object) []sample {
	var out []sample
	for i, m := range o {
		add := func(name string, o object, w want) { out = append(out, sample{name, m.key, o.String(), w}) }
		add("key twice", o.and(m.key, m.value), refusal)
		add("key twice, once in capitals", o.and(strings.ToUpper(m.key), m.value), refusal)
		add("key in capitals", o.named(i, strings.ToUpper(m.key)), noted)
		add("key with a blank", o.named(i, m.key+" "), noted)
		add("key with a look-alike letter", o.named(i, strings.NewReplacer("o", "о", "i", "і", "a", "а", "e", "е").Replace(m.key)+"і"), noted)
		out = append(out, sample{"key twice, once escaped", m.key, strings.TrimSuffix(o.String(), "}") + `,"` + escapes(m.key) + `":` + m.value + "}", refusal})
		for name, value := range others(m.value) {
			add(name, o.with(i, value), refusal)
		}
		if strings.HasPrefix(m.value, `"`) {
			inner := strings.TrimSuffix(m.value, `"`)
			add("NUL as an escape", o.with(i, inner+`\u0000"`), kept)
			add("half of a surrogate pair", o.with(i, inner+`\ud800"`), refusal)
			add("halves in the wrong order", o.with(i, inner+`\udc00\ud800"`), refusal)
			add("unknown escape", o.with(i, inner+`\x41"`), refusal)
			add("line break in the text", o.with(i, inner+"\n\""), refusal)
			add("byte of no encoding", o.with(i, inner+"\xff\""), refusal)
			add("cut character", o.with(i, inner+"\xd0\""), refusal)
			add("text without its end", o.with(i, inner), refusal)
		}
	}
	return out
}

// others are values of another type than a member's own.
func others(value string) map[string]string {
	out := map[string]string{"an object in its place": "{}", "true in its place": "true", "NaN in its place": "NaN", "nothing in its place": ""}
	switch value[0] {
	case '"':
		out["a number in its place"], out["a list in its place"] = "7", "["+value+"]"
	case '[':
		out["a text in its place"], out["numbers in its place"], out["a list in its list"] = `"x"`, "[1]", "["+value+"]"
	default:
		for _, number := range []string{"1.5", "1e400", "-1", "+1", "01", "0x1", "99999999999999999999", "-9223372036854775809", `"1"`} {
			out[number+" in its place"] = number
		}
	}
	return out
}

// foreign are files of another kind than any that a feed takes.
func foreign() []sample {
	return []sample{
		{"nothing at all", "", "", refusal},
		{"1,000 NULs", "", strings.Repeat("\x00", 1000), refusal},
		{"bytes without sense", "", noise(64 << 10), refusal},
		{"a web page", "", "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>", refusal},
		{"a ZIP file", "", "PK\x03\x04\x14\x00\x00\x00\x08\x00" + noise(512), refusal},
		{"a PDF file", "", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", refusal},
		{"an entity that unfolds", "", `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>`, refusal},
		{"1 MB without a line break", "", strings.Repeat("a", 1<<20), refusal},
		{"a beginning that breaks off", "", "1.001:99", refusal},
		{"UTF-16", "", utf16Bytes("Sample Name\tMarker\tAllele 1\n"), refusal},
	}
}

// noise is bytes that look like chance and are always the same.
func noise(n int) string {
	b := make([]byte, n)
	state := uint32(1)
	for i := range b {
		state = state*1664525 + 1013904223
		b[i] = byte(state >> 24)
	}
	return string(b)
}
