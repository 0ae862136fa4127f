package genotype

import (
	"slices"
	"strings"
	"unicode"
)

// controlWords are the words of a sample's name or type that make it a control.
var controlWords = map[string]ControlKind{
	"LADDER": Ladder, "LADDERS": Ladder, "ЛЕДДЕР": Ladder, "ЛЭДДЕР": Ladder, "ЛЕСТНИЦА": Ladder,
	"NEG": Negative, "NEGATIVE": Negative, "NC": Negative, "NTC": Negative, "BLANK": Negative,
	"ОТР": Negative, "ОТРИЦАТЕЛЬНЫЙ": Negative, "ТЕРІС": Negative,
	"POS": Positive, "POSITIVE": Positive, "PC": Positive, "ПОЛОЖИТЕЛЬНЫЙ": Positive, "ОҢ": Positive,
}

// plainWords mean a control without saying which.
var plainWords = []string{"CONTROL", "CTRL", "CTL", "КОНТРОЛЬ", "КОНТРОЛЬНЫЙ", "БАҚЫЛАУ"}

// signWords mean a control when a sign follows: "К+", "Control -".
var signWords = []string{"K", "К", "CONTROL", "CTRL", "КОНТРОЛЬ"}

// controlOf is the name rule: what control a sample is by its name or by the text of its type, and
// which standard its name gives. kind is empty for a sample that is none.
//
// A ladder goes before a negative control, that before a positive one. A standard's name makes a
// positive control; one that a sample might have too, such as "007" or "MK1", only as the whole name or
// beside another word of a control, as controls.csv says. A name that sounds like a control by chance fails its
// table loudly, because the genotype does not fit; the reverse would register a control as a person.
func controlOf(name, sampleType string) (kind ControlKind, standard string) {
	words := wordsOf(name)
	said := append(wordsOf(sampleType), words...)
	found := map[ControlKind]bool{}
	plain := false
	for _, word := range said {
		stem := strings.TrimRight(word, "0123456789")
		if kind, ok := controlWords[stem]; ok {
			found[kind] = true
		}
		plain = plain || slices.Contains(plainWords, stem)
	}
	if kind := signed(name); kind != "" {
		found[kind] = true
	}
	for _, kind := range []ControlKind{Ladder, Negative} {
		if found[kind] {
			return kind, ""
		}
	}
	standard = standardOf(words, plain || found[Positive])
	if standard != "" || plain || found[Positive] {
		return Positive, standard
	}
	return "", ""
}

// wordsOf splits a text into capital words of letters and digits.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToUpper(text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
}

func signed(name string) ControlKind {
	name = strings.ToUpper(strings.TrimSpace(name))
	for sign, kind := range map[string]ControlKind{"+": Positive, "-": Negative, "−": Negative} {
		if word, ok := strings.CutSuffix(name, sign); ok && slices.Contains(signWords, strings.TrimSpace(word)) {
			return kind
		}
	}
	return ""
}

// standardOf finds a standard among the words of a name. A word that says DNA is as good as one that says
// control.
func standardOf(words []string, control bool) string {
	control = control || slices.Contains(words, "DNA")
	for _, word := range words {
		bare := strings.TrimPrefix(word, "DNA")
		i := slices.Index(Standards, bare)
		if i < 0 {
			continue
		}
		rule := standardNames[i]
		if control || bare != word || rule == "word" || rule == "whole" && len(words) == 1 {
			return bare
		}
	}
	return ""
}
