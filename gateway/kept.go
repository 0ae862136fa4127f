package gateway

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"bilgate/connectors"
	"bilgate/gateway/bus"
	"bilgate/mapping/canon"
)

// Kept chooses messages that raw still holds, for a look at them under another mapping.
type Kept struct {
	Since time.Time `json:"since"` // received since; zero: all
	Limit int       `json:"limit"` // messages at most; 0: no limit
}

// Looked counts what a look at kept messages saw.
type Looked struct {
	Messages   int `json:"messages"`
	Undecoded  int `json:"undecoded"`  // do not open or decode, whatever the mapping
	Retraction int `json:"retraction"` // need no mapping
}

// errEnough ends a scan that has seen its limit.
var errEnough = errors.New("enough")

// eachKept decodes a feed's kept messages batch by batch. at names the place of a batch's row on raw.
func (g *Gateway) eachKept(ctx context.Context, f *connectors.Feed, q Kept, do func(batch arrow.RecordBatch, at func(row int) string)) (Looked, error) {
	spans, err := g.bus.Spans(ctx, rawTopic(f.Name))
	if err != nil {
		return Looked{}, err
	}
	l := &look{g: g, f: f, q: q, do: do}
	for partition := range int32(len(spans)) {
		span := spans[partition]
		err := g.bus.Scan(ctx, bus.Place{Topic: rawTopic(f.Name), Partition: partition}, span.Start, span.End, func(r *bus.Record) error {
			return l.take(ctx, r)
		})
		if err == nil {
			err = l.flush(ctx)
		}
		if errors.Is(err, errEnough) {
			break
		}
		if err != nil {
			return l.seen, fmt.Errorf("look at kept messages of %s: %w", f.Name, err)
		}
	}
	return l.seen, nil
}

// look gathers raw records until they are worth a batch.
type look struct {
	g       *Gateway
	f       *connectors.Feed
	q       Kept
	do      func(arrow.RecordBatch, func(int) string)
	pending []*bus.Record
	size    int
	seen    Looked
}

// lookRecords bounds a batch, beside turnBytes.
const lookRecords = 2000

func (l *look) take(ctx context.Context, r *bus.Record) error {
	if r.Time.Before(l.q.Since) || r.Header(headerOrigin) != "" { // a replay repeats what stands before
		return nil
	}
	l.pending = append(l.pending, r)
	l.seen.Messages++
	l.size += len(r.Value)
	enough := l.q.Limit > 0 && l.seen.Messages >= l.q.Limit
	if !enough && len(l.pending) < lookRecords && l.size < turnBytes {
		return nil
	}
	if err := l.flush(ctx); err != nil {
		return err
	}
	if enough {
		return errEnough
	}
	return nil
}

func (l *look) flush(ctx context.Context) error {
	for records := l.pending; len(records) > 0; {
		arrivals, err := l.g.arrive(ctx, l.f, records)
		if err != nil {
			return err
		}
		l.decode(arrivals)
		records = records[len(arrivals):]
	}
	l.pending, l.size = l.pending[:0], 0
	return nil
}

func (l *look) decode(arrivals []*arrival) {
	b := &connectors.Builder{Columns: array.NewRecordBuilder(memory.DefaultAllocator, l.f.Schema)}
	defer b.Columns.Release()
	var places []string
	for _, a := range arrivals {
		before := len(b.Rows)
		switch {
		case a.fault != "":
			l.seen.Undecoded++
			continue
		case a.message.Op == canon.Retract:
			l.seen.Retraction++
			continue
		}
		if _, err := l.f.Decode(b, a.message); err != nil {
			l.seen.Undecoded++
		}
		for part := range len(b.Rows) - before {
			places = append(places, fmt.Sprintf("raw %d/%d part %d", a.record.Partition, a.record.Offset, part+1))
		}
	}
	batch := b.Columns.NewRecordBatch()
	defer batch.Release()
	if len(places) > 0 {
		l.do(batch, func(row int) string { return places[row] })
	}
}
