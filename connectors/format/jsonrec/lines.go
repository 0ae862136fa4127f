package jsonrec

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// blockSize is how much of a stream is read at once.
const blockSize = 64 << 10

var bom = []byte("\ufeff")

// Lines frames a stream of objects, one a line (NDJSON): each that passes [Check] goes to line, what
// does not to bad. Seq counts both from 1; blank lines do not count. A line longer than max bytes is
// skipped to its end. The last line needs no line feed. A body belongs to the callee.
//
// An error of a callback or of the stream is returned as it is.
func Lines(r io.Reader, max int, line func(seq int, body []byte) error, bad func(seq int, code string) error) error {
	stream := bufio.NewReaderSize(r, blockSize)
	if err := skipBOM(stream); err != nil {
		return err
	}
	p := pieces{max: max, good: line, bad: bad}
	for {
		body, long, err := readLine(stream, max)
		if err != nil && err != io.EOF {
			return err
		}
		if err := p.line(body, long); err != nil {
			return err
		}
		if err == io.EOF {
			return nil
		}
	}
}

// pieces numbers what a framer finds and hands it on.
type pieces struct {
	max  int
	seq  int
	good func(seq int, body []byte) error
	bad  func(seq int, code string) error
}

func (p *pieces) line(body []byte, long bool) error {
	if !long && len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	return p.piece(body, long)
}

// piece hands on one piece by what Check says of it.
func (p *pieces) piece(body []byte, long bool) error {
	if long {
		return p.unreadable(CodeTooLarge)
	}
	if code, _ := Check(body); code != "" {
		return p.unreadable(code)
	}
	p.seq++
	return p.good(p.seq, body)
}

func (p *pieces) unreadable(code string) error {
	p.seq++
	return p.bad(p.seq, code)
}

func skipBOM(r *bufio.Reader) error {
	head, err := r.Peek(len(bom))
	if err != nil && err != io.EOF {
		return err
	}
	if bytes.Equal(head, bom) {
		r.Discard(len(bom))
	}
	return nil
}

// readLine reads up to a line feed, without it and a carriage return before it. The error is io.EOF
// for the last line. A line of more than max bytes is passed over and reported as long.
func readLine(r *bufio.Reader, max int) (body []byte, long bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		end := len(part)
		if err == nil {
			end--
		}
		if long = long || len(body)+end > max+1; long {
			body = nil
		} else {
			body = append(body, part[:end]...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		body = bytes.TrimSuffix(body, []byte("\r"))
		return body, long || len(body) > max, err
	}
}
