package gateway

import (
	"context"
	"errors"
	"fmt"

	"bilgate/connectors"
	"bilgate/gateway/bus"
	"bilgate/gateway/objects"
	"bilgate/gateway/vault"
)

// arrival is a raw record, opened.
type arrival struct {
	record  *bus.Record
	id      string // opaque message id
	origin  *place // of a replay
	env     envelope
	message connectors.Message
	rows    int    // parts it decoded to
	kept    bool   // the raw record stands in one of its rejects
	fault   string // code of a message that does not open
}

// Codes of messages that come to no part. No mapping made these outcomes, so that a replay under the
// same mapping has its effect.
const (
	codeAlien = "raw.alien" // not written by this gateway, or under another key
	codeBody  = "raw.body"  // its large body is missing, or was altered
)

// arrive opens records until their bodies fill turnBytes, one at least. It fails if the object store is away.
func (g *Gateway) arrive(ctx context.Context, f *connectors.Feed, records []*bus.Record) ([]*arrival, error) {
	var out []*arrival
	for size := 0; len(out) < len(records) && size < turnBytes; {
		a, err := g.arrival(ctx, f, records[len(out)])
		if err != nil {
			return nil, err
		}
		size += len(a.message.Body)
		out = append(out, a)
	}
	return out, nil
}

func (g *Gateway) arrival(ctx context.Context, f *connectors.Feed, r *bus.Record) (*arrival, error) {
	a := &arrival{record: r, id: r.Header(headerID)}
	var err, err2 error
	a.env, a.message, err = g.open(ctx, f, r)
	if a.origin, err2 = origin(r); err2 != nil {
		err = errors.Join(errEnvelope, err2)
	}
	switch {
	case err == nil:
	case errors.Is(err, errEnvelope):
		// Nothing of it can be believed, so that its place is its identity.
		at := place{r.Partition, r.Offset}
		a = &arrival{record: &bus.Record{Topic: r.Topic, Partition: r.Partition, Offset: r.Offset}, fault: codeAlien}
		a.id = g.cfg.Vault.ID("alien", f.Name, at.String())
		a.env.SHA256, a.message.ID = a.id, "raw/"+at.String()
	case errors.Is(err, objects.ErrMissing), errors.Is(err, vault.ErrAltered), errors.Is(err, vault.ErrOtherKey):
		a.fault = codeBody
	default:
		return nil, fmt.Errorf("open a raw record: %w", err)
	}
	return a, nil
}

// first is where the message first stood on raw.
func (a *arrival) first() place {
	if a.origin != nil {
		return *a.origin
	}
	return place{a.record.Partition, a.record.Offset}
}
