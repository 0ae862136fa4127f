package holdingstest

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"bilgate/connectors"
	"bilgate/connectors/holdings"
)

func acceptedSaysWhatIsHeld(t *testing.T, sub Subsystem) {
	s := sub.stage(t, t.TempDir())
	d := sub.Put("rec", 1)
	ack := s.accepted(t, d)
	want := connectors.Holding{ID: "rec", Kind: d.Record.Kind, Version: 1, Digest: ack.Digest}
	if got := s.one(t); got != want || !holdings.IsDigest(ack.Digest) {
		t.Errorf("holds %+v, want %+v", got, want)
	}
	if got, err := s.Held(context.Background(), d.Record.Kind, "rec"); err != nil || got != want {
		t.Errorf("Held: %+v, %v", got, err)
	}
	if _, err := s.Held(context.Background(), "other", "rec"); !errors.Is(err, connectors.ErrNotHeld) {
		t.Errorf("Held under another kind: %v, want ErrNotHeld", err)
	}
}

func olderIsRefused(t *testing.T, sub Subsystem) {
	s := sub.stage(t, t.TempDir())
	s.accepted(t, sub.Put("rec", 1))
	s.accepted(t, sub.Put("rec", 3))
	s.refused(t, sub.Put("rec", 2), "older_version")
	if got := s.one(t); got.Version != 3 {
		t.Errorf("holds version %d, want 3", got.Version)
	}
}

func laterCreates(t *testing.T, sub Subsystem) {
	s := sub.stage(t, t.TempDir())
	s.accepted(t, sub.Put("rec", 4))
	if got := s.one(t); got.Version != 4 {
		t.Errorf("holds version %d, want 4", got.Version)
	}
}

func sameDeliveryTwice(t *testing.T, sub Subsystem) {
	s := sub.stage(t, t.TempDir())
	first := s.accepted(t, sub.Put("rec", 1))
	s.accepted(t, sub.Put("rec", 2))
	if again := s.accepted(t, sub.Put("rec", 1)); again.Digest != first.Digest {
		t.Errorf("digest %s, first %s", again.Digest, first.Digest)
	}
	if got := s.one(t); got.Version != 2 {
		t.Errorf("holds version %d, want 2", got.Version)
	}
}

func retractionStays(t *testing.T, sub Subsystem) {
	s := sub.stage(t, t.TempDir())
	s.accepted(t, sub.Put("rec", 1))
	s.accepted(t, sub.Retract("rec", 3))
	s.accepted(t, sub.Retract("rec", 3))
	if got := s.held(t); len(got) != 0 {
		t.Errorf("still held: %+v", got)
	}
	s.refused(t, sub.Put("rec", 2), "older_version")
	s.accepted(t, sub.Put("rec", 4))
	s.accepted(t, sub.Retract("never-held", 1))
}

func olderRetraction(t *testing.T, sub Subsystem) {
	s := sub.stage(t, t.TempDir())
	s.accepted(t, sub.Put("rec", 5))
	s.refused(t, sub.Retract("rec", 4), "older_version")
	s.one(t)
}

func refusedOnDemand(t *testing.T, sub Subsystem) {
	s := sub.stage(t, t.TempDir())
	s.behave(t, holdings.Behaviour{RefuseEvery: 2})
	s.accepted(t, sub.Put("first", 1))
	s.refused(t, sub.Put("second", 1), "refused_on_demand")
	if got := s.one(t); got.ID != "first" {
		t.Errorf("holds %s, want first", got.ID)
	}
}

func failureIsSilence(t *testing.T, sub Subsystem) {
	s := sub.stage(t, t.TempDir())
	s.behave(t, holdings.Behaviour{FailEvery: 1})
	s.silent(t, sub.Put("rec", 1))
	if got := s.held(t); len(got) != 0 {
		t.Errorf("held after a failure: %+v", got)
	}
	s.behave(t, holdings.Behaviour{})
	s.accepted(t, sub.Put("rec", 1))
}

// lostAnswer: an answer that is lost or nonsense says nothing, though the record arrived.
func lostAnswer(t *testing.T, sub Subsystem) {
	for name, b := range map[string]holdings.Behaviour{"dropped": {DropEvery: 1}, "nonsense": {NonsenseEvery: 1}} {
		t.Run(name, func(t *testing.T) {
			s := sub.stage(t, t.TempDir())
			d := sub.Put("rec", 1)
			s.behave(t, b)
			s.silent(t, d)
			held, err := s.Held(context.Background(), d.Record.Kind, "rec")
			if err != nil || held.Version != 1 {
				t.Fatalf("read back: %+v, %v", held, err)
			}
			s.behave(t, holdings.Behaviour{})
			if ack := s.accepted(t, d); ack.Digest != held.Digest || s.one(t) != held {
				t.Errorf("the retry: %+v, held before %+v", ack, held)
			}
		})
	}
}

func pendingCarriesTask(t *testing.T, sub Subsystem) {
	s := sub.stage(t, t.TempDir())
	d := sub.Put("rec", 1)
	s.behave(t, holdings.Behaviour{PendingEvery: 1})
	if ack := s.deliver(t, d); ack.State != connectors.Pending || ack.Ref != "task-"+d.ID {
		t.Errorf("%+v, want pending", ack)
	}
	s.behave(t, holdings.Behaviour{})
	s.accepted(t, d)
	s.one(t)
}

func slownessEnds(t *testing.T, sub Subsystem) {
	dir := t.TempDir()
	s := sub.stage(t, dir)
	s.behave(t, holdings.Behaviour{DelayMS: time.Hour.Milliseconds()})
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	if _, err := s.Deliver(ctx, sub.Put("rec", 1)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v, want the deadline", err)
	}
	s.close() // waits for the request that was left alone
	if got := sub.stage(t, dir).held(t); len(got) != 0 {
		t.Errorf("stored for a caller that left: %+v", got)
	}
}

// plantedDifference: the difference is there to be found, and the same delivery again mends it.
func plantedDifference(t *testing.T, sub Subsystem) {
	for name, plant := range map[string]holdings.Behaviour{"altered": {Alter: "rec"}, "lost": {Lose: "rec"}} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := sub.stage(t, dir)
			d := sub.Put("rec", 1)
			ack := s.accepted(t, d)
			s.behave(t, plant)
			s.close()
			s = sub.stage(t, dir) // the difference outlives a restart
			held, err := s.Held(context.Background(), d.Record.Kind, "rec")
			if name == "lost" && !errors.Is(err, connectors.ErrNotHeld) || name == "altered" && (err != nil || held.Digest == ack.Digest) {
				t.Fatalf("no difference: %+v, %v", held, err)
			}
			s.accepted(t, d)
			if got := s.one(t); got.Digest != ack.Digest || got.Version != 1 {
				t.Errorf("after the repair: %+v", got)
			}
		})
	}
	s := sub.stage(t, t.TempDir())
	if err := s.server.Behave(holdings.Behaviour{Alter: "nobody"}); !errors.Is(err, connectors.ErrNotHeld) {
		t.Errorf("alter what is not held: %v", err)
	}
}

// wrongAddress: a server that knows none of this answers 404 to everything, which is no word on a record.
func wrongAddress(t *testing.T, sub Subsystem) {
	web := httptest.NewServer(http.NotFoundHandler())
	defer web.Close()
	s := &stage{Sink: sub.sink(t, web.URL, web.Client())}
	s.silent(t, sub.Put("rec", 1))
	s.silent(t, sub.Put("rec", 2))
	s.silent(t, sub.Retract("rec", 2))
	if _, err := s.Held(context.Background(), "person", "rec"); err == nil || errors.Is(err, connectors.ErrNotHeld) {
		t.Errorf("held: %v, want silence", err)
	}
	if _, err := s.Holdings(context.Background(), 0, 10); err == nil {
		t.Error("an empty listing, want silence")
	}
}

func addressMustBeHTTP(t *testing.T, sub Subsystem) {
	for _, address := range []string{"", "localhost:80", "ftp://host", "http://", "http://host/?q=1", "http://host/#a"} {
		if _, err := sub.Outbound.Open(connectors.Env{URL: address}); err == nil {
			t.Errorf("%q was taken", address)
		}
	}
}
