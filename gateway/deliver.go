package gateway

import (
	"context"
	"fmt"
	"sync"
	"time"

	"bilgate/connectors"
	"bilgate/gateway/register"
)

// Pace of a subsystem's delivery loop.
const (
	idle         = 200 * time.Millisecond // between looks at an empty table
	settleEvery  = 50 * time.Millisecond
	settleAtOnce = 256
	retryLimit   = 30 * time.Second
)

// deliver is the fourth stage, once a subsystem: it claims rows of the deliveries table, sends them, and
// settles how each attempt ended (contract 8). A slow or mad subsystem holds up nobody but itself.
func (g *Gateway) deliver(ctx context.Context, name string, sink connectors.Sink) error {
	d := &delivering{
		g: g, name: name, sink: sink,
		claims: make(chan register.Claim), settled: make(chan register.Settlement, settleAtOnce),
	}
	return d.run(ctx)
}

type delivering struct {
	g       *Gateway
	name    string
	sink    connectors.Sink
	claims  chan register.Claim
	settled chan register.Settlement
	nonce   int
}

// run ends when ctx does, after what is under way has been settled.
func (d *delivering) run(ctx context.Context) error {
	var workers, settler sync.WaitGroup
	for range d.g.cfg.Workers {
		workers.Go(func() {
			for c := range d.claims {
				d.settled <- d.attempt(ctx, c)
			}
		})
	}
	settler.Go(func() { d.settle(context.WithoutCancel(ctx)) })
	err := d.claim(ctx)
	close(d.claims)
	workers.Wait()
	close(d.settled)
	settler.Wait()
	return err
}

// claim leases due rows and hands them to the workers; what no worker took before the end is released.
func (d *delivering) claim(ctx context.Context) error {
	for ctx.Err() == nil {
		d.nonce++
		holder := fmt.Sprintf("%s.%s.%d.%d", d.g.cfg.Instance, d.name, time.Now().UnixNano(), d.nonce)
		now := time.Now()
		claims, err := d.g.register.ClaimDue(ctx, d.name, holder, 4*d.g.cfg.Workers, now, now.Add(d.g.cfg.Lease))
		if err != nil {
			return err
		}
		if len(claims) == 0 && !sleep(ctx, idle) {
			return nil
		}
		for i, c := range claims {
			select {
			case d.claims <- c:
			case <-ctx.Done():
				return d.g.register.Release(context.WithoutCancel(ctx), claims[i:])
			}
		}
	}
	return nil
}
