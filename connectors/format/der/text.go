package der

import (
	"unicode/utf16"
	"unicode/utf8"
)

// Text reads a character string of any universal type as UTF-8. Teletex is read as
// Latin-1, which is what issuers write in it. ok is false for another type and for
// octets that are no text of the type.
func (e Element) Text() (text string, ok bool) {
	if e.Constructed {
		return "", false
	}
	switch e.Tag {
	case UTF8String:
		return string(e.Content), utf8.Valid(e.Content)
	case PrintableString, NumericString, IA5String, VisibleString:
		return latin1(e.Content), true
	case TeletexString:
		return latin1(e.Content), true
	case BMPString:
		return wide(e.Content, 2)
	case UniversalString:
		return wide(e.Content, 4)
	}
	return "", false
}

// latin1 turns octets into the characters of the same numbers.
func latin1(b []byte) string {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return latin1Wide(b)
		}
	}
	return string(b)
}

func latin1Wide(b []byte) string {
	out := make([]rune, len(b))
	for i, c := range b {
		out[i] = rune(c)
	}
	return string(out)
}

// wide reads big-endian units of two or four octets.
func wide(b []byte, size int) (string, bool) {
	if len(b)%size != 0 {
		return "", false
	}
	if size == 2 {
		units := make([]uint16, len(b)/2)
		for i := range units {
			units[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
		}
		return string(utf16.Decode(units)), true
	}
	runes := make([]rune, len(b)/4)
	for i := range runes {
		runes[i] = rune(b[4*i])<<24 | rune(b[4*i+1])<<16 | rune(b[4*i+2])<<8 | rune(b[4*i+3])
	}
	return string(runes), true
}
