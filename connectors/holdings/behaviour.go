package holdings

import (
	"bytes"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Behaviour tells a reference subsystem how to misbehave on writes; the zero value behaves. Each Every counts all
// writes together and strikes the nth, 2nth, …; where several strike the same write, the first in this order wins.
// PUT /v1/behaviour states the whole of it.
type Behaviour struct {
	DelayMS       int64 `json:"delay_ms,omitempty"`       // between reading a write and storing it
	RefuseEvery   int64 `json:"refuse_every,omitempty"`   // 422 refused_on_demand, nothing stored
	FailEvery     int64 `json:"fail_every,omitempty"`     // 500, nothing stored
	NonsenseEvery int64 `json:"nonsense_every,omitempty"` // stored, but the answer is no answer
	DropEvery     int64 `json:"drop_every,omitempty"`     // stored, but the connection breaks: a lost answer
	PendingEvery  int64 `json:"pending_every,omitempty"`  // stored, but the answer is 202 and a taskId

	Alter string `json:"alter,omitempty"` // at once, once: other bytes under the same version
	Lose  string `json:"lose,omitempty"`  // at once, once: forget the record
}

// Misbehaviour stands before the writes of a reference subsystem.
type Misbehaviour struct {
	mu     sync.Mutex
	now    Behaviour
	writes atomic.Int64
}

// Set replaces the behaviour; Alter and Lose are no part of it.
func (m *Misbehaviour) Set(b Behaviour) {
	b.Alter, b.Lose = "", ""
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = b
}

// Get returns the behaviour in force.
func (m *Misbehaviour) Get() Behaviour {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// Around wraps the handler of one write.
func (m *Misbehaviour) Around(write http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		b, n := m.Get(), m.writes.Add(1)
		switch {
		case strikes(b.RefuseEvery, n):
			Fail(w, http.StatusUnprocessableEntity, "refused_on_demand")
		case strikes(b.FailEvery, n):
			Fail(w, http.StatusInternalServerError, "failed_on_demand")
		default:
			answer(w, r, write, b.distortion(n))
		}
	}
}

func strikes(every, n int64) bool { return every > 0 && n%every == 0 }

// pause waits as long as DelayMS says, and reports whether the caller is still there. The body must have been read:
// until then net/http does not notice that a caller left.
func (m *Misbehaviour) pause(r *http.Request) bool {
	d := time.Duration(m.Get().DelayMS) * time.Millisecond
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-r.Context().Done():
		return false
	}
}

// distortion is what happens to the answer of a write that succeeded; nil leaves it alone.
func (b Behaviour) distortion(n int64) http.HandlerFunc {
	switch {
	case strikes(b.NonsenseEvery, n):
		return func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("<html>It works!</html>")) }
	case strikes(b.DropEvery, n):
		return func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	case strikes(b.PendingEvery, n):
		return func(w http.ResponseWriter, r *http.Request) {
			Reply(w, http.StatusAccepted, map[string]string{"taskId": "task-" + r.URL.Query().Get("transactionId")})
		}
	}
	return nil
}

// answer lets the write happen and distorts what it says, unless it failed.
func answer(w http.ResponseWriter, r *http.Request, write, distort http.HandlerFunc) {
	if distort == nil {
		write(w, r)
		return
	}
	kept := &keptAnswer{header: http.Header{}, status: http.StatusOK}
	write(kept, r)
	if kept.status < 300 {
		distort(w, r)
		return
	}
	for name, values := range kept.header {
		w.Header()[name] = values
	}
	w.WriteHeader(kept.status)
	w.Write(kept.body.Bytes())
}

// keptAnswer holds an answer back.
type keptAnswer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (k *keptAnswer) Header() http.Header         { return k.header }
func (k *keptAnswer) WriteHeader(status int)      { k.status = status }
func (k *keptAnswer) Write(p []byte) (int, error) { return k.body.Write(p) }
