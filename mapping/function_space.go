package mapping

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"cel.dev/cel-go/common/types"
)

var collapseFunction = function{
	name: "collapse", help: "Makes one space of every run of white space (Unicode White_Space) and cuts both ends.",
	examples: []Example{{`collapse(" Иванов\t\u00a0 Иван ")`, "Иванов Иван"}, {`collapse("   ")`, ""}, {`collapse(optional.none())`, "nothing"}},
	shapes:   sure(appending(appendCollapsed), types.StringType, textParam("text")),
}

var nfcFunction = function{
	name: "nfc", help: "Unicode normalisation form C: a letter and its mark, written as two characters, become the one character that looks the same. A text that is not UTF-8 stays as it is.",
	examples: []Example{{`nfc("и\u0306")`, "й"}, {`nfc("Әлия")`, "Әлия"}, {`nfc(optional.none())`, "nothing"}},
	shapes: sure(appending(func(dst []byte, s string) []byte {
		if !utf8.ValidString(s) {
			return append(dst, s...)
		}
		return append(dst, norm.NFC.String(s)...)
	}), types.StringType, textParam("text")),
}

var concatFunction = function{
	name: "concat", help: "Puts two to four texts one behind the other. Unlike +, it takes texts that may be missing: nothing in one gives nothing.",
	examples: []Example{{`concat("N", "12345678")`, "N12345678"}, {`concat("a", "-", "b", "!")`, "a-b!"}, {`concat("N", optional.none())`, "nothing"}},
	shapes: []shape{
		{params: []param{textParam("a"), textParam("b")}, result: types.StringType, bind: fixed(concatOperation)},
		{params: []param{textParam("a"), textParam("b"), textParam("c")}, result: types.StringType, bind: fixed(concatOperation)},
		{params: []param{textParam("a"), textParam("b"), textParam("c"), textParam("d")}, result: types.StringType, bind: fixed(concatOperation)},
	},
}

var wordsFunction = function{
	name: "words", help: "The pieces of a text between white space, without empty ones. words(text)[?0] is the first, or nothing.",
	examples: []Example{{`words("Иванов  Иван")`, "[Иванов Иван]"}, {`words("Иванов  Иван")[?1]`, "Иван"}, {`words(" ")[?0]`, "nothing"}},
	shapes:   sure(unary(always(strings.Fields)), textsType, textParam("text")),
}

var nonEmptyFunction = function{
	name: "nonEmpty", help: "The text itself; nothing if it is empty or white space alone.",
	examples: []Example{{`nonEmpty("Иван")`, "Иван"}, {`nonEmpty(" ")`, "nothing"}, {`coalesce(nonEmpty(""), nonEmpty("б"))`, "б"}},
	shapes: []shape{{params: []param{textParam("text")}, result: types.StringType, nothing: true, bind: fixed(picking(func(s string) (string, finding) {
		if strings.TrimSpace(s) == "" {
			return "", none
		}
		return s, found
	}))}},
}

var nothingIfFunction = function{
	name: "nothingIf", help: "The text itself; nothing if it is, letter by letter, the word by which the agency says that there is nothing.",
	examples: []Example{{`nothingIf("-", "-")`, "nothing"}, {`nothingIf("нет", "-")`, "нет"}, {`nothingIf(nothingIf("нет", "-"), "нет")`, "nothing"}},
	shapes: []shape{{params: []param{textParam("text"), literalParam("word")}, result: types.StringType, nothing: true, bind: func(l []string, _ *binding) (operation, error) {
		return picking(func(s string) (string, finding) {
			if s == l[0] {
				return "", none
			}
			return s, found
		}), nil
	}}},
}

// appendCollapsed appends the words of s with one space between them. Bytes that are no UTF-8 stay.
func appendCollapsed(dst []byte, s string) []byte {
	start := len(dst)
	for {
		s = strings.TrimLeftFunc(s, unicode.IsSpace)
		if s == "" {
			return dst
		}
		end := strings.IndexFunc(s, unicode.IsSpace)
		if end < 0 {
			end = len(s)
		}
		if len(dst) > start {
			dst = append(dst, ' ')
		}
		dst, s = append(dst, s[:end]...), s[end:]
	}
}
