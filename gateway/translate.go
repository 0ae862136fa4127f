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

// Limits of one translate transaction, beside its time: bytes on raw altogether, and how long Kafka,
// the database and the object store may take for it.
const (
	windowBytes = 32 << 20
	windowGrace = 30 * time.Second
)

// Limits of one poll, in records. Cards with images take a thousand times as long as plain records, so
// that the number follows how long the last poll took: one poll must not outlast its transaction.
const (
	fewRecords  = 16
	manyRecords = 2000
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
	w := &window{g: g, f: f, session: session, limit: fewRecords}
	for ctx.Err() == nil {
		if err := w.run(ctx); err != nil {
			return fmt.Errorf("translate %s: %w", f.Name, err)
		}
	}
	return nil
}

// window makes one transaction after another.
type window struct {
	g       *Gateway
	f       *connectors.Feed
	session *bus.Session
	limit   int // records that the next poll takes at most
}

// run makes one transaction. Its work ignores the end of ctx once it has begun: a graceful stop
// finishes what was polled.
func (w *window) run(ctx context.Context) error {
	first, err := w.session.Poll(ctx, w.limit)
	if err != nil || len(first) == 0 {
		return err
	}
	if err := w.session.Begin(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), w.g.cfg.Window+windowGrace)
	defer cancel()
	schedule, err := w.g.mappings.load(ctx, w.f.Name)
	if err == nil {
		err = w.fill(ctx, schedule, first)
	}
	if err != nil {
		return errors.Join(err, w.session.Abort(ctx))
	}
	return w.end(ctx, schedule.generation)
}

// fill translates polls until the time is over.
func (w *window) fill(ctx context.Context, schedule schedule, records []*bus.Record) error {
	open, cancel := context.WithTimeout(ctx, w.g.cfg.Window)
	defer cancel()
	size := 0
	for {
		if err := w.translate(ctx, schedule, records); err != nil {
			return err
		}
		for _, r := range records {
			size += len(r.Value)
		}
		if open.Err() != nil || size >= windowBytes {
			return nil
		}
		var err error
		if records, err = w.session.Poll(open, w.limit); err != nil {
			return err
		}
		if len(records) == 0 && open.Err() != nil {
			return nil
		}
	}
}

// translate makes one poll's records, and adapts the limit of the next one.
func (w *window) translate(ctx context.Context, schedule schedule, records []*bus.Record) error {
	began := time.Now()
	out, err := w.g.turn(ctx, w.f, schedule, records)
	if err != nil {
		return err
	}
	if err := w.session.Produce(ctx, out); err != nil {
		return err
	}
	switch took := time.Since(began); {
	case took > w.g.cfg.Window/2:
		w.limit = max(w.limit/2, fewRecords)
	case len(records) >= w.limit:
		w.limit = min(2*w.limit, manyRecords)
	}
	return nil
}

// end commits, unless the feed switched meanwhile. No database lock is held while Kafka answers.
func (w *window) end(ctx context.Context, generation int64) error {
	err := w.g.register.Unswitched(ctx, w.f.Name, generation)
	switch {
	case errors.Is(err, register.ErrSwitched):
		return w.session.Abort(ctx)
	case err != nil:
		return errors.Join(err, w.session.Abort(ctx))
	}
	_, err = w.session.Commit(ctx)
	return err
}
