package mapping

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"cel.dev/cel-go/common/types"
)

var leftFunction = function{
	name: "left", help: "The first characters of a text: letters are counted, not bytes.", refuses: "the text is shorter, or not UTF-8",
	examples: []Example{{`left("Әлия", 2)`, "Әл"}, {`left("Ә", 2)`, "refused"}, {`left(optional.none(), 2)`, "nothing"}},
	shapes: pieceShapes(func(count int) func(string) (string, bool) {
		return func(s string) (string, bool) { return piece(s, 0, count) }
	}),
}

var rightFunction = function{
	name: "right", help: "The last characters of a text: letters are counted, not bytes.", refuses: "the text is shorter, or not UTF-8",
	examples: []Example{{`right("N12345678", 8)`, "12345678"}, {`right("Әлия", 5)`, "refused"}},
	shapes: pieceShapes(func(count int) func(string) (string, bool) {
		return func(s string) (string, bool) { return piece(s, utf8.RuneCountInString(s)-count, count) }
	}),
}

var substringFunction = function{
	name: "substring", help: "So many characters of a text from a place on; the first character has place 0.", refuses: "the text ends before, or is not UTF-8",
	examples: []Example{{`substring("KAZ-N12345678", 4, 9)`, "N12345678"}, {`substring("Қайрат", 4, 3)`, "refused"}},
	shapes: []shape{{
		params: []param{textParam("text"), countParam("from"), countParam("count")}, result: types.StringType, fallible: true,
		bind: func(l []string, _ *binding) (operation, error) {
			from, err := literalCount(l[0], "from", 0)
			if err != nil {
				return operation{}, err
			}
			length, err := literalCount(l[1], "count", 1)
			return unary(func(s string) (string, bool) { return piece(s, from, length) }), err
		},
	}},
}

var padLeftFunction = function{
	name: "padLeft", help: "Fills a text up to a number of characters, in front, with one character.", refuses: "the text is longer, or not UTF-8",
	examples: []Example{{`padLeft("712", 6, "0")`, "000712"}, {`padLeft("1234567", 6, "0")`, "refused"}},
	shapes: []shape{{
		params: []param{textParam("text"), countParam("width"), literalParam("fill")}, result: types.StringType, fallible: true,
		bind: bindPadLeft,
	}},
}

// maxWidth bounds what a text is filled up to.
const maxWidth = 1000

func bindPadLeft(l []string, _ *binding) (operation, error) {
	width, err := literalCount(l[0], "width", 1)
	if err == nil && width > maxWidth {
		err = &argumentError{fmt.Sprintf("the width is %d at most", maxWidth), "write a smaller width"}
	}
	if err == nil && utf8.RuneCountInString(l[1]) != 1 {
		err = &argumentError{fmt.Sprintf("the fill %q is not one character", l[1]), `write one character such as "0"`}
	}
	return unary(func(s string) (string, bool) {
		missing := width - utf8.RuneCountInString(s)
		if missing < 0 || !utf8.ValidString(s) {
			return "", false
		}
		return strings.Repeat(l[1], missing) + s, true
	}), err
}

// pieceShapes is the shape of a function of a text and a number of characters.
func pieceShapes(of func(count int) func(string) (string, bool)) []shape {
	return []shape{{
		params: []param{textParam("text"), countParam("count")}, result: types.StringType, fallible: true,
		bind: func(l []string, _ *binding) (operation, error) {
			n, err := literalCount(l[0], "count", 1)
			return unary(of(n)), err
		},
	}}
}

// literalCount reads a whole number that stands in a mapping.
func literalCount(literal, name string, least int) (int, error) {
	n, err := strconv.Atoi(literal)
	if err != nil || n < least {
		return 0, &argumentError{fmt.Sprintf("the %s is a whole number from %d", name, least), fmt.Sprintf("write a number such as %d", max(least, 3))}
	}
	return n, nil
}

// piece cuts characters out of a text; false where it has not so many.
func piece(s string, from, count int) (string, bool) {
	if from < 0 || !utf8.ValidString(s) {
		return "", false
	}
	s, ok := skip(s, from)
	if !ok {
		return "", false
	}
	rest, ok := skip(s, count)
	return s[:len(s)-len(rest)], ok
}

// skip leaves characters out at the front.
func skip(s string, characters int) (string, bool) {
	for range characters {
		if s == "" {
			return "", false
		}
		_, size := utf8.DecodeRuneInString(s)
		s = s[size:]
	}
	return s, true
}
