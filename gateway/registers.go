package gateway

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"bilgate/gateway/bus"
	"bilgate/gateway/register"
	"bilgate/gateway/store"
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
		lost, err := g.take(context.WithoutCancel(ctx), pieces)
		if err == nil && len(lost) > 0 {
			err = reader.Seek(ctx, lost)
		}
		if err != nil {
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

// applyTimeout bounds one try of a register transaction: a database that does not answer is a failure.
const applyTimeout = 30 * time.Second

// take applies the pieces; a temporary failure of the database is tried again. A piece whose partition
// another worker has moved is dropped, and the rest applied; lost names such partitions. One that this
// worker still owns goes on where the register stands now: the other wrote once more after it had lost
// the partition, or the answer to this worker's own commit was lost.
func (g *Gateway) take(ctx context.Context, pieces []bus.Piece) (lost []bus.Place, err error) {
	for try := 0; len(pieces) > 0; {
		err := g.apply(ctx, pieces)
		var other *register.NotOwner
		switch {
		case err == nil:
			return lost, nil
		case errors.As(err, &other):
			g.cfg.Log.Info("partition was moved by another worker", "topic", other.Place.Topic, "partition", other.Place.Partition)
			lost = append(lost, bus.Place(other.Place))
			pieces = without(pieces, bus.Place(other.Place))
		case store.Temporary(err) && try < 10:
			sleep(ctx, backoff(try, 2*time.Second))
			try++
		default:
			return lost, err
		}
	}
	return lost, nil
}

func (g *Gateway) apply(ctx context.Context, pieces []bus.Piece) error {
	ctx, cancel := context.WithTimeout(ctx, applyTimeout)
	defer cancel()
	at, outcomes, err := parse(pieces)
	if err != nil {
		return err
	}
	return g.register.Apply(ctx, at, outcomes, time.Now())
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
