package api_test

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"bilgate/gateway/api"
	"bilgate/gateway/store"
)

// refused checks an RFC 9457 problem: its status, our code, and that nothing sent comes back.
func refused(t *testing.T, what string, w *httptest.ResponseRecorder, status int, code string) {
	t.Helper()
	var p api.Problem
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		t.Errorf("%s: %d %s: %v", what, w.Code, w.Body, err)
		return
	}
	if w.Code != status || p.Status != status || p.Code != code || p.Detail == "" || p.Title == "" ||
		w.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("%s: %d %+v, want %d %s", what, w.Code, p, status, code)
	}
	if strings.Contains(w.Body.String(), iin) {
		t.Errorf("%s: the answer tells a value that was sent", what)
	}
}

func TestProblems(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		for _, c := range []struct {
			method, path, body string
			status             int
			code               string
		}{
			{"GET", "/v1/records/nobody", "", 404, "no_record"},
			{"GET", "/v1/records?limit=-1", "", 400, "parameter"},
			{"GET", "/v1/feeds/" + inmates + "/outcomes?after=x", "", 400, "parameter"},
			{"GET", "/v1/feeds/" + inmates + "/outcomes?limit=1.5", "", 400, "parameter"},
			{"GET", "/v1/rejects?offset=x", "", 400, "parameter"},
			{"GET", "/v1/rejects?message_id=m1", "", 400, "feed_missing"},
			{"POST", "/v1/records/find", `{"` + iin + `":1}`, 400, "body"},
			{"POST", "/v1/records/find", `{"key":"iin","value":` + iin + `}`, 400, "body"},
			{"POST", "/v1/records/find", `{`, 400, "body"},
			{"POST", "/v1/records/find", `{"key":"iin","value":"1"} {}`, 400, "body"},
			{"POST", "/v1/records/find", `{"key":"surname","value":"x"}`, 400, "key"},
			{"POST", "/v1/rejects/replay", `{"message_id":"m1"}`, 400, "feed_missing"},
			{"POST", "/v1/rejects/replay", `{"feed":"nobody.nothing"}`, 404, "unknown_feed"},
			{"POST", "/v1/feeds/nobody.nothing/mappings", `{"files":{}}`, 404, "unknown_feed"},
			{"GET", "/v1/feeds/nobody.nothing/mappings", "", 404, "unknown_feed"},
			{"GET", "/v1/feeds/nobody.nothing/outcomes", "", 404, "unknown_feed"},
			{"POST", "/v1/feeds/" + inmates + "/mappings", `{"files":{"mapping.yaml":"x"}}`, 422, "mapping"},
			{"POST", "/v1/extracts", `{"iin":"850101100013"}`, 400, "iin"},
			{"POST", "/v1/extracts", `{"iin":"` + iin + `"}`, 404, "no_person"},
			{"GET", "/v1/jobs", "", 404, "no_schedules"},
			{"POST", "/v1/jobs/x/run", "", 404, "no_schedules"},
			{"GET", "/v1/jobs/x/history", "", 404, "no_schedules"},
		} {
			refused(t, c.method+" "+c.path+" "+c.body, h.call(c.method, c.path, c.body, nil), c.status, c.code)
		}
	})
}

func TestStorageAway(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		release, held := make(chan struct{}), make(chan struct{})
		go h.db.Do(t.Context(), func(*store.Tx) error { close(held); <-release; return nil })
		<-held
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		w := h.callIn(ctx, "POST", "/v1/records/find", `{"key":"iin","value":"x"}`, nil)
		close(release)
		refused(t, "database away", w, 503, "away")
		if w.Header().Get("Retry-After") == "" {
			t.Error("no Retry-After")
		}
		h.cluster.Close()
		refused(t, "kafka away", h.call("GET", "/v1/status", "", nil), 503, "away")
	})
}
