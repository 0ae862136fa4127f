package extract

import (
	_ "embed" // for the fonts
	"encoding/binary"
	"strings"
	"sync"

	"codeberg.org/go-pdf/fpdf"
)

// Noto Sans, under the SIL Open Font License in fonts/OFL.txt.
var (
	//go:embed fonts/NotoSans-Regular.ttf
	regularTTF []byte
	//go:embed fonts/NotoSans-Bold.ttf
	boldTTF []byte
)

// common are the ranges of characters that nearly every document stays within: Latin, Cyrillic with the Kazakh
// letters, dashes and quotation marks, currency signs, № and ™.
var common = [][2]rune{{0x20, 0x7E}, {0xA1, 0x17F}, {0x400, 0x4FF}, {0x2010, 0x2026}, {0x20A0, 0x20BF}, {0x2116, 0x2116}, {0x2122, 0x2122}}

func isCommon(r rune) bool {
	for _, span := range common {
		if r >= span[0] && r <= span[1] {
			return true
		}
	}
	return false
}

// typefaces are the two weights of the font.
type typefaces struct{ regular, bold []byte }

// small are the weights cut to the common characters. fpdf parses its fonts anew for each document, and these are a tenth
// of the size: about a fifth of an extract's time. A document with a rarer character takes the whole fonts.
var small = sync.OnceValue(func() typefaces {
	var set strings.Builder
	for _, span := range common {
		for r := span[0]; r <= span[1]; r++ {
			if drawable(r) {
				set.WriteRune(r)
			}
		}
	}
	return typefaces{fpdf.UTF8CutFont(regularTTF, set.String()), fpdf.UTF8CutFont(boldTTF, set.String())}
})

func faces(rare bool) typefaces {
	if rare {
		return typefaces{regularTTF, boldTTF}
	}
	return small()
}

// drawable says whether both weights have a glyph for a character.
func drawable(r rune) bool {
	return r >= 0 && r < 1<<16 && glyphs()[r]
}

var glyphs = sync.OnceValue(func() *[1 << 16]bool {
	all, bold := mapped(regularTTF), mapped(boldTTF)
	for r := range all {
		all[r] = all[r] && bold[r]
	}
	return all
})

// mapped reads which characters a TrueType font has glyphs for, from its format 4 subtable
// (OpenType, cmap): the basic multilingual plane, which is what fpdf draws.
func mapped(font []byte) *[1 << 16]bool {
	out := new([1 << 16]bool)
	sub := format4(table(font, "cmap"))
	segments := int(word(sub, 6)) / 2
	ends, starts := sub[14:], sub[16+2*segments:]
	deltas, offsets := starts[2*segments:], starts[4*segments:]
	for i := range segments {
		from, to, offset := int(word(starts, 2*i)), int(word(ends, 2*i)), int(word(offsets, 2*i))
		for c := from; c <= to && c < 0xFFFF; c++ {
			glyph := uint16(c)
			if offset != 0 {
				glyph = word(offsets, 2*i+offset+2*(c-from))
			}
			out[c] = (offset == 0 || glyph != 0) && glyph+word(deltas, 2*i) != 0
		}
	}
	return out
}

func word(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }

func table(font []byte, tag string) []byte {
	for entry := font[12:]; ; entry = entry[16:] {
		if string(entry[:4]) == tag {
			return font[binary.BigEndian.Uint32(entry[8:]):]
		}
	}
}

func format4(cmap []byte) []byte {
	for entry := cmap[4:]; ; entry = entry[8:] {
		if sub := cmap[binary.BigEndian.Uint32(entry[4:]):]; word(sub, 0) == 4 {
			return sub
		}
	}
}
