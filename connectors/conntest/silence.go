package conntest

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"bilgate/connectors"
)

// silence: no answer, nonsense and a temporary failure are errors, never an Ack; none tells of the record (I7).
func silence(t *testing.T, out connectors.Outbound, kind string) {
	for name, answer := range map[string]http.HandlerFunc{
		"nonsense":     func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<html>hello</html>") },
		"empty":        func(http.ResponseWriter, *http.Request) {},
		"500":          func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
		"503":          func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) },
		"429":          func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) },
		"moved":        func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", http.StatusFound) },
		"breaking off": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		web := httptest.NewServer(answer)
		silent(newSinkSuite(t, out, kind, web.URL), t.Context(), name)
		web.Close()
		if name == "empty" {
			silent(newSinkSuite(t, out, kind, web.URL), t.Context(), "nobody there")
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	silent(newSinkSuite(t, out, kind, "http://127.0.0.1:1"), ended, "an ended context")
}

func silent(s *sinkSuite, ctx context.Context, name string) {
	for _, d := range []connectors.Delivery{sample(s.kind, 1), retraction(s.kind, 2)} {
		ack, err := s.sink.Deliver(ctx, d)
		if err == nil {
			s.Errorf("%s: %s is taken for the answer %+v", name, d.Op, ack)
			continue
		}
		for _, secret := range secrets {
			if strings.Contains(err.Error(), secret) {
				s.Errorf("%s: the error tells a value of the record", name)
			}
		}
	}
}
