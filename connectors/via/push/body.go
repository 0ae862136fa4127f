package push

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strings"
)

// Bounds of a packed body: beyond freeBytes unpacked, no more than maxRatio bytes come of one.
const (
	maxRatio  = 200
	freeBytes = 1 << 20
)

// peekSize is how much of a body is looked at to recognise its format.
const peekSize = 64 << 10

var (
	errTooLarge = fault(http.StatusRequestEntityTooLarge, "batch_too_large", "the batch is larger than the gateway takes: send it in several batches")
	errRatio    = fault(http.StatusRequestEntityTooLarge, "batch_ratio", "the body unpacks to more than 200 times its size: send it unpacked")
	errGzip     = fault(http.StatusBadRequest, "batch_gzip", "the body is not what Content-Encoding: gzip promises: pack it again")
	errCut      = fault(http.StatusBadRequest, "batch_cut", "the body did not arrive whole: send the same batch again")
	errEncoding = fault(http.StatusUnsupportedMediaType, "encoding", "Content-Encoding is neither gzip nor identity: send the body plain or as gzip")
)

// body is the batch as Emit reads it: unpacked and bounded. It remembers why it failed.
type body struct {
	*bufio.Reader
	bounds *bounds
}

// bounds counts on both sides of the unpacking.
type bounds struct {
	in, out   io.Reader
	read, put int64
	max       int64
	packed    bool
	err       error // why reading failed, a *problem
}

// packedSide is what comes over the wire.
type packedSide struct{ *bounds }

func (s packedSide) Read(p []byte) (int, error) {
	n, err := s.in.Read(p)
	s.read += int64(n)
	var large *http.MaxBytesError
	switch {
	case err == nil || err == io.EOF:
	case errors.As(err, &large):
		err = s.fail(errTooLarge)
	default:
		err = s.fail(errCut)
	}
	return n, err
}

func (b *bounds) fail(p *problem) error {
	if b.err == nil {
		b.err = p
	}
	return b.err
}

// Read is what Emit sees.
func (b *bounds) Read(p []byte) (int, error) {
	n, err := b.out.Read(p)
	b.put += int64(n)
	switch {
	case b.put > b.max:
		return 0, b.fail(errTooLarge)
	case b.packed && b.put > freeBytes && b.put > maxRatio*b.read:
		return 0, b.fail(errRatio)
	case err != nil && err != io.EOF:
		return n, b.fail(errGzip)
	}
	return n, err
}

// open prepares a request's body. It reads the head of a packed one.
func open(w http.ResponseWriter, r *http.Request, max int64) (*body, error) {
	b := &bounds{in: http.MaxBytesReader(w, r.Body, max), max: max}
	switch strings.ToLower(r.Header.Get("Content-Encoding")) {
	case "", "identity":
		b.out = packedSide{b}
	case "gzip", "x-gzip":
		b.packed = true
		unpacked, err := gzip.NewReader(packedSide{b})
		if err != nil {
			return nil, b.fail(errGzip)
		}
		b.out = unpacked
	default:
		return nil, errEncoding
	}
	return &body{bufio.NewReaderSize(b, peekSize), b}, nil
}

// blame answers with what is wrong with the body, where that is why err came about.
func (b *body) blame(err error) error {
	if err != nil && b.bounds.err != nil {
		return b.bounds.err
	}
	return err
}
