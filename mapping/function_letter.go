package mapping

import (
	"unicode"
	"unicode/utf8"

	"cel.dev/cel-go/common/types"
)

var scriptFunction = function{
	name: "script", help: "The script of a text's letters, Cyrl or Latn (ISO 15924). Digits, spaces and marks do not count.",
	refuses: "the letters are of both scripts, or of another one, or there are none, or the text is not UTF-8",
	examples: []Example{
		{`script("Қайрат-2")`, "Cyrl"},
		{`script("OMAROV")`, "Latn"},
		{`script("Mаша")`, "refused"},
		{`script("12")`, "refused"},
	},
	shapes: refusing(unary(script), types.StringType, textParam("text")),
}

var isCyrillicFunction = function{
	name: "isCyrillic", help: "Says whether a text has letters and all of them are Cyrillic.", refuses: "the text is not UTF-8",
	examples: []Example{{`isCyrillic("Әлия")`, "true"}, {`isCyrillic("Әliя")`, "false"}, {`isCyrillic(optional.none())`, "nothing"}},
	shapes:   refusing(unary(writtenIn("Cyrl")), types.BoolType, textParam("text")),
}

var isLatinFunction = function{
	name: "isLatin", help: "Says whether a text has letters and all of them are Latin.", refuses: "the text is not UTF-8",
	examples: []Example{{`isLatin("OMAROV")`, "true"}, {`isLatin("ОМАROV")`, "false"}, {`isLatin(optional.none())`, "nothing"}},
	shapes:   refusing(unary(writtenIn("Latn")), types.BoolType, textParam("text")),
}

var lookalikeFunction = function{
	name: "lookalike", refuses: "the text is not UTF-8",
	help: "The match key of a text: equal for texts that look the same whatever letters they are typed in (Latin H for Н, i for і, 3 for З), in large or small letters. For == and for lookup only: it cannot be stored, because no one wrote it.",
	examples: []Example{
		{`lookalike("MEP3IMI") == lookalike("мерзімі")`, "true"},
		{`lookalike("Һәкім") == lookalike("hәкiм")`, "true"},
		{`lookalike("Иван") == lookalike("Іван")`, "false"},
		{`lookup("sex", lookalike("MУЖCКОЙ"))`, "M"},
	},
	shapes: refusing(unary(lookOf), keyType, textParam("text")),
}

var sameLookFunction = function{
	name: "sameLook", refuses: "a text is not UTF-8",
	help:     "Says whether two texts look the same: lookalike(a) == lookalike(b).",
	examples: []Example{{`sameLook("ТУҒАН KYHI", "Туған күні")`, "true"}, {`sameLook("Ганна", "Анна")`, "false"}, {`sameLook("а", optional.none())`, "nothing"}},
	shapes: refusing(binary(func(a, b string) (bool, bool) {
		left, ok := lookOf(a)
		right, also := lookOf(b)
		return left == right, ok && also
	}), types.BoolType, textParam("a"), textParam("b")),
}

// scripts of the letters of a text.
type scripts struct{ cyrillic, latin, other bool }

// scriptsOf finds them; false where the text is not UTF-8.
func scriptsOf(s string) (found scripts, ok bool) {
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !utf8.ValidString(s[i:]):
			return found, false
		case r < utf8.RuneSelf:
			found.latin = found.latin || r|0x20 >= 'a' && r|0x20 <= 'z'
		case unicode.Is(unicode.Cyrillic, r):
			found.cyrillic = true
		case unicode.Is(unicode.Latin, r):
			found.latin = true
		case unicode.IsLetter(r):
			found.other = true
		}
	}
	return found, true
}

// name is the one script, "" if there is none or more than one.
func (s scripts) name() string {
	switch s {
	case scripts{cyrillic: true}:
		return "Cyrl"
	case scripts{latin: true}:
		return "Latn"
	}
	return ""
}

func script(s string) (string, bool) {
	found, ok := scriptsOf(s)
	return found.name(), ok && found.name() != ""
}

func writtenIn(name string) func(string) (bool, bool) {
	return func(s string) (bool, bool) {
		found, ok := scriptsOf(s)
		return found.name() == name, ok
	}
}
