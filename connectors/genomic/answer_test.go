package genomic

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"bilgate/connectors"
)

// An answer counts only if it speaks of this delivery.
func TestAnswerSpeaksOfTheDelivery(t *testing.T) {
	digest := strings.Repeat("ab", 32)
	for body, want := range map[string]connectors.AckState{
		`{"id":"rec","kind":"person","version":1,"digest":"` + digest + `"}`:               connectors.Accepted,
		`{"id":"rec","kind":"person","version":2,"digest":"` + digest + `"}`:               "",
		`{"id":"other","kind":"person","version":1,"digest":"` + digest + `"}`:             "",
		`{"id":"rec","kind":"genomic_registration","version":1,"digest":"` + digest + `"}`: "",
		`{"id":"rec","kind":"person","version":1,"digest":"abab"}`:                         "",
		`{"id":"rec","kind":"person","version":1}`:                                         "",
		`stored`: "",
	} {
		web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(body)) }))
		s, err := open(connectors.Env{URL: web.URL, HTTP: web.Client()})
		if err != nil {
			t.Fatal(err)
		}
		if ack, err := s.Deliver(context.Background(), subjectDelivery("rec", 1)); ack.State != want || (err != nil) != (want == "") {
			t.Errorf("%s: %+v, %v; want %q", body, ack, err, want)
		}
		web.Close()
	}
}
