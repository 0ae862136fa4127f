package cmf

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Caps of one file.
const (
	MaxFile       = 16 << 20 // bytes
	maxRun        = 32 << 10 // bytes of one tag, or between two
	maxText       = 1 << 10  // bytes of one value
	maxAttributes = 64
)

// xsiNamespace holds schemaLocation and its kin, which every XML file may carry.
const xsiNamespace = "http://www.w3.org/2001/XMLSchema-instance"

// reader walks the tokens of a file and knows where it is.
type reader struct {
	xml    *xml.Decoder
	file   *File
	begun  bool  // a token has been read
	bom    int   // bytes before the XML
	at     Place // where the token at hand begins
	record int   // index of the specimen at hand, or NoRecord
}

func newReader(data []byte) (*reader, error) {
	if err := measure(data); err != nil {
		return nil, err
	}
	text := bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	r := &reader{xml: xml.NewDecoder(bytes.NewReader(text)), file: &File{}, bom: len(data) - len(text), record: NoRecord}
	r.xml.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errCharset }
	return r, nil
}

var errCharset = errors.New("only UTF-8 is read")

// measure checks the lengths that the XML decoder would take on trust: of the file, and of every
// run between two angle brackets.
func measure(data []byte) error {
	switch {
	case len(data) > MaxFile:
		return &Error{Rule: RuleTooLarge, Place: start, Message: "the file is longer than 16 MiB"}
	case !utf8.Valid(data):
		return &Error{Rule: RuleEncoding, Place: start, Message: "the file is not UTF-8"}
	}
	for at := 0; at < len(data); {
		run := bytes.IndexAny(data[at:min(len(data), at+maxRun+1)], "<>")
		if run < 0 && len(data)-at > maxRun {
			return &Error{Rule: RuleTooLarge, Place: placeOf(data, at), Message: "a tag or text is longer than 32 KiB"}
		}
		if run < 0 {
			return nil
		}
		at += run + 1
	}
	return nil
}

// start is the place of a fault of the file as a whole.
var start = Place{Line: 1, Column: 1}

// placeOf is the place of an offset.
func placeOf(data []byte, offset int) Place {
	before := data[:offset]
	return Place{Offset: offset, Line: 1 + bytes.Count(before, []byte("\n")), Column: offset - bytes.LastIndexByte(before, '\n')}
}

// here is where the decoder stands: after the last token, and before the next.
func (r *reader) here() Place {
	line, column := r.xml.InputPos()
	return Place{Offset: r.bom + int(r.xml.InputOffset()), Line: line, Column: column}
}

func (r *reader) fail(rule, element, format string, args ...any) error {
	return &Error{Rule: rule, Place: r.at, Element: element, Message: fmt.Sprintf(format, args...)}
}

// token is the next start, end or text; at the end of the file it is nil. Comments are passed over.
func (r *reader) token() (xml.Token, error) {
	for {
		r.at = r.here()
		token, err := r.xml.Token()
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		if err != nil {
			return nil, r.malformed(err)
		}
		first := !r.begun
		r.begun = true
		switch token := token.(type) {
		case xml.StartElement:
			return token, r.attributesOnce(token)
		case xml.Directive:
			return nil, r.fail(RuleMarkup, "", "a DOCTYPE is not accepted")
		case xml.ProcInst:
			if token.Target != "xml" || !first {
				return nil, r.fail(RuleMarkup, "", "a processing instruction is not accepted")
			}
		case xml.EndElement, xml.CharData:
			return token, nil
		}
	}
}

// malformed says what the XML decoder found without repeating the text it found it in.
func (r *reader) malformed(err error) error {
	if errors.Is(err, errCharset) {
		return r.fail(RuleEncoding, "", "the declaration names another encoding than UTF-8")
	}
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return &Error{Rule: RuleSyntax, Place: r.here(), Message: "the file is not well-formed XML"}
	}
	return r.fail(RuleSyntax, "", "the file is not well-formed XML")
}

// attributesOnce refuses what the XML decoder lets pass: too many attributes, and one twice.
func (r *reader) attributesOnce(start xml.StartElement) error {
	if len(start.Attr) > maxAttributes {
		return r.fail(RuleAttributes, "", "an element has more than %d attributes", maxAttributes)
	}
	for i, a := range start.Attr {
		if slices.ContainsFunc(start.Attr[:i], func(b xml.Attr) bool { return a.Name == b.Name }) {
			return r.fail(RuleAttributes, "", "an element has an attribute twice")
		}
	}
	return nil
}

func isBlank(text []byte) bool { return len(bytes.Trim(text, " \t\r\n")) == 0 }

// text reads an element that holds text alone, and closes it.
func (r *reader) text(element string) (string, error) {
	var all []byte
	for {
		token, err := r.token()
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.CharData:
			if all = append(all, token...); len(all) > maxText {
				return "", r.fail(RuleTooLarge, element, "the text is longer than 1 KiB")
			}
		case xml.EndElement:
			return strings.Trim(string(all), " \t\r\n"), nil
		case xml.StartElement:
			return "", r.fail(RuleElement, element, "an element stands where text must")
		}
	}
}
