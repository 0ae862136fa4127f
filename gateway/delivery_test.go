package gateway_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"bilgate/connectors"
	"bilgate/gateway"
	"bilgate/gateway/register"
	"bilgate/gateway/store"
)

// watched counts what is under way at a subsystem, a record.
type watched struct {
	connectors.Sink
	mu       sync.Mutex
	underWay map[string]int
	sent     map[string]int
	overlap  int
	before   func(ctx context.Context, d connectors.Delivery)
}

func (s *watched) Deliver(ctx context.Context, d connectors.Delivery) (connectors.Ack, error) {
	s.count(d.RecordID, 1)
	defer s.count(d.RecordID, -1)
	if s.before != nil {
		s.before(ctx, d)
	}
	return s.Sink.Deliver(ctx, d)
}

func (s *watched) count(record string, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.underWay[record] += n
	if n > 0 {
		s.sent[record]++
	}
	if s.underWay[record] > 1 {
		s.overlap++
	}
}

// watch puts a watcher before the sink of a subsystem; the house must start again to use it.
func (h *house) watch(subsystem string) *watched {
	w := &watched{underWay: map[string]int{}, sent: map[string]int{}}
	for i := range h.out {
		if o := &h.out[i]; o.Name == subsystem {
			open := o.Open
			o.Open = func(env connectors.Env) (connectors.Sink, error) {
				sink, err := open(env)
				w.mu.Lock()
				defer w.mu.Unlock()
				if w.Sink == nil {
					w.Sink = sink
				}
				return w, err
			}
		}
	}
	return w
}

func people(n int) []map[string]any {
	var batch []map[string]any
	for i := range n {
		batch = append(batch, inmate(fmt.Sprint("m", i), fmt.Sprint("i", i), 1, nil))
	}
	return batch
}

// once checks that every record was sent once, and never twice at the same time.
func (s *watched) once(t *testing.T, n int) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.overlap > 0 || len(s.sent) != n {
		t.Errorf("%d overlaps, %d records sent, want 0 and %d", s.overlap, len(s.sent), n)
	}
	for record, times := range s.sent {
		if times != 1 {
			t.Errorf("%s was sent %d times", record, times)
		}
	}
}

// A slow subsystem answers in ten seconds; claims wait for a worker meanwhile, beyond their lease.
func TestSlowSubsystemIsSentNothingTwice(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.stop()
		w := h.watch("genomic")
		h.start("1", gateway.Roles()...)
		h.behave("genomic", `{"delay_ms": 10000}`)
		h.push("b1", people(100)...)
		h.settle()
		w.once(t, 100)
	})
}

func TestGracefulStopSettlesWhatIsUnderWay(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.stop()
		w := h.watch("genomic")
		h.behave("genomic", `{"delay_ms": 5000}`)
		first := h.process("1", gateway.Roles()...)
		h.start("2", gateway.Deliver)
		_, err := first.gateway.Emit(t.Context(), connectors.Batch{
			Feed: inmates, ID: "b1", Format: "application/x-ndjson", Received: time.Now(), Body: strings.NewReader(string(ndjson(people(60)...))),
		})
		check(t, err)
		time.Sleep(7 * time.Second)
		first.stop()
		last := h.process("1", gateway.Translate, gateway.Registers)
		defer last.stop()
		h.settle()
		w.once(t, 60)
	})
}

func TestPanickingConnectorIsSilence(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.stop()
		w := h.watch("genomic")
		var once sync.Once
		w.before = func(context.Context, connectors.Delivery) { once.Do(func() { panic("a value") }) }
		h.start("1", gateway.Roles()...)
		h.push("b1", people(3)...)
		if s := h.settle(); s.Subsystems["genomic"] != (register.Delivered{Fed: 3, Accepted: 3}) {
			t.Errorf("%+v", s.Subsystems["genomic"])
		}
	})
}

// Every request ends before its lease, however long the subsystem keeps silent.
func TestRequestEndsBeforeItsLease(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.stop()
		w := h.watch("genomic")
		var answers atomic.Bool
		w.before = func(ctx context.Context, d connectors.Delivery) {
			if answers.Load() {
				return
			}
			end, bounded := ctx.Deadline()
			if lease := h.leaseEnd(d.ID); !bounded || !end.Before(lease) {
				t.Errorf("the request ends at %s, its lease at %s", end, lease)
			}
			<-ctx.Done()
		}
		h.start("1", gateway.Roles()...)
		h.push("b1", people(40)...)
		time.Sleep(5 * time.Minute)
		w.mu.Lock()
		if w.overlap > 0 {
			t.Errorf("%d requests overlap", w.overlap)
		}
		w.mu.Unlock()
		answers.Store(true)
		h.settle()
	})
}

func TestStopAndStartLoseNothing(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		for i := range 8 {
			var batch []map[string]any
			for j := range 50 {
				batch = append(batch, inmate(fmt.Sprintf("m%d-%d", i, j), fmt.Sprintf("i%d-%d", i, j), 1, nil))
			}
			h.push(fmt.Sprint("b", i), batch...)
			time.Sleep(time.Duration(i*173) * time.Millisecond)
			h.stop()
			h.start("1", gateway.Roles()...)
		}
		s := h.settle()
		if s.Registered != 400 || s.Duplicate != 0 || s.Subsystems["genomic"].Accepted != 400 {
			t.Errorf("%+v, %+v", s.Books, s.Subsystems)
		}
	})
}

// leaseEnd reads when the lease of a delivery ends.
func (h *house) leaseEnd(id string) time.Time {
	var until int64
	check(h.t, h.db.View(h.t.Context(), func(tx *store.Tx) error {
		return tx.QueryRow(h.t.Context(), `SELECT lease_until FROM deliveries WHERE id = ?`, id).Scan(&until)
	}))
	return time.UnixMicro(until)
}
