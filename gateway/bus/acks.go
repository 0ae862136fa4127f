package bus

import (
	"context"
	"errors"
	"sync"
)

// acks counts what is to be acknowledged, and keeps the first error.
type acks struct {
	mu   sync.Mutex
	open int
	err  error
	done chan struct{} // closed when open falls to 0 while somebody waits
}

func (a *acks) expect(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.open += n
}

func (a *acks) take(err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.open--
	if a.err == nil {
		a.err = err
	}
	if a.open == 0 && a.done != nil {
		close(a.done)
		a.done = nil
	}
}

func (a *acks) failure() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.err
}

// wait returns when nothing is open, or ErrSilent when ctx ends first. One caller at a time.
func (a *acks) wait(ctx context.Context) error {
	select {
	case <-a.settled():
		return a.failure()
	case <-ctx.Done():
		return errors.Join(ErrSilent, ctx.Err(), a.failure())
	}
}

func (a *acks) settled() <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	done := make(chan struct{})
	if a.open == 0 {
		close(done)
	} else {
		a.done = done
	}
	return done
}
