package conntest

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"testing"
	"testing/iotest"
	"time"

	"bilgate/connectors"
)

// framed is what Split found, in order: a Message or an Unreadable each.
type framed []any

func (s *feedSuite) batch(c pushCase, body io.Reader) connectors.Batch {
	return connectors.Batch{
		Feed: s.feed.Name, ID: batchID, Format: c.format, Set: c.set,
		Received: time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC), Body: body,
	}
}

// split frames a batch.
func (s *feedSuite) split(b connectors.Batch) (out framed, err error) {
	err = s.feed.Split(b,
		func(m connectors.Message) error { out = append(out, m); return nil },
		func(u connectors.Unreadable) error { out = append(out, u); return nil })
	return out, err
}

// framing: the same bytes give the same pieces, in whatever pieces they arrive; sequences count from 1
// over both kinds; errors come back as they are.
func (s *feedSuite) framing(t *testing.T, c pushCase) framed {
	out, err := s.split(s.batch(c, bytes.NewReader(c.body)))
	if err != nil {
		t.Fatalf("split: %v", err)
	}
	for name, r := range map[string]io.Reader{
		"once more":    bytes.NewReader(c.body),
		"byte by byte": iotest.OneByteReader(bytes.NewReader(c.body)),
		"in halves":    iotest.HalfReader(bytes.NewReader(c.body)),
		"to the end":   iotest.DataErrReader(bytes.NewReader(c.body)),
	} {
		again, err := s.split(s.batch(c, r))
		if err != nil || !reflect.DeepEqual(again, out) {
			t.Errorf("split %s gives other pieces, or fails: %v", name, err)
		}
	}
	s.sequence(t, out)
	s.failing(t, c, out)
	return out
}

func (s *feedSuite) sequence(t *testing.T, out framed) {
	for i, piece := range out {
		seq := 0
		switch piece := piece.(type) {
		case connectors.Unreadable:
			seq = piece.Seq
			if piece.Code == "" {
				t.Errorf("unreadable piece %d has no code", seq)
			}
		case connectors.Message:
			seq = piece.Seq
			s.message(t, piece)
		}
		if seq != i+1 {
			t.Errorf("piece %d has the sequence %d", i+1, seq)
		}
	}
}

// message checks that a message is complete.
func (s *feedSuite) message(t *testing.T, m connectors.Message) {
	switch {
	case m.ID == "", m.Feed != s.feed.Name, m.Format == "", m.Received.IsZero(), len(m.Body) == 0:
		t.Errorf("message %d lacks an id, feed, format, time or body", m.Seq)
	case m.Op != connectors.Put && m.Op != connectors.Retract:
		t.Errorf("message %d has the op %q", m.Seq, m.Op)
	case m.RecordID == "" && (m.Op == connectors.Retract || !s.feed.Several):
		t.Errorf("message %d has no record", m.Seq)
	case s.feed.Order == connectors.ByRevision && m.Revision < 1:
		t.Errorf("message %d has no revision", m.Seq)
	case len(m.Body) > connectors.MaxMessage:
		t.Errorf("message %d is too large", m.Seq)
	}
}

// failing: an error of the body or of a callback ends Split and comes back as it is.
func (s *feedSuite) failing(t *testing.T, c pushCase, out framed) {
	mine := errors.New("mine")
	half := io.MultiReader(bytes.NewReader(c.body[:len(c.body)/2]), iotest.ErrReader(mine))
	if _, err := s.split(s.batch(c, half)); err != mine {
		t.Errorf("split turns an error of the body into %v", err)
	}
	calls := 0
	fail := func() error { calls++; return mine }
	err := s.feed.Split(s.batch(c, bytes.NewReader(c.body)),
		func(connectors.Message) error { return fail() }, func(connectors.Unreadable) error { return fail() })
	if len(out) > 0 && (err != mine || calls != 1) {
		t.Errorf("after an error of a callback split goes on, or turns it into %v", err)
	}
}
