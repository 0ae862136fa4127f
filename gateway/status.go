package gateway

import (
	"context"

	"bilgate/gateway/bus"
	"bilgate/gateway/register"
)

// Status reads the books. What raw holds is read first, so that no record is counted as registered
// before it is counted as received.
func (g *Gateway) Status(ctx context.Context) (register.Status, error) {
	s := register.Status{Feeds: map[string]register.Books{}, Subsystems: map[string]register.Delivered{}}
	onRaw := map[string]int64{}
	for feed := range g.feeds {
		spans, err := g.bus.Spans(ctx, rawTopic(feed))
		if err != nil {
			return s, err
		}
		for _, span := range spans {
			onRaw[feed] += span.End
		}
	}
	var err error
	if s.Feeds, err = g.register.Feeds(ctx, onRaw); err != nil {
		return s, err
	}
	for _, b := range s.Feeds {
		s.Add(b)
	}
	if s.Subsystems, err = g.register.Deliveries(ctx); err != nil {
		return s, err
	}
	for name := range g.sinks {
		s.Subsystems[name] = s.Subsystems[name]
	}
	s.Overcollected, err = g.register.Overcollected(ctx)
	return s, err
}

// Missing compares the ids on raw with the inbox, record by record, not sums alone (contract 10).
func (g *Gateway) Missing(ctx context.Context) ([]register.Missing, error) {
	out := []register.Missing{}
	for feed := range g.feeds {
		spans, err := g.bus.Spans(ctx, rawTopic(feed))
		if err != nil {
			return nil, err
		}
		for partition, span := range spans {
			found, err := g.missingIn(ctx, feed, partition, span)
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
		}
	}
	return out, nil
}

func (g *Gateway) missingIn(ctx context.Context, feed string, partition int32, span bus.Span) ([]register.Missing, error) {
	without, err := g.register.Without(ctx, feed, partition, span.Start, span.End)
	if err != nil || len(without) == 0 {
		return nil, err
	}
	var out []register.Missing
	err = g.bus.Scan(ctx, bus.Place{Topic: rawTopic(feed), Partition: partition}, span.Start, span.End, func(r *bus.Record) error {
		if without[r.Offset] {
			out = append(out, register.Missing{Feed: feed, Message: r.Header(headerID), Partition: partition, Offset: r.Offset})
		}
		return nil
	})
	return out, err
}
