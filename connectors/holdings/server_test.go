package holdings

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// shelf is a server with one write address of its own.
func shelf(t *testing.T) *Server {
	t.Helper()
	s, err := NewServer(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	s.Mux.HandleFunc("PUT /{id}", s.Around(func(w http.ResponseWriter, r *http.Request) {
		wish, ok := s.ReadWrite(w, r)
		if !ok {
			return
		}
		wish.Kind = "person"
		held, err := s.Put(wish)
		if err != nil {
			FailWith(w, err)
			return
		}
		Reply(w, http.StatusOK, held)
	}))
	return s
}

func do(h http.Handler, method, path, body string) (int, string) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	return w.Code, w.Body.String()
}

func TestWrongWindow(t *testing.T) {
	s := shelf(t)
	for _, window := range []string{"offset=-1", "limit=-1", "offset=x", "limit=10001", "limit=99999999999999999999"} {
		if status, body := do(s, "GET", "/v1/holdings?"+window, ""); status != 400 || !strings.Contains(body, `"window"`) {
			t.Errorf("%s: %d %s", window, status, body)
		}
	}
	if status, body := do(s, "GET", "/v1/holdings", ""); status != 200 || strings.TrimSpace(body) != "[]" {
		t.Errorf("nothing held: %d %s", status, body)
	}
}

func TestBehaviourOverHTTP(t *testing.T) {
	s := shelf(t)
	do(s, "PUT", "/a?transactionId=t&version=1", "x")
	if status, body := do(s, "PUT", "/v1/behaviour", `{"refuse_every":1,"alter":"a"}`); status != 200 || strings.TrimSpace(body) != `{"refuse_every":1}` {
		t.Errorf("%d %s", status, body)
	}
	if held, err := s.Read("person", "a"); err != nil || string(held.Body) != "x\n" {
		t.Errorf("altered: %q, %v", held.Body, err)
	}
	if status, _ := do(s, "PUT", "/b?transactionId=u&version=1", "x"); status != 422 {
		t.Errorf("a write under refuse_every 1: %d", status)
	}
	if status, body := do(s, "PUT", "/v1/behaviour", `{"lose":"nobody"}`); status != 404 || !strings.Contains(body, "not_held") {
		t.Errorf("lose what is not held: %d %s", status, body)
	}
	if status, _ := do(s, "PUT", "/v1/behaviour", `{"explode":1}`); status != 400 {
		t.Errorf("an unknown member: %d", status)
	}
}

// Only the answer of a success is distorted: a refusal stays one.
func TestRefusalIsNotDistorted(t *testing.T) {
	s := shelf(t)
	do(s, "PUT", "/a?transactionId=t&version=2", "x")
	for name, b := range map[string]Behaviour{"nonsense": {NonsenseEvery: 1}, "drop": {DropEvery: 1}, "pending": {PendingEvery: 1}} {
		s.Set(b)
		if status, body := do(s, "PUT", "/a?transactionId=u&version=1", "x"); status != 409 || !strings.Contains(body, OlderVersion) {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
}
