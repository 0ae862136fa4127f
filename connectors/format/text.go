package format

import (
	"bytes"
	"unicode/utf8"
)

// byText knows JSON by its first character, and says of other text that it is text.
func byText(s sample) (Recognition, bool) {
	text := bytes.TrimLeft(bytes.TrimPrefix(s.head, []byte(byteOrderMark)), " \t\r\n")
	if len(text) > 1 && (text[0] == '{' || text[0] == '[') {
		if inside := bytes.TrimLeft(text[1:], " \t\r\n"); len(inside) > 0 && bytes.IndexByte([]byte(`"{[]}-0123456789tfn`), inside[0]) >= 0 {
			return probably(JSON, "begins like JSON")
		}
	}
	if readable(s.head) {
		return Recognition{Unknown, false, "text of no layout that bilgate knows"}, true
	}
	return not()
}

// readable says whether the head is text: UTF-8, cut anywhere, without control characters.
func readable(head []byte) bool {
	for range utf8.UTFMax - 1 {
		if r, n := utf8.DecodeLastRune(head); r != utf8.RuneError || n != 1 {
			break
		}
		head = head[:len(head)-1]
	}
	control := func(r rune) bool { return r < 0x20 && r != '\t' && r != '\r' && r != '\n' }
	return utf8.Valid(head) && !bytes.ContainsFunc(head, control)
}
