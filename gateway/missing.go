package gateway

import (
	"context"
	"slices"
	"time"

	"bilgate/gateway/bus"
	"bilgate/gateway/register"
)

// missingAtOnce is how many raw offsets are compared at once.
const missingAtOnce = 50_000

// Missing compares the ids on raw with the inbox, record by record, not sums alone; it says since when a
// message waits and whether it is beyond its feed's deadline (contract 10). The oldest comes first.
func (g *Gateway) Missing(ctx context.Context) ([]register.Missing, error) {
	out := []register.Missing{}
	for feed := range g.feeds {
		spans, err := g.bus.Spans(ctx, rawTopic(feed))
		if err != nil {
			return nil, err
		}
		for partition, span := range spans {
			for from := span.Start; from < span.End; from += missingAtOnce {
				found, err := g.missingIn(ctx, feed, partition, bus.Span{Start: from, End: min(from+missingAtOnce, span.End)})
				if err != nil {
					return nil, err
				}
				out = append(out, found...)
			}
		}
	}
	slices.SortFunc(out, func(a, b register.Missing) int { return a.Since.Compare(b.Since) })
	return out, nil
}

func (g *Gateway) missingIn(ctx context.Context, feed string, partition int32, span bus.Span) ([]register.Missing, error) {
	offsets, err := g.register.Without(ctx, feed, partition, span.Start, span.End)
	if err != nil || len(offsets) == 0 {
		return nil, err
	}
	var out []register.Missing
	now, deadline := time.Now(), g.feeds[feed].Deadline
	place := bus.Place{Topic: rawTopic(feed), Partition: partition}
	err = g.bus.Scan(ctx, place, offsets[0], offsets[len(offsets)-1]+1, func(r *bus.Record) error {
		if _, found := slices.BinarySearch(offsets, r.Offset); found {
			out = append(out, register.Missing{
				Feed: feed, Message: r.Header(headerID), Partition: partition, Offset: r.Offset,
				Since: r.Time.UTC(), Overdue: deadline > 0 && now.Sub(r.Time) > deadline,
			})
		}
		return nil
	})
	return out, err
}
