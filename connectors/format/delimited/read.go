package delimited

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// Record is one record with the names of its columns. Both have the same length.
type Record struct {
	Names  []string
	Values []string // "" for an empty field
}

// Value is the field under a name, "" if the table has no such column.
func (r Record) Value(name string) string {
	for i := range r.Names {
		if r.Names[i] == name {
			return r.Values[i]
		}
	}
	return ""
}

// Read reads a piece that [Records] made: the header line and one record. The code is "", or why it is none.
func Read(body []byte) (Record, string) {
	if !utf8.Valid(body) || bytes.IndexByte(body, 0) >= 0 {
		return Record{}, CodeEncoding
	}
	text := string(body)
	end := lineEnd(text)
	if end == len(text) {
		return Record{}, CodeTruncated
	}
	separator := separatorOf(text[:end])
	names, code := fields(text[:end], separator)
	if code != "" {
		return Record{}, code
	}
	values, code := fields(text[end+1:], separator)
	if code == "" && len(values) != len(names) {
		code = CodeSyntax
	}
	return Record{names, values}, code
}

// checkHeader says why a line is no header: the code, or "".
func checkHeader(line []byte, needs []string) string {
	if !utf8.Valid(line) || bytes.IndexByte(line, 0) >= 0 {
		return CodeEncoding
	}
	names, code := fields(string(line), separatorOf(string(line)))
	if code != "" {
		return code
	}
	for i, name := range names {
		if strings.TrimSpace(name) == "" {
			return CodeSyntax
		}
		for _, other := range names[:i] {
			if strings.EqualFold(name, other) {
				return CodeDuplicateKey
			}
		}
	}
	for _, need := range needs {
		if !slices.Contains(names, need) {
			return CodeSyntax
		}
	}
	return ""
}

// lineEnd is the place of the line feed that ends the header, else the length. A header with an open
// quote is none, so the quotes of one that is come in pairs.
func lineEnd(text string) int {
	quoted := false
	for i := range len(text) {
		switch {
		case text[i] == '"':
			quoted = !quoted
		case text[i] == '\n' && !quoted:
			return i
		}
	}
	return len(text)
}

// separators are what may part fields.
const separators = ";\t,"

// separatorOf is what parts the names of a header: the most frequent of the separators outside quotes.
func separatorOf(header string) byte {
	var count [256]int
	quoted := false
	for i := range len(header) {
		if header[i] == '"' {
			quoted = !quoted
		}
		if !quoted {
			count[header[i]]++
		}
	}
	best := separators[0]
	for _, c := range []byte(separators) {
		if count[c] > count[best] {
			best = c
		}
	}
	return best
}

// fields splits one record, which may end in a line break.
func fields(line string, separator byte) (out []string, code string) {
	line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
	for {
		value, rest, code := field(line, separator)
		if code != "" {
			return nil, code
		}
		out = append(out, value)
		if rest == "" {
			return out, ""
		}
		line = rest[1:]
	}
}

// field cuts the first field off; rest begins with the separator or is "".
func field(line string, separator byte) (value, rest, code string) {
	if line == "" || line[0] != '"' {
		end := strings.IndexByte(line, separator)
		if end < 0 {
			end = len(line)
		}
		if strings.ContainsAny(line[:end], "\"\r\n") {
			return "", "", CodeSyntax
		}
		return line[:end], line[end:], ""
	}
	return quotedField(line, separator)
}

// quotedField reads a field in quotes, in which two quotes stand for one.
func quotedField(line string, separator byte) (value, rest, code string) {
	var b strings.Builder
	for rest = line[1:]; ; {
		end := strings.IndexByte(rest, '"')
		if end < 0 {
			return "", "", CodeTruncated
		}
		b.WriteString(rest[:end])
		rest = rest[end+1:]
		switch {
		case rest == "" || rest[0] == separator:
			return b.String(), rest, ""
		case rest[0] != '"':
			return "", "", CodeSyntax
		}
		b.WriteByte('"')
		rest = rest[1:]
	}
}
