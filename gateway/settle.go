package gateway

import (
	"context"
	"time"

	"bilgate/gateway/register"
)

// settle writes settlements in small batches.
func (d *delivering) settle(ctx context.Context) {
	for first := range d.settled {
		batch := []register.Settlement{first}
		timer := time.NewTimer(settleEvery)
	gather:
		for len(batch) < settleAtOnce {
			select {
			case s, open := <-d.settled:
				if !open {
					break gather
				}
				batch = append(batch, s)
			case <-timer.C:
				break gather
			}
		}
		timer.Stop()
		d.write(ctx, batch)
	}
}

// write tries until the leases have run out: an attempt that is not settled by then is made again.
func (d *delivering) write(ctx context.Context, batch []register.Settlement) {
	ctx, cancel := context.WithTimeout(ctx, d.g.cfg.Lease)
	defer cancel()
	for try := 0; ; try++ {
		counted, err := d.g.register.Settle(ctx, batch, time.Now())
		if err == nil {
			if counted < len(batch) {
				d.g.cfg.Log.Warn("answers under an expired lease do not count", "subsystem", d.name, "n", len(batch)-counted)
			}
			return
		}
		d.g.cfg.Log.Warn("settling deliveries failed", "subsystem", d.name, "error", err)
		if !sleep(ctx, backoff(try, 2*time.Second)) {
			return
		}
	}
}
