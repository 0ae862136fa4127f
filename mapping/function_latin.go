package mapping

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cel.dev/cel-go/common/types"
)

var fitsLatinFunction = function{
	name: "fitsLatin", refuses: "the first text has no Cyrillic letters, the second has letters that no passport prints, or one of them is not UTF-8",
	help: "Says whether a Latin spelling may stand for a Cyrillic name: by the table of ICAO 9303, or as passports of Kazakhstan print it, letter by letter (KH or H for Х, IA or YA for Я). A finding for a person to judge: a holder may have chosen another spelling, and a Latin name is stored as printed, never made.",
	examples: []Example{
		{`fitsLatin("Хайруллин", "KHAIRULLIN")`, "true"},
		{`fitsLatin("Қайрат Әлия", "Kairat Aliya")`, "true"},
		{`fitsLatin("Юлия", "IULIIA")`, "true"},
		{`fitsLatin("Юлия", "JULIA")`, "false"},
		{`fitsLatin("Юлия", "Юлия")`, "refused"},
	},
	shapes: refusing(binary(fitsLatin), types.BoolType, textParam("cyrillic"), textParam("latin")),
}

// maxNameLetters bounds the names that are compared.
const maxNameLetters = 200

// spellings are what may stand for a small Cyrillic letter: ICAO 9303 part 3, section 6 B, first, and what
// is seen on documents of Kazakhstan after it. "" says that the letter may be left out.
var spellings = map[rune][]string{
	'а': {"a"}, 'б': {"b"}, 'в': {"v"}, 'г': {"g"}, 'д': {"d"}, 'е': {"e", "ye"}, 'ё': {"e", "yo", "io"}, 'ж': {"zh"},
	'з': {"z"}, 'и': {"i"}, 'й': {"i", "y"}, 'к': {"k"}, 'л': {"l"}, 'м': {"m"}, 'н': {"n"}, 'о': {"o"}, 'п': {"p"},
	'р': {"r"}, 'с': {"s"}, 'т': {"t"}, 'у': {"u"}, 'ф': {"f"}, 'х': {"kh", "h"}, 'ц': {"ts"}, 'ч': {"ch"}, 'ш': {"sh"},
	'щ': {"shch"}, 'ъ': {"ie", ""}, 'ы': {"y"}, 'ь': {""}, 'э': {"e"}, 'ю': {"iu", "yu"}, 'я': {"ia", "ya"},
	'ә': {"a"}, 'ғ': {"g"}, 'қ': {"k"}, 'ң': {"n", "ng"}, 'ө': {"o"}, 'ұ': {"u"}, 'ү': {"u"}, 'һ': {"h"}, 'і': {"i"},
}

func fitsLatin(cyrillic, latin string) (fits, ok bool) {
	letters, ok := nameLetters(cyrillic, unicode.Cyrillic)
	if !ok {
		return false, false
	}
	spelt, ok := nameLetters(latin, unicode.Latin)
	if !ok {
		return false, false
	}
	return spells(letters, string(spelt)), true
}

// spells follows all spellings at once: open are the places in latin that may be reached so far.
func spells(letters []rune, latin string) bool {
	open := []int{0}
	for _, r := range letters {
		var next []int
		for _, at := range open {
			for _, s := range spellings[r] {
				if strings.HasPrefix(latin[at:], s) && !slices.Contains(next, at+len(s)) {
					next = append(next, at+len(s))
				}
			}
		}
		open = next
	}
	return slices.Contains(open, len(latin))
}

// nameLetters are the small letters of a name; spaces, hyphens and apostrophes do not count. False where it
// has letters of another script, letters without a spelling, anything else, or none.
func nameLetters(s string, script *unicode.RangeTable) ([]rune, bool) {
	var out []rune
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !utf8.ValidString(s[i:]):
			return nil, false
		case r == ' ' || r == '-' || r == '\'' || r == '’' || r == '\u00a0':
		case !unicode.Is(script, r):
			return nil, false
		case script == unicode.Latin && r > unicode.MaxASCII, script == unicode.Cyrillic && spellings[unicode.ToLower(r)] == nil:
			return nil, false
		default:
			out = append(out, unicode.ToLower(r))
		}
	}
	return out, len(out) > 0 && len(out) <= maxNameLetters
}
