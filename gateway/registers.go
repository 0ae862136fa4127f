package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"bilgate/gateway/bus"
	"bilgate/gateway/register"
	"bilgate/gateway/store"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// registerRecords bounds one register transaction.
const registerRecords = 4000

// registers is the third stage: canonical and rejects → one database transaction a poll, which begins
// by comparing and setting the consumed offsets (contract 6). The group only shares out partitions.
func (g *Gateway) registers(ctx context.Context) error {
	reader, err := g.bus.Read("bilgate.register", "bilgate.register."+g.cfg.Instance, g.positions, g.outcomeTopics()...)
	if err != nil {
		return err
	}
	defer reader.Close()
	for ctx.Err() == nil {
		pieces, err := reader.Poll(ctx, registerRecords)
		if err != nil {
			return fmt.Errorf("register: %w", err)
		}
		if len(pieces) == 0 {
			continue
		}
		if err := g.take(context.WithoutCancel(ctx), pieces); err != nil {
			return fmt.Errorf("register: %w", err)
		}
		if err := reader.Copy(ctx, pieces); err != nil && ctx.Err() == nil {
			g.cfg.Log.Debug("copy of offsets for lag tools failed", "error", err)
		}
	}
	return nil
}

func (g *Gateway) outcomeTopics() []string {
	var out []string
	for _, t := range g.topics() {
		if !strings.HasPrefix(t.Name, "raw.") {
			out = append(out, t.Name)
		}
	}
	return out
}

func (g *Gateway) positions(ctx context.Context, places []bus.Place) (map[bus.Place]int64, error) {
	asked := make([]register.Place, len(places))
	for i, p := range places {
		asked[i] = register.Place(p)
	}
	at, err := g.register.Positions(ctx, asked)
	out := make(map[bus.Place]int64, len(at))
	for p, next := range at {
		out[bus.Place(p)] = next
	}
	return out, err
}

// take applies the pieces. A piece whose partition another worker took over is dropped, and the rest
// applied; a temporary failure of the database is tried again.
func (g *Gateway) take(ctx context.Context, pieces []bus.Piece) error {
	for try := 0; len(pieces) > 0; try++ {
		at, outcomes, err := parse(pieces)
		if err != nil {
			return err
		}
		err = g.register.Apply(ctx, at, outcomes, time.Now())
		var lost *register.NotOwner
		switch {
		case err == nil:
			return nil
		case errors.As(err, &lost):
			g.cfg.Log.Info("partition taken over", "topic", lost.Place.Topic, "partition", lost.Place.Partition)
			pieces = without(pieces, bus.Place(lost.Place))
		case store.Temporary(err) && try < 10:
			sleep(ctx, backoff(try, 2*time.Second))
		default:
			return err
		}
	}
	return nil
}

func without(pieces []bus.Piece, place bus.Place) []bus.Piece {
	var rest []bus.Piece
	for _, p := range pieces {
		if p.Place != place {
			rest = append(rest, p)
		}
	}
	return rest
}

func parse(pieces []bus.Piece) ([]register.Piece, []register.Outcome, error) {
	var at []register.Piece
	var outcomes []register.Outcome
	for _, p := range pieces {
		at = append(at, register.Piece{Place: register.Place(p.Place), From: p.From, To: p.To})
		for _, r := range p.Records {
			o, err := outcome(r)
			if err != nil {
				return nil, nil, fmt.Errorf("record %s/%d/%d: %w", r.Topic, r.Partition, r.Offset, err)
			}
			outcomes = append(outcomes, o)
		}
	}
	return at, outcomes, nil
}

// outcome reads one canonical record or reject.
func outcome(r *bus.Record) (register.Outcome, error) {
	var provenance struct {
		ID         string          `json:"id"`
		Kind       string          `json:"kind"`
		Op         canon.Op        `json:"op"`
		Order      canon.Order     `json:"order"`
		Source     canon.Source    `json:"source"`
		Mapping    canon.Mapping   `json:"mapping"`
		ReceivedAt time.Time       `json:"received_at"`
		Seq        int             `json:"seq"`
		Errors     json.RawMessage `json:"errors"`
		Raw        []byte          `json:"raw"`
	}
	if err := json.Unmarshal(r.Value, &provenance); err != nil {
		return register.Outcome{}, err
	}
	o := register.Outcome{
		Feed: provenance.Source.Feed, Message: r.Header(headerMessage), AgencyID: provenance.Source.MessageID,
		Seq: provenance.Seq, Part: provenance.Source.Part, Parts: provenance.Source.Parts,
		Digest: r.Header(headerDigest), Mapping: provenance.Mapping.Hash, Received: provenance.ReceivedAt,
		Kind: provenance.Kind, Record: provenance.ID, Op: provenance.Op, Order: provenance.Order,
		Content: r.Header(headerBusiness), Subject: r.Header(headerSubject), Keys: strings.Fields(r.Header(headerKeys)),
		Body: r.Value, Dropped: strings.Fields(r.Header(headerDropped)),
		Errors: provenance.Errors, RawValue: provenance.Raw,
	}
	if err := places(r, &o); err != nil {
		return o, err
	}
	if strings.HasPrefix(r.Topic, "rejects.") {
		o.Rejected, o.RawKey = true, string(r.Key)
		o.Code = firstCode(o.Errors)
	}
	return o, nil
}

func places(r *bus.Record, o *register.Outcome) error {
	raw, err := placeIn(r, headerRaw)
	if err == nil && raw == nil {
		err = fmt.Errorf("header %s is missing", headerRaw)
	}
	if err != nil {
		return err
	}
	o.Raw = register.Raw{Partition: raw.partition, Offset: raw.offset}
	first, err := origin(r)
	if err == nil && first != nil {
		o.Origin = &register.Raw{Partition: first.partition, Offset: first.offset}
	}
	return err
}

func firstCode(errs []byte) string {
	var list []mapping.Error
	if json.Unmarshal(errs, &list) != nil || len(list) == 0 {
		return "unknown"
	}
	return list[0].Code
}
