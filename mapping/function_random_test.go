package mapping

import (
	"strings"
	"testing"
)

// textCalls are calls that give a text; $ stands for a text that may be missing.
var textCalls = []string{
	`trim($)`, `collapse($)`, `upper($)`, `lower($)`, `nfc($)`, `replace($, "a", "")`, `concat($, $)`, `concat($, "-", $, src.id)`, `left($, 2)`, `right($, 3)`,
	`substring($, 1, 2)`, `padLeft($, 8, "0")`, `split($, ".")[?1]`, `words($)[?0]`, `join(words($), " ")`, `nonEmpty($)`, `nothingIf($, "мужской")`,
	`extract($, "[0-9]+")`, `extract($, "([а-я])([а-я])", 2)`, `script($)`, `digits($, 12)`, `lookup("sex", lookalike($))`,
	`lookup("citizenship", lookalike($), date($, "DD.MM.YYYY"))`, `reverseLookup("sex", $)`, `reverseLookup("citizenship", $, date($, "DD.MM.YYYY"))`, `iin($)`, `iinSex($)`,
	`mrz($, "number")`, `mrz($, "given")`, `mrz($, "sex")`, `mrz($, "optional")`, `sha256($)`, `sha256Base64($)`,
}

// questions are calls that give true or false, nothing or a refusal.
var questions = []string{
	`startsWith($, "0")`, `$.endsWith("5")`, `contains($, $)`, `matches($, "^[0-9.]+$")`, `isCyrillic($)`, `isLatin($)`, `sameLook($, $)`, `fitsLatin($, $)`,
	`inList("sex", $)`, `inList("citizenship", $, date($, "DD.MM.YYYY"))`, `isBase64($)`, `isHex($)`,
}

// comparisons are questions that are always answered: a refusal rejects.
var comparisons = []string{
	`lookalike($).orReject("look") == lookalike($).orReject("look")`,
	`lookalike($).orReject("look") != lookalike("мyжской").orReject("look")`,
	`integer($).orReject("number") > 7`,
	`resolutionClass(src.height, "px/cm").orReject("class") == 500`,
	`resolutionClass(number($), "px/in").orReject("class") == 1000`,
	`resolutionClass(convert(number($, ",", " "), "px/mm", "px/in"), "px/in").orReject("class") == 500`,
	`resolutionClass(round(number($), 1), "px/in").orReject("class") == 1000`,
	`date($, "D.M.YYYY|YYYY-MM-DD").orReject("day") < date($, "DD.MM.YYYY").orReject("day")`,
	`date($, "DD.MM.YY", 1827).orReject("day") < date($, "DD.MM.YYYY").orReject("day")`,
	`date($, "D MMMM YYYY").orReject("day") != date($, "DD MMM YYYY").orReject("day")`,
	`partialDate($, "DD.MM.YYYY").orReject("day") == partialDate($, "DD.MM.YYYY").orReject("day")`,
	`dateOf(timestamp($, "DD.MM.YYYY HH:mm:ss")).orReject("day") > date($, "DD.MM.YYYY").orReject("day")`,
	`dateOf(timestamp($, "DD.MM.YYYY HH:mmZ"), "UTC").orReject("day") > date($, "DD.MM.YYYY").orReject("day")`,
	`dateOf(unixSeconds(src.revision)).orReject("day") > dateOf(unixMillis(src.revision)).orReject("day")`,
	`excelDate(src.height).orReject("day") < excelDate(src.revision).orReject("day")`,
	`year(date($, "DD.MM.YYYY")).orReject("day") == 1885`,
	`year(partialDate($, "DD.MM.YYYY")).orReject("day") == 1885`,
	`month(date($, "DD.MM.YYYY")).orReject("day") > day(date($, "DD.MM.YYYY")).orReject("day")`,
	`daysBetween(date($, "DD.MM.YYYY"), date($, "DD.MM.YYYY")).orReject("day") > 30`,
	`age(date($, "DD.MM.YYYY"), date($, "DD.MM.YYYY")).orReject("day") < 18`,
	`iinBirth($).orReject("day") == date($, "DD.MM.YYYY").orReject("day")`,
	`mrzBirth($, 1800).orReject("day") == mrzExpiry($).orReject("day")`,
	`mrzPartialBirth($, 1800).orReject("day") == partialDate($, "DD.MM.YYYY").orReject("day")`,
}

// moreTexts are values on which those functions do something.
var moreTexts = []string{
	"мyжской", "Мaша", "и\u0306", " a  b\t", "197", "500.4", "1 234,5", "7.3.1885", "1885-03-07", "07.03.85", "7 марта 1885", "07 мар 1885",
	"29.02.2024 23:30:00", "01.06.2024 12:00+05:00", "KAZ", "M", "IVANOV", "ИВАНОВ", "YWJj", "00ff", "ab12\xff", "\xd0", "00.00.1885",
	strings.Trim(exampleCard, `"`), strings.ReplaceAll(strings.Trim(examplePassport, `"`), `\n`, "\n"),
}

func (g *generator) randomText() string {
	if g.IntN(2) == 0 {
		return g.pick(moreTexts...)
	}
	return g.pick(randomTexts...)
}

// called is a call of a random function that gives a text.
func (g *generator) called(depth int) string { return g.filled(g.pick(textCalls...), depth) }

// asked is a random question.
func (g *generator) asked(depth int) string {
	switch g.IntN(3) {
	case 0:
		return g.filled(g.pick(questions...), depth) + ".orValue(false)"
	case 1:
		return g.filled(g.pick(questions...), depth) + `.orReject("asked")`
	}
	return g.filled(g.pick(comparisons...), depth)
}

func (g *generator) filled(call string, depth int) string {
	out := ""
	for i, r := range call {
		switch {
		case r == '$' && strings.Count(call[:i], `"`)%2 == 0: // not the end of a pattern
			out += g.text(depth)
		default:
			out += string(r)
		}
	}
	return out
}

// TestEveryFunctionIsTried: the random expressions have every function of the language.
func TestEveryFunctionIsTried(t *testing.T) {
	all := strings.Join(textCalls, "\n") + strings.Join(questions, "\n") + strings.Join(comparisons, "\n")
	for _, f := range library {
		if !strings.Contains(all, f.name+"(") {
			t.Errorf("no random expression calls %s", f.name)
		}
	}
}
