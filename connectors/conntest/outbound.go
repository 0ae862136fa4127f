package conntest

import (
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"testing"

	"bilgate/connectors"
	"bilgate/mapping/canon"
)

// Outbound runs the suite over a subsystem's sink, for every kind that it takes. Start gives the address
// of an empty subsystem, which lives as long as the test.
func Outbound(t *testing.T, out connectors.Outbound, start func(t *testing.T) (url string)) {
	if out.Name == "" || out.Help == "" || len(out.Kinds) == 0 || out.Open == nil {
		t.Fatal("a subsystem has a name, a help text, kinds and Open")
	}
	for _, name := range out.Kinds {
		kind, ok := canon.Lookup(name)
		if !ok || !slices.Contains(kind.Feeds, out.Name) {
			t.Errorf("the kind %s does not exist, or does not feed %s", name, out.Name)
			continue
		}
		t.Run(name, func(t *testing.T) {
			for what, run := range map[string]func(*sinkSuite){
				"one effect":   (*sinkSuite).oneEffect,
				"newest stays": (*sinkSuite).newestStays,
				"withdrawal":   (*sinkSuite).withdrawal,
				"at once":      (*sinkSuite).atOnce,
			} {
				t.Run(what, func(t *testing.T) { run(newSinkSuite(t, out, name, start(t))) })
			}
			t.Run("silence", func(t *testing.T) { silence(t, out, name) })
		})
	}
	if _, err := out.Open(connectors.Env{URL: "no address", HTTP: http.DefaultClient, Log: quiet}); err == nil {
		t.Error("an address that is none is taken")
	}
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// sinkSuite is one subsystem, empty at first, and one kind.
type sinkSuite struct {
	*testing.T
	sink connectors.Sink
	kind string
}

func newSinkSuite(t *testing.T, out connectors.Outbound, kind, url string) *sinkSuite {
	t.Helper()
	sink, err := out.Open(connectors.Env{URL: url, HTTP: http.DefaultClient, Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	return &sinkSuite{t, sink, kind}
}

// deliver expects an answer, and one that is complete.
func (s *sinkSuite) deliver(d connectors.Delivery) connectors.Ack {
	s.Helper()
	ack, err := s.sink.Deliver(s.Context(), d)
	if err != nil {
		s.Fatalf("version %d: silence where an answer was expected: %v", d.Version, err)
	}
	digest, bad := hex.DecodeString(ack.Digest)
	switch {
	case ack.At.IsZero():
		s.Errorf("version %d: the answer has no time", d.Version)
	case ack.State == connectors.Accepted && d.Op == connectors.Put && (bad != nil || len(digest) != 32):
		s.Errorf("version %d: accepted without the digest of what is held", d.Version)
	case ack.State == connectors.Refused && ack.Reason == "":
		s.Errorf("version %d: refused without a reason", d.Version)
	}
	return ack
}

func (s *sinkSuite) accepted(d connectors.Delivery) connectors.Ack {
	s.Helper()
	ack := s.deliver(d)
	if ack.State != connectors.Accepted {
		s.Fatalf("version %d: %s (%s), want accepted", d.Version, ack.State, ack.Reason)
	}
	return ack
}

// holds compares what the subsystem lists, and what it reads back, with what it acknowledged.
func (s *sinkSuite) holds(want ...connectors.Holding) {
	s.Helper()
	if l, ok := s.sink.(connectors.Lister); ok {
		got, err := l.Holdings(s.Context(), 0, 100)
		if err != nil || !slices.Equal(got, want) {
			s.Errorf("it lists %+v (%v), want %+v", got, err, want)
		}
	}
	r, ok := s.sink.(connectors.Reader)
	if !ok {
		return
	}
	for _, h := range want {
		if got, err := r.Held(s.Context(), h.Kind, h.ID); err != nil || got != h {
			s.Errorf("it reads back %+v (%v), want %+v", got, err, h)
		}
	}
	if len(want) == 0 {
		if _, err := r.Held(s.Context(), s.kind, recordID); !errors.Is(err, connectors.ErrNotHeld) {
			s.Errorf("it reads back a record that it does not hold: %v", err)
		}
	}
}

func (s *sinkSuite) holding(version int64, ack connectors.Ack) connectors.Holding {
	return connectors.Holding{ID: recordID, Kind: s.kind, Version: version, Digest: ack.Digest}
}

// oneEffect: the same delivery twice is one record, with one digest (I3).
func (s *sinkSuite) oneEffect() {
	s.holds()
	first := s.accepted(sample(s.kind, 1))
	s.holds(s.holding(1, first))
	again := s.accepted(sample(s.kind, 1))
	if again.Digest != first.Digest {
		s.Error("the same delivery gives another digest the second time")
	}
	s.holds(s.holding(1, first))
}

// newestStays: a newer version replaces the record, an older one afterwards changes nothing (I9).
func (s *sinkSuite) newestStays() {
	s.accepted(sample(s.kind, 1))
	third := s.accepted(sample(s.kind, 3))
	s.holds(s.holding(3, third))
	if ack := s.deliver(sample(s.kind, 2)); ack.State == connectors.Accepted {
		s.Error("an older version after a newer one is accepted")
	}
	s.holds(s.holding(3, third))
	if ack := s.deliver(retraction(s.kind, 2)); ack.State == connectors.Accepted {
		s.Error("an older withdrawal after a newer version is accepted")
	}
	s.holds(s.holding(3, third))
}

// withdrawal: it removes, can be repeated, and takes what was never held.
func (s *sinkSuite) withdrawal() {
	s.accepted(retraction(s.kind, 1))
	s.accepted(sample(s.kind, 2))
	s.accepted(retraction(s.kind, 3))
	s.holds()
	s.accepted(retraction(s.kind, 3))
	if ack := s.deliver(sample(s.kind, 2)); ack.State == connectors.Accepted {
		s.holds()
	}
	fourth := s.accepted(sample(s.kind, 4))
	s.holds(s.holding(4, fourth))
}

// atOnce: the sink is used from many goroutines.
func (s *sinkSuite) atOnce() {
	done := make(chan error)
	const many = 16
	for range many {
		go func() {
			_, err := s.sink.Deliver(s.Context(), sample(s.kind, 1))
			done <- err
		}()
	}
	for range many {
		if err := <-done; err != nil {
			s.Error(err)
		}
	}
	s.holds(s.holding(1, s.accepted(sample(s.kind, 1))))
}
