package mapping

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// byteOrderMark begins some files in UTF-8; it says nothing and is skipped.
const byteOrderMark = "\ufeff"

// foreign says which encoding a text looks like that is not UTF-8: its name as iconv knows it, and the
// first line that shows it. The name is "" if the text is UTF-8.
func foreign(text []byte) (encoding string, line int) {
	bad := firstInvalid(text)
	if nul := bytes.IndexByte(text, 0); nul >= 0 && (bad < 0 || nul < bad) {
		bad = nul
	}
	if bad < 0 {
		return "", 0
	}
	line = bytes.Count(text[:bad], []byte("\n")) + 1
	zeros := bytes.Count(text, []byte{0})
	wide := len(text) >= 8 && zeros*4 > len(text) // every other byte of what is Latin
	switch {
	case bytes.HasPrefix(text, []byte{0xff, 0xfe}) || wide && text[1] == 0:
		return "UTF-16LE", 1
	case bytes.HasPrefix(text, []byte{0xfe, 0xff}) || wide && text[0] == 0:
		return "UTF-16BE", 1
	case zeros > 0:
		return noText, line
	}
	return cyrillic(text), line
}

// noText stands for what is no text in any encoding.
const noText = "binary"

// cyrillic is the eight-bit encoding in which a text has the most small Cyrillic letters.
func cyrillic(text []byte) string {
	var windows1251, koi8r, cp866 int
	for _, b := range text {
		switch {
		case b >= 0xe0:
			windows1251++
			cp866 += boolInt(b < 0xf0)
		case b >= 0xc0:
			koi8r++
		case b >= 0xa0 && b < 0xb0:
			cp866++
		}
	}
	switch {
	case windows1251+koi8r+cp866 == 0:
		return noText
	case cp866 > max(windows1251, koi8r):
		return "CP866"
	case koi8r > windows1251:
		return "KOI8-R"
	}
	return "windows-1251"
}

// notUTF8 says what a file that is not UTF-8 looks like, and what to do with it.
func notUTF8(encoding, file string) (message, fix string) {
	if encoding == noText {
		return "the file is no text", "write a text in UTF-8: this looks like a spreadsheet, an archive or a damaged file"
	}
	return fmt.Sprintf("the file is not UTF-8: it looks like %s", encoding),
		fmt.Sprintf("convert it: iconv -f %s -t UTF-8 %s; in a spreadsheet, save it as “CSV UTF-8”", encoding, file)
}

// firstInvalid is the place of the first byte that is not UTF-8, -1 if all are.
func firstInvalid(text []byte) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
	return -1
}
