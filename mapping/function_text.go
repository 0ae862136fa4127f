package mapping

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"

	"cel.dev/cel-go/common/types"
)

var trimFunction = function{
	name: "trim",
	help: "Cuts white space (Unicode White_Space, which has the no-break space) from both ends. A text of white space alone becomes the empty text.",
	examples: []Example{
		{`trim("  Әлия ")`, "Әлия"},
		{`trim("\u00a0Иван\t")`, "Иван"},
		{`trim(optional.none())`, "nothing"},
	},
	shapes: []shape{{params: []param{textParam("text")}, result: types.StringType, bind: fixed(unary(always(strings.TrimSpace)))}},
}

var upperFunction = function{
	name: "upper",
	help: "Upper case letter by letter, by Unicode's simple mapping: all Kazakh and Russian letters, no letter becomes two.",
	examples: []Example{
		{`upper("Ғалым Нұрбек")`, "ҒАЛЫМ НҰРБЕК"},
		{`upper("ёжик")`, "ЁЖИК"},
		{`upper("id-7")`, "ID-7"},
	},
	shapes: []shape{{params: []param{textParam("text")}, result: types.StringType, bind: fixed(unary(always(upper)))}},
}

var lowerFunction = function{
	name: "lower",
	help: "Lower case letter by letter, by Unicode's simple mapping: all Kazakh and Russian letters, no letter becomes two.",
	examples: []Example{
		{`lower("ҮЛКЕН ҺӘМ ІРІ")`, "үлкен һәм ірі"},
		{`lower("Мужской")`, "мужской"},
	},
	shapes: []shape{{params: []param{textParam("text")}, result: types.StringType, bind: fixed(unary(always(lower)))}},
}

var replaceFunction = function{
	name: "replace",
	help: "Puts new in place of every old.",
	examples: []Example{
		{`replace("12-34-56", "-", "")`, "123456"},
		{`replace("а/я", "/", "-")`, "а-я"},
	},
	shapes: []shape{{
		params: []param{textParam("text"), literalParam("old"), literalParam("new")},
		result: types.StringType,
		bind: func(l []string, _ *binding) (operation, error) {
			if l[0] == "" {
				return operation{}, &argumentError{"the text to replace is empty", "write the text that goes"}
			}
			return unary(always(func(s string) string { return strings.ReplaceAll(s, l[0], l[1]) })), nil
		},
	}},
}

var splitFunction = function{
	name: "split",
	help: "Cuts a text at every separator. The pieces keep their white space; the empty text gives one empty piece.",
	examples: []Example{
		{`split("15,16.2", ",")`, "[15 16.2]"},
		{`split("15", ",")`, "[15]"},
	},
	shapes: []shape{{
		params: []param{textParam("text"), literalParam("separator")},
		result: textsType,
		bind: func(l []string, _ *binding) (operation, error) {
			if l[0] == "" {
				return operation{}, &argumentError{"the separator is empty", `write a separator such as ","`}
			}
			return unary(always(func(s string) []string { return strings.Split(s, l[0]) })), nil
		},
	}},
}

var joinFunction = function{
	name: "join",
	help: "Joins texts with a separator between them.",
	examples: []Example{
		{`join(["Иван", "Петров"], " ")`, "Иван Петров"},
		{`join(split("1-2", "-"), "/")`, "1/2"},
	},
	shapes: []shape{{
		params: []param{{name: "texts", typ: textsType}, literalParam("separator")},
		result: types.StringType,
		bind: func(l []string, _ *binding) (operation, error) {
			return unary(always(func(s []string) string { return strings.Join(s, l[0]) })), nil
		},
	}},
}

var sha256Function = function{
	name:     "sha256",
	help:     "The SHA-256 of the text's UTF-8 bytes, as 64 lower-case hexadecimal digits.",
	examples: []Example{{`sha256("abc")`, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}},
	shapes: []shape{{params: []param{textParam("text")}, result: types.StringType, bind: fixed(unary(always(func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return hex.EncodeToString(sum[:])
	})))}},
}

// textsType is the type of a list of text.
var textsType = types.NewListType(types.StringType)

func upper(s string) string { return mapLetters(s, upperTable[:], unicode.ToUpper) }
func lower(s string) string { return mapLetters(s, lowerTable[:], unicode.ToLower) }

// caseTableSize covers ASCII, Latin-1 and all Cyrillic letters (U+0400–U+052F): characters of one or two bytes.
const caseTableSize = 0x530

var upperTable, lowerTable = caseTable(unicode.ToUpper), caseTable(unicode.ToLower)

// caseTable holds a case mapping as long as it keeps a character's length in UTF-8; 0 elsewhere.
func caseTable(to func(rune) rune) (t [caseTableSize]uint16) {
	for r := range rune(caseTableSize) {
		if m := to(r); utf8.RuneLen(m) == utf8.RuneLen(r) {
			t[r] = uint16(m)
		}
	}
	return t
}

// mapLetters maps characters one by one. A text that does not change is returned as it is.
func mapLetters(s string, table []uint16, slow func(rune) rune) string {
	for i := 0; i < len(s); {
		r, size := decodeShort(s[i:])
		if size == 0 || table[r] == 0 {
			return mapAny(s, slow)
		}
		if rune(table[r]) != r {
			return mapShort(s, i, table, slow)
		}
		i += size
	}
	return s
}

// mapShort maps s from its byte i on, with the table as long as it reaches.
func mapShort(s string, i int, table []uint16, slow func(rune) rune) string {
	out := make([]byte, len(s))
	copy(out, s[:i])
	for i < len(s) {
		r, size := decodeShort(s[i:])
		if size == 0 || table[r] == 0 {
			return mapAny(s, slow)
		}
		m := table[r]
		if size == 1 {
			out[i] = byte(m)
		} else {
			out[i], out[i+1] = 0xC0|byte(m>>6), 0x80|byte(m&0x3F)
		}
		i += size
	}
	return string(out)
}

// mapAny maps what the tables do not reach. A text that is not UTF-8 has no letters: it stays as it is.
func mapAny(s string, to func(rune) rune) string {
	if !utf8.ValidString(s) {
		return s
	}
	return strings.Map(to, s)
}

// decodeShort reads a character of one or two bytes inside the tables; size 0 means another one.
func decodeShort(s string) (r rune, size int) {
	switch {
	case s[0] < 0x80:
		return rune(s[0]), 1
	case s[0]&0xE0 == 0xC0 && len(s) > 1 && s[1]&0xC0 == 0x80:
		r = rune(s[0]&0x1F)<<6 | rune(s[1]&0x3F)
		if r >= 0x80 && r < caseTableSize {
			return r, 2
		}
	}
	return 0, 0
}
