package mapping

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"

	"cel.dev/cel-go/common/types"
)

var startsWithFunction = function{
	name: "startsWith", member: true, help: "Says whether a text begins with another one, letter by letter.",
	examples: []Example{{`startsWith("KAZ12", "KAZ")`, "true"}, {`"kaz12".startsWith("KAZ")`, "false"}, {`startsWith(optional.none(), "K")`, "nothing"}},
	shapes:   textsToBool(strings.HasPrefix, "start"),
}

var endsWithFunction = function{
	name: "endsWith", member: true, help: "Says whether a text ends with another one, letter by letter.",
	examples: []Example{{`endsWith("Иванович", "вич")`, "true"}, {`"Иван".endsWith("вич")`, "false"}, {`endsWith(optional.none(), "вич")`, "nothing"}},
	shapes:   textsToBool(strings.HasSuffix, "end"),
}

var containsFunction = function{
	name: "contains", member: true, help: "Says whether a text has another one in it, letter by letter.",
	examples: []Example{{`contains("ул. Абая", "Абая")`, "true"}, {`"ул. Абая".contains("абая")`, "false"}, {`contains(optional.none(), "а")`, "nothing"}},
	shapes:   textsToBool(strings.Contains, "part"),
}

var matchesFunction = function{
	name: "matches", member: true, refuses: "the text is not UTF-8",
	help: "Says whether a pattern (RE2 syntax, time bounded by the text's length) is found in a text; ^ and $ tie it to the ends.",
	examples: []Example{
		{`matches("N12345678", "^[A-Z][0-9]{8}$")`, "true"},
		{`"Иванов 2".matches("[0-9]$")`, "true"},
		{`matches(optional.none(), "a")`, "nothing"},
	},
	shapes: []shape{{params: []param{textParam("text"), literalParam("pattern")}, result: types.BoolType, fallible: true, bind: bindMatches}},
}

var extractFunction = function{
	name: "extract", refuses: "the pattern is not found, or the text is not UTF-8",
	help: "The part of a text that a pattern (RE2 syntax) finds first, or the part in its brackets with that number, counted from 1.",
	examples: []Example{
		{`extract("приказ № 730 от 30.09.2024", "[0-9]+")`, "730"},
		{`extract("серия N номер 12345678", "номер ([0-9]+)", 1)`, "12345678"},
		{`extract("без номера", "[0-9]+")`, "refused"},
	},
	shapes: []shape{
		{params: []param{textParam("text"), literalParam("pattern")}, result: types.StringType, fallible: true, bind: bindExtract},
		{params: []param{textParam("text"), literalParam("pattern"), countParam("group")}, result: types.StringType, fallible: true, bind: bindExtract},
	},
}

// textsToBool is the shape of a question about two texts.
func textsToBool(f func(a, b string) bool, second string) []shape {
	return sure(binary(func(a, b string) (bool, bool) { return f(a, b), true }), types.BoolType, textParam("text"), textParam(second))
}

func bindMatches(l []string, _ *binding) (operation, error) {
	pattern, err := compilePattern(l[0])
	return unary(func(s string) (bool, bool) { return utf8.ValidString(s) && pattern.MatchString(s), utf8.ValidString(s) }), err
}

func bindExtract(l []string, _ *binding) (operation, error) {
	pattern, err := compilePattern(l[0])
	if err != nil {
		return operation{}, err
	}
	group := 0
	if len(l) > 1 {
		if group, err = literalCount(l[1], "group", 1); err != nil {
			return operation{}, err
		}
	}
	if group > pattern.NumSubexp() {
		return operation{}, &argumentError{fmt.Sprintf("the pattern has %d pairs of brackets, not %d", pattern.NumSubexp(), group), "put brackets around the part that is meant, or name another group"}
	}
	return unary(func(s string) (string, bool) { return extract(pattern, s, group) }), nil
}

// compilePattern compiles a pattern within bounds: RE2 takes time linear in the text, times the pattern's size.
func compilePattern(text string) (*regexp.Regexp, error) {
	parsed, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return nil, &argumentError{"the pattern is wrong: " + strings.TrimPrefix(err.Error(), "error parsing regexp: "), `write RE2 syntax: ^[0-9]{9}$; a bracket, a dot or a + that is meant itself has \\ before it`}
	}
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil || len(program.Inst) > maxRegexp {
		return nil, &argumentError{fmt.Sprintf("the pattern is too large: more than %d steps", maxRegexp), "repeat less often, or split the pattern"}
	}
	return regexp.Compile(text)
}

func extract(pattern *regexp.Regexp, s string, group int) (string, bool) {
	if !utf8.ValidString(s) {
		return "", false
	}
	at := pattern.FindStringSubmatchIndex(s)
	if at == nil || at[2*group] < 0 {
		return "", false
	}
	return s[at[2*group]:at[2*group+1]], true
}
