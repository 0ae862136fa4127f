package gateway

import (
	"context"
	"errors"
	"fmt"
	"time"

	"bilgate/connectors"
	"bilgate/gateway/register"
	"bilgate/mapping/canon"
)

// attempt sends one claim. Its request ends well before its lease does, so that the answer can be
// settled under it. A claim that waited too long for a worker is given back unsent.
func (d *delivering) attempt(ctx context.Context, c register.Claim) (s register.Settlement) {
	end := c.Until.Add(-d.g.cfg.Lease / 4)
	if time.Until(end) < d.g.cfg.Lease/4 {
		return register.Settlement{Claim: c, State: register.Waiting, Due: time.Now(), Unsent: true}
	}
	ctx, cancel := context.WithDeadline(context.WithoutCancel(ctx), end)
	defer cancel()
	defer func() {
		if what := recover(); what != nil {
			s = d.again(c, fmt.Errorf("the connector panicked: %T", what))
		}
	}()
	return d.send(ctx, c)
}

func (d *delivering) send(ctx context.Context, c register.Claim) register.Settlement {
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
	if c.Fault != nil {
		return connectors.Delivery{}, c.Fault
	}
	rec, err := d.g.OpenFields(c.Canonical)
	return connectors.Delivery{
		ID: c.ID, RecordID: c.Record, Subject: c.Subject, Version: c.Version, Op: c.Op, Record: rec, Blob: d.g.Blob,
	}, err
}
