package gateway

import (
	"context"
	"errors"
	"fmt"
	"time"

	"bilgate/connectors"
	"bilgate/gateway/bus"
	"bilgate/gateway/register"
)

// limits of one translate transaction, beside its time: records a poll, and bytes altogether.
const (
	pollRecords = 2000
	windowBytes = 32 << 20
)

// translate is the second stage: raw → canonical and rejects, in one Kafka transaction about every
// second: by time, not by count (contract 5). A transaction in which the feed switched to another
// mapping is aborted and done again, so that the recorded offsets hold for every process.
func (g *Gateway) translate(ctx context.Context, f *connectors.Feed) error {
	group := "bilgate.translate." + f.Name
	session, err := g.bus.Session(group, group+"."+g.cfg.Instance, rawTopic(f.Name))
	if err != nil {
		return err
	}
	defer session.Close()
	for ctx.Err() == nil {
		if err := g.window(ctx, f, session); err != nil {
			return fmt.Errorf("translate %s: %w", f.Name, err)
		}
	}
	return nil
}

// window is one transaction. Its work ignores the end of ctx once it has begun: a graceful stop
// finishes what was polled.
func (g *Gateway) window(ctx context.Context, f *connectors.Feed, s *bus.Session) error {
	first, err := s.Poll(ctx, pollRecords)
	if err != nil || len(first) == 0 {
		return err
	}
	if err := s.Begin(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), g.cfg.Window+time.Minute)
	defer cancel()
	schedule, err := g.mappings.load(ctx, f.Name)
	if err == nil {
		err = g.fill(ctx, f, s, schedule, first)
	}
	if err != nil {
		return errors.Join(err, s.Abort(ctx))
	}
	return g.end(ctx, f, s, schedule.generation)
}

// fill translates polls until the window is over.
func (g *Gateway) fill(ctx context.Context, f *connectors.Feed, s *bus.Session, schedule schedule, records []*bus.Record) error {
	window, cancel := context.WithTimeout(ctx, g.cfg.Window)
	defer cancel()
	size := 0
	for {
		out, err := g.turn(ctx, f, schedule, records)
		if err != nil {
			return err
		}
		if err := s.Produce(ctx, out); err != nil {
			return err
		}
		for _, r := range records {
			size += len(r.Value)
		}
		if window.Err() != nil || size >= windowBytes {
			return nil
		}
		if records, err = s.Poll(window, pollRecords); err != nil {
			return err
		}
		if len(records) == 0 && window.Err() != nil {
			return nil
		}
	}
}

// end commits, unless the feed switched meanwhile.
func (g *Gateway) end(ctx context.Context, f *connectors.Feed, s *bus.Session, generation int64) error {
	ended := false
	err := g.register.Unswitched(ctx, f.Name, generation, func() error {
		ended = true
		_, err := s.Commit(ctx)
		return err
	})
	switch {
	case errors.Is(err, register.ErrSwitched):
		return s.Abort(ctx)
	case err != nil && !ended:
		return errors.Join(err, s.Abort(ctx))
	}
	return err
}
