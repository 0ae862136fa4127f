package mapping

import (
	"errors"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// matchKey is what two texts that look the same have in common. Its type fits no canonical field: it is
// compared, and looked up, and never stored.
type matchKey string

var (
	keyType  = types.NewOpaqueType("match_key")
	keyTrait = types.NewObjectType("match_key")
)

var errKey = errors.New("a match key is compared, never stored")

// lookOf makes the key of a text: form C, one space between words, small letters, and every letter that
// looks like another one as one of the two. A word with a letter that only Latin has is read as Latin, any
// other word as Cyrillic.
func lookOf(s string) (matchKey, bool) {
	if !utf8.ValidString(s) {
		return "", false
	}
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	out := make([]byte, 0, len(s))
	for i, word := range strings.Fields(s) {
		if i > 0 {
			out = append(out, ' ')
		}
		out = appendLook(out, word)
	}
	return matchKey(out), true
}

func appendLook(dst []byte, word string) []byte {
	twins := &toCyrillic
	switch latin, letters := lettersOf(word); {
	case letters == 0:
		twins = &noTwins
	case latin:
		twins = &toLatin
	}
	for _, r := range word {
		if twin, ok := (*twins)[r]; ok {
			r = twin
		}
		dst = utf8.AppendRune(dst, unicode.ToLower(r))
	}
	return dst
}

// lettersOf counts a word's letters and says whether one of them is Latin and looks like no Cyrillic one.
func lettersOf(word string) (latin bool, letters int) {
	for _, r := range word {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if _, twin := toCyrillic[r]; !twin && unicode.Is(unicode.Latin, r) {
			latin = true
		}
	}
	return latin, letters
}

// Letters that look alike, Latin and digits over Cyrillic. Ү is drawn like У in capitals, ќ stands in
// damaged tables for қ.
const (
	latinTwins    = "ABCEHIKMOPTXYaceopxyihkmt30"
	cyrillicTwins = "АВСЕНІКМОРТХУасеорхуіһкмтзо"
)

var (
	toCyrillic = withOthers(twins(latinTwins, cyrillicTwins))
	toLatin    = twins(strings.TrimSuffix(cyrillicTwins, "зо"), strings.TrimSuffix(latinTwins, "30"))
	noTwins    = map[rune]rune{}
)

func twins(from, to string) map[rune]rune {
	out := map[rune]rune{}
	target := []rune(to)
	for i, r := range []rune(from) {
		out[r] = target[i]
	}
	return out
}

// withOthers adds letters of Cyrillic that look like another one of Cyrillic.
func withOthers(m map[rune]rune) map[rune]rune {
	for from, to := range map[rune]rune{'Ү': 'У', 'ү': 'у', 'Ќ': 'Қ', 'ќ': 'қ', 'Ї': 'І', 'ї': 'і', 'Ӏ': 'І', 'ӏ': 'і'} {
		m[from] = to
	}
	return m
}

// ConvertToNative implements ref.Val: a key becomes nothing else.
func (k matchKey) ConvertToNative(reflect.Type) (any, error) { return nil, errKey }

// ConvertToType implements ref.Val: a key becomes nothing else.
func (k matchKey) ConvertToType(ref.Type) ref.Val { return types.WrapErr(errKey) }

// Equal implements ref.Val.
func (k matchKey) Equal(other ref.Val) ref.Val { return types.Bool(k == other) }

// Type implements ref.Val.
func (k matchKey) Type() ref.Type { return keyTrait }

// Value implements ref.Val.
func (k matchKey) Value() any { return k }
