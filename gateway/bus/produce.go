package bus

import (
	"context"
	"fmt"
	"sync"

	"github.com/twmb/franz-go/pkg/kgo"
)

// Writing produces records one after another and waits for all of them at the end.
type Writing struct {
	bus  *Bus
	ctx  context.Context
	wait sync.WaitGroup
	mu   sync.Mutex
	err  error
}

// Write begins to write. Cancelling ctx gives up what has not been sent.
func (b *Bus) Write(ctx context.Context) *Writing { return &Writing{bus: b, ctx: ctx} }

// Add hands over a record; it blocks while too many bytes are in flight (back-pressure) and returns
// the first error that an earlier record met.
func (w *Writing) Add(r Record) error {
	if err := w.Err(); err != nil {
		return err
	}
	w.wait.Add(1)
	w.bus.client.Produce(w.ctx, r.kafka(), func(_ *kgo.Record, err error) {
		if err != nil {
			w.fail(fmt.Errorf("produce to %s: %w", r.Topic, err))
		}
		w.wait.Done()
	})
	return nil
}

// Wait returns when every record is acknowledged, or the first error. After an error some records may
// still arrive: the caller sends the same again and the register drops the repeats (I3).
func (w *Writing) Wait() error {
	w.wait.Wait()
	return w.Err()
}

// Err returns the first error so far.
func (w *Writing) Err() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}

func (w *Writing) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err == nil {
		w.err = err
	}
}
