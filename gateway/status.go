package gateway

import (
	"context"

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
		if _, fed := s.Subsystems[name]; !fed {
			s.Subsystems[name] = register.Delivered{}
		}
	}
	if s.Overcollected, err = g.register.Overcollected(ctx); err != nil {
		return s, err
	}
	s.Skips, err = g.register.Skips(ctx)
	return s, err
}
