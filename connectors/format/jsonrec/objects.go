package jsonrec

import (
	"bufio"
	"errors"
	"io"
)

// Objects frames a JSON document that is one object or a list of objects, without holding more than
// one of them. Callbacks, seq and errors are those of [Lines]. What follows a place where the document
// itself breaks cannot be framed: it is one bad piece.
func Objects(r io.Reader, max int, object func(seq int, body []byte) error, bad func(seq int, code string) error) error {
	stream := bufio.NewReaderSize(r, blockSize)
	if err := skipBOM(stream); err != nil {
		return err
	}
	d := document{r: stream, pieces: pieces{max: max, good: object, bad: bad}}
	switch err := d.read(); err {
	case errEnd:
		return d.unreadable(CodeTruncated)
	case errBroken:
		return d.unreadable(CodeSyntax)
	default:
		return err
	}
}

// How a document breaks.
var (
	errEnd    = errors.New("the document ends in the middle")
	errBroken = errors.New("the document is neither an object nor a list of objects")
)

// document frames one JSON document. Its methods return errEnd or errBroken where it breaks.
type document struct {
	pieces
	r *bufio.Reader
}

func (d *document) byte() (byte, error) {
	c, err := d.r.ReadByte()
	if err == io.EOF {
		err = errEnd
	}
	return c, err
}

// next returns the first byte that is no white space.
func (d *document) next() (byte, error) {
	for {
		c, err := d.byte()
		if err != nil || !isSpace(c) {
			return c, err
		}
	}
}

func (d *document) read() error {
	c, err := d.next()
	if err != nil {
		return err
	}
	if c == '[' {
		err = d.list()
	} else {
		err = d.element(c)
	}
	if err != nil {
		return err
	}
	return d.end()
}

func (d *document) list() error {
	c, err := d.next()
	if err != nil || c == ']' {
		return err
	}
	for {
		if err := d.element(c); err != nil {
			return err
		}
		c, err = d.next()
		if err != nil || c == ']' {
			return err
		}
		if c != ',' {
			return errBroken
		}
		if c, err = d.next(); err != nil {
			return err
		}
	}
}

// end is where only white space may follow.
func (d *document) end() error {
	switch _, err := d.next(); err {
	case nil:
		return errBroken
	case errEnd:
		return nil
	default:
		return err
	}
}

// element reads the value that begins with c and hands it on.
func (d *document) element(c byte) error {
	if c != '{' {
		return errBroken
	}
	body, long, err := d.braces()
	if err != nil {
		return err
	}
	return d.piece(body, long)
}

// braces reads to the brace that closes the object, minding braces in strings. It frames and does not
// check; what is longer than max is passed over.
func (d *document) braces() (body []byte, long bool, err error) {
	body = append(body, '{')
	text := false
	for depth := 1; depth > 0; {
		c, err := d.byte()
		if err != nil {
			return nil, false, err
		}
		if long = long || len(body) == d.max; long {
			body = nil
		} else {
			body = append(body, c)
		}
		switch {
		case text && c == '\\':
			if c, err = d.byte(); err != nil {
				return nil, false, err
			}
			if !long {
				body = append(body, c)
			}
		case c == '"':
			text = !text
		case !text && (c == '{' || c == '['):
			depth++
		case !text && (c == '}' || c == ']'):
			depth--
		}
	}
	return body, long || len(body) > d.max, nil
}
