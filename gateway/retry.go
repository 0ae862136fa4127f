package gateway

import (
	"context"
	"math/rand/v2"
	"time"
)

// backoff is the wait before try n (from 0): it doubles from 100 ms to a limit, with jitter of half.
func backoff(n int, limit time.Duration) time.Duration {
	d := 100 * time.Millisecond << min(n, 20)
	if d > limit || d <= 0 {
		d = limit
	}
	return d/2 + rand.N(d/2+1)
}

// sleep waits; false when ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
