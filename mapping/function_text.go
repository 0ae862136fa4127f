package mapping

import (
	"strings"

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
	shapes: []shape{{params: []param{textParam("text")}, result: types.StringType, bind: fixed(unary(always(trimSpace)))}},
}

var upperFunction = function{
	name: "upper",
	help: "Upper case letter by letter, by Unicode's simple mapping: all Kazakh and Russian letters, no letter becomes two.",
	examples: []Example{
		{`upper("Ғалым Нұрбек")`, "ҒАЛЫМ НҰРБЕК"},
		{`upper("ёжик")`, "ЁЖИК"},
		{`upper("id-7")`, "ID-7"},
	},
	shapes: []shape{{params: []param{textParam("text")}, result: types.StringType, bind: fixed(appending(appendUpper))}},
}

var lowerFunction = function{
	name: "lower",
	help: "Lower case letter by letter, by Unicode's simple mapping: all Kazakh and Russian letters, no letter becomes two.",
	examples: []Example{
		{`lower("ҮЛКЕН ҺӘМ ІРІ")`, "үлкен һәм ірі"},
		{`lower("Мужской")`, "мужской"},
	},
	shapes: []shape{{params: []param{textParam("text")}, result: types.StringType, bind: fixed(appending(appendLower))}},
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
			return appending(func(dst []byte, s string) []byte { return appendReplaced(dst, s, l[0], l[1]) }), nil
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
			return appending(func(dst []byte, s []string) []byte { return appendJoined(dst, s, l[0]) }), nil
		},
	}},
}

// textsType is the type of a list of text.
var textsType = types.NewListType(types.StringType)

func appendReplaced(dst []byte, s, old, new string) []byte {
	for {
		before, after, found := strings.Cut(s, old)
		dst = append(dst, before...)
		if !found {
			return dst
		}
		dst, s = append(dst, new...), after
	}
}

func appendJoined(dst []byte, texts []string, separator string) []byte {
	for i, s := range texts {
		if i > 0 {
			dst = append(dst, separator...)
		}
		dst = append(dst, s...)
	}
	return dst
}
