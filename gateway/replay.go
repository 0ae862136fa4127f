package gateway

import (
	"context"
	"errors"
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
	return g.replayAll(ctx, rejects)
}

// replayAll puts each message on raw once, however many of its parts were rejected.
func (g *Gateway) replayAll(ctx context.Context, rejects []register.Reject) (int, error) {
	w := g.bus.Write(ctx)
	seen := map[string]bool{}
	n := 0
	for _, r := range rejects {
		at := place{r.Origin.Partition, r.Origin.Offset}
		if seen[r.Feed+at.String()] {
			continue
		}
		seen[r.Feed+at.String()] = true
		key, sealed, err := g.register.Kept(ctx, r.Feed, r.Origin)
		if err == nil && len(sealed) > 0 {
			n++
			err = w.Add(g.replay(r, at, key, sealed))
		}
		if err != nil {
			return n, errors.Join(err, w.Wait())
		}
	}
	return n, w.Wait()
}

func (g *Gateway) replay(r register.Reject, at place, key string, sealed []byte) bus.Record {
	headers := cloudEvent(r.Message, r.Feed, "kz.bil.raw", "application/octet-stream", r.At)
	return bus.Record{
		Topic: rawTopic(r.Feed), Key: []byte(key), Value: sealed,
		Headers: append(headers, bus.Header{Key: headerOrigin, Value: at.String()}),
	}
}
