package fingerprint

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

func TestRefusedOnDemand(t *testing.T) {
	s := newStage(t)
	s.behave(t, holdings.Behaviour{RefuseEvery: 1})
	ack := s.deliver(t, personDelivery("rec", 1))
	if ack.State != connectors.Refused || ack.Reason != "refused_on_demand" {
		t.Errorf("%+v", ack)
	}
	if _, err := s.Held(context.Background(), kindPerson, "rec"); !errors.Is(err, connectors.ErrNotHeld) {
		t.Errorf("a refused record is held: %v", err)
	}
}

func TestFailureIsSilenceAndRetryIsTaken(t *testing.T) {
	s := newStage(t)
	s.behave(t, holdings.Behaviour{FailEvery: 1})
	s.silent(t, personDelivery("rec", 1))
	s.behave(t, holdings.Behaviour{})
	s.accepted(t, personDelivery("rec", 1))
}

// An answer that is lost or nonsense says nothing, though the record arrived: the retry is one effect.
func TestLostAnswerAndRetryIsOneEffect(t *testing.T) {
	for name, b := range map[string]holdings.Behaviour{"dropped": {DropEvery: 1}, "nonsense": {NonsenseEvery: 1}} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.behave(t, b)
			s.silent(t, personDelivery("rec", 1))
			held, err := s.Held(context.Background(), kindPerson, "rec")
			if err != nil || held.Version != 1 {
				t.Fatalf("read back: %+v, %v", held, err)
			}
			s.behave(t, holdings.Behaviour{})
			if ack := s.accepted(t, personDelivery("rec", 1)); ack.Digest != held.Digest {
				t.Errorf("digest %s, held %s", ack.Digest, held.Digest)
			}
			s.one(t)
		})
	}
}

func TestPendingCarriesTheTask(t *testing.T) {
	s := newStage(t)
	s.behave(t, holdings.Behaviour{PendingEvery: 1})
	ack := s.deliver(t, personDelivery("rec", 1))
	if ack.State != connectors.Pending || ack.Ref != "task-tx-rec-1" {
		t.Errorf("%+v", ack)
	}
	s.behave(t, holdings.Behaviour{})
	s.accepted(t, personDelivery("rec", 1))
	s.one(t)
}

func TestSlownessEndsWithTheContext(t *testing.T) {
	s := newStage(t)
	s.behave(t, holdings.Behaviour{DelayMS: time.Hour.Milliseconds()})
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	if _, err := s.Deliver(ctx, personDelivery("rec", 1)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v, want the deadline", err)
	}
}

// A planted difference is there to be found, and a repair under the same delivery mends it.
func TestPlantedDifferenceIsMendedByARepair(t *testing.T) {
	for name, plant := range map[string]holdings.Behaviour{"altered": {Alter: "rec"}, "lost": {Lose: "rec"}} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			ack := s.accepted(t, personDelivery("rec", 1))
			s.behave(t, plant)
			held, err := s.Held(context.Background(), kindPerson, "rec")
			if name == "lost" && !errors.Is(err, connectors.ErrNotHeld) || name == "altered" && held.Digest == ack.Digest {
				t.Fatalf("no difference: %+v, %v", held, err)
			}
			s.accepted(t, personDelivery("rec", 1))
			if got := s.one(t); got.Digest != ack.Digest || got.Version != 1 {
				t.Errorf("after the repair: %+v", got)
			}
		})
	}
}

// What speaks of the caller, the address or the moment is silence; what speaks of the record is a refusal, and free
// text of the subsystem never becomes a reason.
func TestStatusOfAnAnswer(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		want   connectors.AckState
		reason string
	}{
		{400, `{"code":400,"message":"encounter_id"}`, connectors.Refused, "encounter_id"},
		{403, `{"code":403,"message":"Nurlan may not be changed"}`, connectors.Refused, "http_403"},
		{413, `too large`, connectors.Refused, "http_413"},
		{202, `{"taskId":"t-1"}`, connectors.Pending, ""},
		{202, `{}`, "", ""}, {200, `{}`, "", ""}, {200, `ok`, "", ""}, {204, ``, "", ""}, {302, ``, "", ""},
		{200, `{"personId":"someone","encounterId":"rec"}`, "", ""},
		{200, `{"personId":"subject-of-rec","encounterId":"rec","others":{"version":2}}`, "", ""},
		{200, `{"personId":"subject-of-rec","encounterId":"rec","others":{"digest":"abc"}}`, "", ""},
		{200, `{"personId":"subject-of-rec","encounterId":"rec"}`, connectors.Accepted, ""},
		{401, ``, "", ""}, {404, ``, "", ""}, {408, ``, "", ""}, {425, ``, "", ""}, {429, ``, "", ""}, {500, ``, "", ""}, {503, ``, "", ""},
	} {
		s := answering(t, c.status, c.body)
		ack, err := s.Deliver(context.Background(), personDelivery("rec", 1))
		if ack.State != c.want || ack.Reason != c.reason || (err != nil) != (c.want == "") {
			t.Errorf("%d %s: %+v, %v; want %q %q", c.status, c.body, ack, err, c.want, c.reason)
		}
	}
}

// A wrong address answers 404 to everything: that is no word on a record.
func TestWrongAddressDoesNotCountAsRemoved(t *testing.T) {
	s := answering(t, http.StatusNotFound, "404 page not found")
	if ack, err := s.Deliver(context.Background(), retraction("rec", 2)); err == nil {
		t.Errorf("retract: %+v, want silence", ack)
	}
	if _, err := s.Held(context.Background(), kindPerson, "rec"); err == nil || errors.Is(err, connectors.ErrNotHeld) {
		t.Errorf("held: %v, want silence", err)
	}
	s = answering(t, http.StatusNotFound, `{"code":404,"message":"Unknown record"}`)
	if ack, err := s.Deliver(context.Background(), retraction("rec", 2)); err != nil || ack.State != connectors.Accepted {
		t.Errorf("retract of what the subsystem says it has not: %+v, %v", ack, err)
	}
}

func answering(t *testing.T, status int, body string) *sink {
	t.Helper()
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		w.Write([]byte(body))
	}))
	t.Cleanup(web.Close)
	s, err := open(connectors.Env{URL: web.URL, HTTP: web.Client()})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAddressMustBeHTTP(t *testing.T) {
	for _, address := range []string{"", "localhost:80", "ftp://host", "http://", "http://host/?q=1"} {
		if _, err := open(connectors.Env{URL: address}); err == nil {
			t.Errorf("%q was taken", address)
		}
	}
}
