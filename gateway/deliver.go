package gateway

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"bilgate/connectors"
	"bilgate/gateway/register"
	"bilgate/mapping/canon"
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
		for _, c := range claims {
			select {
			case d.claims <- c:
			case <-ctx.Done():
				return d.g.register.Release(context.WithoutCancel(ctx), holder)
			}
		}
	}
	return nil
}

// attempt sends one claim. Its request ends before its lease does.
func (d *delivering) attempt(ctx context.Context, c register.Claim) register.Settlement {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.g.cfg.Lease/2)
	defer cancel()
	if c.Attempts > 1 {
		if s, known := d.readBack(ctx, c); known {
			return s
		}
	}
	delivery, err := d.delivery(c)
	if err != nil {
		return d.again(c, fmt.Errorf("open record: %w", err))
	}
	ack, err := d.sink.Deliver(ctx, delivery)
	if err != nil {
		return d.again(c, err)
	}
	return d.word(c, ack)
}

// word turns a subsystem's answer into a settlement.
func (d *delivering) word(c register.Claim, ack connectors.Ack) register.Settlement {
	s := register.Settlement{Claim: c, Ref: ack.Ref, Digest: ack.Digest, Reason: ack.Reason}
	switch ack.State {
	case connectors.Accepted:
		s.State = register.Accepted
	case connectors.Refused:
		s.State = register.Refused
	case connectors.Pending:
		return d.again(c, errPending)
	default:
		return d.again(c, fmt.Errorf("answer of state %q", ack.State))
	}
	return s
}

var errPending = errors.New("pending")

// again settles an attempt that ended in silence: it waits, and is overdue once the deadline is past.
func (d *delivering) again(c register.Claim, err error) register.Settlement {
	wait := backoff(c.Attempts, retryLimit)
	s := register.Settlement{Claim: c, State: register.Waiting, Due: time.Now().Add(wait), Reason: reasonOf(err)}
	if time.Since(c.Created) > d.g.cfg.Deadline {
		s.State = register.Overdue
	}
	d.g.cfg.Log.Warn("delivery not answered", "subsystem", d.name, "delivery", c.ID, "attempt", c.Attempts, "state", s.State, "again_in", wait, "error", err)
	return s
}

// reasonOf is the stable code of a silence, for the books.
func reasonOf(err error) string {
	switch {
	case errors.Is(err, errPending):
		return "pending"
	case errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	}
	return "no_answer"
}

// readBack asks what the subsystem holds after silence: the version may have arrived although its
// answer did not.
func (d *delivering) readBack(ctx context.Context, c register.Claim) (register.Settlement, bool) {
	reader, ok := d.sink.(connectors.Reader)
	if !ok || c.Op != canon.Put {
		return register.Settlement{}, false
	}
	held, err := reader.Held(ctx, c.Kind, c.Record)
	if err != nil || held.Version != c.Version || c.Digest != "" && held.Digest != c.Digest {
		return register.Settlement{}, false
	}
	return register.Settlement{Claim: c, State: register.Accepted, Digest: held.Digest}, true
}

func (d *delivering) delivery(c register.Claim) (connectors.Delivery, error) {
	rec, err := d.g.OpenFields(c.Canonical)
	return connectors.Delivery{
		ID: c.ID, RecordID: c.Record, Subject: c.Subject, Version: c.Version, Op: c.Op, Record: rec, Blob: d.g.Blob,
	}, err
}

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
