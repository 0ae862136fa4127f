package fingerprint

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"bilgate/connectors"
	"bilgate/connectors/holdings"
)

func TestAcceptedSaysWhatIsHeld(t *testing.T) {
	s := newStage(t)
	ack := s.accepted(t, personDelivery("rec", 1))
	want := connectors.Holding{ID: "rec", Kind: kindPerson, Version: 1, Digest: ack.Digest}
	if got := s.one(t); got != want || !holdings.IsDigest(ack.Digest) {
		t.Errorf("holds %+v, want %+v", got, want)
	}
	if got, err := s.Held(context.Background(), kindPerson, "rec"); err != nil || got != want {
		t.Errorf("Held: %+v, %v", got, err)
	}
	if _, err := s.Held(context.Background(), kindRegistration, "rec"); !errors.Is(err, connectors.ErrNotHeld) {
		t.Errorf("Held under another kind: %v", err)
	}
}

func TestUpdateReplacesAndOlderIsRefused(t *testing.T) {
	s := newStage(t)
	s.accepted(t, personDelivery("rec", 1))
	s.accepted(t, personDelivery("rec", 3))
	ack := s.deliver(t, personDelivery("rec", 2))
	if ack.State != connectors.Refused || ack.Reason != "older_version" {
		t.Errorf("older after newer: %+v", ack)
	}
	if got := s.one(t); got.Version != 3 {
		t.Errorf("holds version %d, want 3", got.Version)
	}
}

func TestLaterVersionCreatesWhatWasNeverSent(t *testing.T) {
	s := newStage(t)
	s.accepted(t, personDelivery("rec", 4))
	if got := s.one(t); got.Version != 4 {
		t.Errorf("holds version %d, want 4", got.Version)
	}
}

func TestSameDeliveryTwiceIsOneEffect(t *testing.T) {
	s := newStage(t)
	first := s.accepted(t, personDelivery("rec", 1))
	s.accepted(t, personDelivery("rec", 2))
	again := s.accepted(t, personDelivery("rec", 1)) // had its effect once: its answer stays
	if again.Digest != first.Digest {
		t.Errorf("digest %s, first %s", again.Digest, first.Digest)
	}
	if got := s.one(t); got.Version != 2 {
		t.Errorf("holds version %d, want 2", got.Version)
	}
}

func TestRetractRemovesAndStaysRemoved(t *testing.T) {
	s := newStage(t)
	s.accepted(t, personDelivery("rec", 1))
	for range 2 {
		s.accepted(t, retraction("rec", 3))
	}
	if _, err := s.Held(context.Background(), kindPerson, "rec"); !errors.Is(err, connectors.ErrNotHeld) {
		t.Errorf("after the retraction: %v, want ErrNotHeld", err)
	}
	if ack := s.deliver(t, personDelivery("rec", 2)); ack.Reason != "older_version" {
		t.Errorf("an older version after the retraction: %+v", ack)
	}
	s.accepted(t, personDelivery("rec", 4))
	s.accepted(t, retraction("never-held", 1))
}

func TestOlderRetractionIsRefused(t *testing.T) {
	s := newStage(t)
	s.accepted(t, personDelivery("rec", 5))
	if ack := s.deliver(t, retraction("rec", 4)); ack.State != connectors.Refused || ack.Reason != "older_version" {
		t.Errorf("older retraction: %+v", ack)
	}
}

func TestChangedSubjectMovesTheEncounter(t *testing.T) {
	s := newStage(t)
	s.accepted(t, personDelivery("rec", 1))
	moved := personDelivery("rec", 2)
	moved.Subject = "another"
	s.accepted(t, moved)
	if status, _ := s.get(t, "/v1/persons/subject-of-rec/encounters/rec"); status != http.StatusNotFound {
		t.Errorf("the old person still answers %d", status)
	}
	if status, body := s.get(t, "/v1/persons/another/encounters/rec"); status != http.StatusOK || !strings.Contains(body, `"encounterId":"rec"`) {
		t.Errorf("the new person answers %d", status)
	}
	s.one(t)
}

func (s *stage) get(t *testing.T, path string) (int, string) {
	t.Helper()
	resp, err := s.web.Client().Get(s.web.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func TestRestartKeepsAll(t *testing.T) {
	dir := t.TempDir()
	s := openStage(t, dir)
	for i := range 20 {
		s.accepted(t, personDelivery(fmt.Sprint("rec-", i), 1))
	}
	s.accepted(t, retraction("rec-3", 2))
	before, _ := s.Holdings(context.Background(), 0, 100)
	s.close()

	s = openStage(t, dir)
	after, err := s.Holdings(context.Background(), 0, 100)
	if err != nil || len(after) != 19 || fmt.Sprint(before) != fmt.Sprint(after) {
		t.Fatalf("%d before, %d after, %v", len(before), len(after), err)
	}
	s.accepted(t, personDelivery("rec-5", 1)) // the transaction is remembered
	if ack := s.deliver(t, personDelivery("rec-3", 1)); ack.State != connectors.Accepted {
		t.Errorf("a repeated transaction after the restart: %+v", ack)
	}
	if _, err := s.Held(context.Background(), kindPerson, "rec-3"); !errors.Is(err, connectors.ErrNotHeld) {
		t.Errorf("a repeated transaction brought a removed record back: %v", err)
	}
}

func TestConcurrentDeliveries(t *testing.T) {
	s := newStage(t)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for v := range int64(10) {
				for range 2 {
					if _, err := s.Deliver(context.Background(), personDelivery(fmt.Sprint("rec-", i%4), v+1)); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	list, err := s.Holdings(context.Background(), 0, 100)
	if err != nil || len(list) != 4 {
		t.Fatalf("%d holdings, %v", len(list), err)
	}
	for _, h := range list {
		if h.Version != 10 {
			t.Errorf("%s is held at version %d, want 10", h.ID, h.Version)
		}
	}
}
