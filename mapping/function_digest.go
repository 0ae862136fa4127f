package mapping

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"

	"cel.dev/cel-go/common/types"
)

var sha256Function = function{
	name: "sha256", help: "The SHA-256 of the text's UTF-8 bytes, as 64 lower-case hexadecimal digits.",
	examples: []Example{
		{`sha256("abc")`, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{`sha256(optional.none())`, "nothing"},
	},
	shapes: sure(appending(func(dst []byte, s string) []byte { return appendDigest(dst, []byte(s)) }), types.StringType, textParam("text")),
}

var sha256Base64Function = function{
	name: "sha256Base64", help: "The SHA-256 of the bytes that a text writes in base64 (RFC 4648 section 4), as 64 lower-case hexadecimal digits.",
	refuses: "the text is no base64",
	examples: []Example{
		{`sha256Base64("YWJj")`, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{`sha256Base64("YWJ")`, "refused"},
	},
	shapes: refusing(unary(func(s string) (string, bool) {
		b, ok := fromBase64(s)
		return string(appendDigest(nil, b)), ok
	}), types.StringType, textParam("text")),
}

var isBase64Function = function{
	name: "isBase64", help: "Says whether a text is base64 (RFC 4648 section 4): with its = at the end, without line breaks, without bits that stand for nothing. The empty text is.",
	examples: []Example{{`isBase64("YWI=")`, "true"}, {`isBase64("YWI")`, "false"}, {`isBase64("YWJ=")`, "false"}, {`isBase64(optional.none())`, "nothing"}},
	shapes:   sure(unary(always(func(s string) bool { _, ok := fromBase64(s); return ok })), types.BoolType, textParam("text")),
}

var isHexFunction = function{
	name: "isHex", help: "Says whether a text is whole bytes in hexadecimal digits, large or small. The empty text is.",
	examples: []Example{{`isHex("00fF")`, "true"}, {`isHex("0")`, "false"}, {`isHex("0x00")`, "false"}, {`isHex(optional.none())`, "nothing"}},
	shapes:   sure(unary(always(isHex)), types.BoolType, textParam("text")),
}

func appendDigest(dst, b []byte) []byte {
	sum := sha256.Sum256(b)
	return hex.AppendEncode(dst, sum[:])
}

// fromBase64 decodes; false at anything that the alphabet does not have, line breaks too.
func fromBase64(s string) ([]byte, bool) {
	for i := range len(s) {
		if s[i] == '\r' || s[i] == '\n' {
			return nil, false // encoding/base64 would skip them
		}
	}
	b, err := base64.StdEncoding.Strict().DecodeString(s)
	return b, err == nil
}

func isHex(s string) bool {
	for i := range len(s) {
		c := s[i] | 0x20
		if s[i]-'0' > 9 && (c < 'a' || c > 'f') {
			return false
		}
	}
	return len(s)%2 == 0
}
