package fingerprint

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"bilgate/connectors"
)

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

// What the subsystem itself says that it does not have is removed; anybody else's 404 says nothing.
func TestUnknownToTheSubsystemIsRemoved(t *testing.T) {
	for _, other := range []string{``, `{}`, `{"code":500}`} {
		s := answering(t, http.StatusNotFound, other)
		if ack, err := s.Deliver(context.Background(), retraction("rec", 2)); err == nil {
			t.Errorf("%q: %+v, want silence", other, ack)
		}
	}
	s := answering(t, http.StatusNotFound, `{"code":404,"message":"Unknown record"}`)
	if ack, err := s.Deliver(context.Background(), retraction("rec", 2)); err != nil || ack.State != connectors.Accepted {
		t.Errorf("%+v, %v; want accepted", ack, err)
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
