package gateway

import (
	"context"
	"time"

	"bilgate/gateway/audit"
	"bilgate/gateway/bus"
	"bilgate/gateway/register"
	"bilgate/gateway/store"
)

// Replay puts rejected messages on raw again, with their message id and the place where they first
// stood, so that the mapping that holds now gets its try (contract 7). It is harmless to replay twice.
func (g *Gateway) Replay(ctx context.Context, q register.RejectQuery, by audit.Event) (int, error) {
	q.State = "open"
	rejects, err := g.register.Rejects(ctx, q)
	if err != nil {
		return 0, err
	}
	by.At, by.Action, by.Object, by.Decision = time.Now(), "rejects.replay", q.Feed+"/"+q.Message, audit.Allowed
	if err := g.register.Audited(ctx, func(tx *store.Tx) error { return audit.Append(ctx, tx, by) }); err != nil {
		return 0, err
	}
	w := g.bus.Write(ctx)
	seen := map[string]bool{}
	for _, r := range rejects {
		at := place{r.Origin.Partition, r.Origin.Offset}
		if key := r.Feed + at.String(); !seen[key] && len(r.RawValue) > 0 {
			seen[key] = true
			if err := w.Add(g.replay(r, at)); err != nil {
				break
			}
		}
	}
	return len(seen), w.Wait()
}

func (g *Gateway) replay(r register.Reject, at place) bus.Record {
	headers := cloudEvent(r.Message, r.Feed, "kz.bil.raw", "application/octet-stream", r.At)
	return bus.Record{
		Topic: rawTopic(r.Feed), Key: []byte(r.RawKey), Value: r.RawValue,
		Headers: append(headers, bus.Header{Key: headerOrigin, Value: at.String()}),
	}
}
