package push

import (
	"bytes"
	"mime"
	"net/http"
	"slices"
	"strings"

	"bilgate/connectors"
)

const octetStream = "application/octet-stream"

// aliases are other names of media types that feeds take.
var aliases = map[string]string{
	"text/json":                         "application/json",
	"application/ndjson":                "application/x-ndjson",
	"application/jsonl":                 "application/x-ndjson",
	"application/x-jsonlines":           "application/x-ndjson",
	"text/xml":                          "application/xml",
	"application/csv":                   "text/csv",
	"application/x-an2":                 "application/x-ansi-nist",
	"text/plain":                        octetStream,
	"application/x-www-form-urlencoded": octetStream, // what curl says unasked
	"":                                  octetStream,
}

// format is the media type that the request names, or that the content shows where it names none.
func (b *body) format(contentType string, feed *connectors.Feed) (string, error) {
	named, parameters, err := mime.ParseMediaType(contentType)
	if contentType != "" && err != nil {
		return "", unfit(feed)
	}
	if charset := parameters["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
		return "", unfit(feed)
	}
	if alias, ok := aliases[named]; ok {
		named = alias
	}
	if named != octetStream {
		if !slices.Contains(feed.Formats, named) {
			return "", unfit(feed)
		}
		return named, nil
	}
	return b.recognise(feed)
}

func (b *body) recognise(feed *connectors.Feed) (string, error) {
	head, _ := b.Peek(peekSize)
	if err := b.bounds.err; err != nil {
		return "", err
	}
	for _, media := range mediaTypes(head) {
		if slices.Contains(feed.Formats, media) {
			return media, nil
		}
	}
	switch {
	case len(feed.Formats) == 1:
		return feed.Formats[0], nil
	case slices.Contains(feed.Formats, octetStream):
		return octetStream, nil
	}
	return "", unfit(feed)
}

// unfit says which formats the feed takes.
func unfit(feed *connectors.Feed) error {
	return fault(http.StatusUnsupportedMediaType, "format",
		feed.Name+" does not take this format: send "+strings.Join(feed.Formats, ", ")+", in UTF-8, and name it in Content-Type")
}

// mediaTypes names the media types that a body beginning with head may be of, the likeliest first.
func mediaTypes(head []byte) []string {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	switch {
	case bytes.HasPrefix(text, []byte("1.001:")), bytes.HasPrefix(text, []byte("1.01:")), bytes.HasPrefix(text, []byte("01.001:")):
		return []string{"application/x-ansi-nist"}
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return []string{"application/zip"}
	case bytes.HasPrefix(text, []byte("[")):
		return []string{"application/json"}
	case bytes.HasPrefix(text, []byte("{")):
		return objects(text)
	case bytes.HasPrefix(text, []byte("<")):
		return []string{"application/xml"}
	}
	return table(text)
}

// objects tells one object from an object a line.
func objects(text []byte) []string {
	end, broken := objectEnd(text)
	if broken || end == len(text) {
		return []string{"application/json", "application/x-ndjson"}
	}
	return []string{"application/x-ndjson", "application/json"}
}

// objectEnd is where white space after the first object ends, and whether a line breaks inside it.
func objectEnd(text []byte) (end int, broken bool) {
	quoted, depth := false, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '\n' && depth > 0:
			return i, true
		case c == '}' || c == ']':
			depth--
		}
		if depth == 0 {
			rest := bytes.TrimLeft(text[i+1:], " \t\r\n")
			return len(text) - len(rest), false
		}
	}
	return 0, false
}

// table tells tables by what parts the names in the header.
func table(text []byte) []string {
	header, _, _ := bytes.Cut(text, []byte("\n"))
	tabs := bytes.Count(header, []byte("\t"))
	others := bytes.Count(header, []byte(";")) + bytes.Count(header, []byte(","))
	switch {
	case tabs > 0 && tabs >= others:
		return []string{"text/tab-separated-values", "text/csv"}
	case others > 0:
		return []string{"text/csv"}
	}
	return nil
}
