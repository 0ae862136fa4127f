package delimited

import (
	"bufio"
	"bytes"
	"io"
	"slices"
	"strings"
)

const blockSize = 64 << 10

var bom = []byte("\ufeff")

// Records frames a table into pieces of header line and record line, which go to record; what is none
// goes to bad. Seq counts both from 1; the header and blank lines do not count. A piece longer than max
// bytes is skipped to its end. Without a usable header, which names the columns in needs, nothing can be
// framed: that is one bad piece. A table of a header alone has no records. A body belongs to the callee.
//
// An error of a callback or of the stream is returned as it is.
func Records(r io.Reader, max int, record func(seq int, body []byte) error, bad func(seq int, code string) error, needs ...string) error {
	l := lines{r: bufio.NewReaderSize(r, blockSize), max: max, separators: separators}
	header, code, err := l.header(needs)
	if err != nil {
		return err
	}
	if code != "" {
		return bad(1, code)
	}
	l.max -= len(header)
	l.separators = string(separatorOf(string(header)))
	for seq := 1; ; {
		line, code, err := l.next()
		if err != nil && err != io.EOF {
			return err
		}
		if code != "" || len(bytes.TrimSpace(line)) > 0 {
			if err := hand(seq, header, line, code, record, bad); err != nil {
				return err
			}
			seq++
		}
		if err == io.EOF {
			return nil
		}
	}
}

func hand(seq int, header, line []byte, code string, record func(int, []byte) error, bad func(int, string) error) error {
	if code == "" {
		body := slices.Concat(header, line)
		if _, code = Read(body); code == "" {
			return record(seq, body)
		}
	}
	return bad(seq, code)
}

// lines reads physical lines, and goes on to the next one where a quote is open.
type lines struct {
	r          *bufio.Reader
	max        int
	separators string
}

// header reads the first line without a byte order mark, and ends it. It must name the columns in needs.
func (l *lines) header(needs []string) (header []byte, code string, err error) {
	line, code, err := l.next()
	if err != nil && err != io.EOF {
		return nil, "", err
	}
	line = bytes.TrimPrefix(line, bom)
	if code == "" {
		code = checkHeader(line, needs)
	}
	return append(line, '\n'), code, nil
}

// next reads up to a line feed outside quotes, without it. The error is io.EOF for the last line.
func (l *lines) next() (line []byte, code string, err error) {
	q := quoting{separators: l.separators, start: true}
	for {
		part, err := l.r.ReadSlice('\n')
		if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
			return nil, "", err
		}
		q.read(part)
		if code == "" && len(line)+len(part) > l.max+2 {
			line, code = nil, CodeTooLarge
		}
		if code == "" {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull, err == nil && q.inside:
			continue
		case err == io.EOF && q.inside && code == "":
			return nil, CodeTruncated, err
		}
		line = bytes.TrimSuffix(line, []byte("\n"))
		if code == "" && len(bytes.TrimSuffix(line, []byte("\r"))) > l.max {
			line, code = nil, CodeTooLarge
		}
		return line, code, err
	}
}

// quoting follows whether text is inside quotes. A quote opens only where a field begins, so that a
// stray one spoils its own record and none behind it.
type quoting struct {
	separators            string
	start, inside, closed bool // closed: the byte before was the closing quote, or the first of two
}

func (q *quoting) read(text []byte) {
	for _, c := range text {
		quote := c == '"'
		closes := quote && q.inside
		q.inside = quote && (q.start || q.closed) || q.inside && !quote
		q.closed = closes
		q.start = !q.inside && strings.IndexByte(q.separators, c) >= 0
	}
}
