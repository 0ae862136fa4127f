package bus

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// ErrSilent says that Kafka did not acknowledge in time; the records may arrive all the same.
var ErrSilent = errors.New("kafka does not acknowledge")

// answerTimeout bounds how long Wait and Add stand still: the client itself may hold a record that was
// sent once for as long as Kafka is silent, since it cannot know whether it arrived.
const answerTimeout = deliveryTimeout + 5*time.Second

// Writing produces records one after another and waits for all of them at the end.
type Writing struct {
	bus  *Bus
	ctx  context.Context
	stop context.CancelFunc
	acks acks
}

// Write begins to write. Cancelling ctx gives up what has not been sent.
func (b *Bus) Write(ctx context.Context) *Writing {
	w := &Writing{bus: b}
	w.ctx, w.stop = context.WithCancel(ctx)
	return w
}

// Add hands over a record; it blocks while too many bytes are in flight (back-pressure), at most as long
// as Kafka may be silent, and returns the first error that an earlier record met.
func (w *Writing) Add(r Record) error {
	if err := w.Err(); err != nil {
		return err
	}
	w.acks.expect(1)
	silent := time.AfterFunc(answerTimeout, w.stop)
	defer silent.Stop()
	w.bus.client.Produce(w.ctx, r.kafka(), func(_ *kgo.Record, err error) {
		if err != nil {
			err = fmt.Errorf("produce to %s: %w", r.Topic, err)
		}
		w.acks.take(err)
	})
	return nil
}

// Wait returns when every record is acknowledged, or the first error, or ErrSilent. After an error some
// records may still arrive: the caller sends the same again and the register drops the repeats (I3).
func (w *Writing) Wait() error {
	ctx, cancel := context.WithTimeout(w.ctx, answerTimeout)
	defer cancel()
	defer w.stop()
	return w.acks.wait(ctx)
}

// Err returns the first error so far.
func (w *Writing) Err() error { return w.acks.failure() }
