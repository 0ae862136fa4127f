package register

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"bilgate/gateway/store"
)

// Piece is a consumed range of one partition: From is the previous piece's To.
type Piece struct {
	Place
	From, To int64
}

// NotOwner says that another worker has gone on with a partition: what was read of it is dropped.
type NotOwner struct{ Place Place }

func (e *NotOwner) Error() string {
	return fmt.Sprintf("%s/%d was taken over by another worker", e.Place.Topic, e.Place.Partition)
}

// Apply registers the outcomes of the pieces in one transaction. *NotOwner: nothing was done, and the
// caller drops that piece. Any other error: nothing was done, unless the commit's answer was lost; the
// same call again finds that out.
func (r *Register) Apply(ctx context.Context, pieces []Piece, outcomes []Outcome, now time.Time) error {
	err := errRaced
	for try := 0; try < raceLimit && errors.Is(err, errRaced); try++ {
		err = r.db.Do(ctx, func(tx *store.Tx) error { return r.apply(ctx, tx, pieces, outcomes, now) })
	}
	var lost *NotOwner
	if errors.As(err, &lost) {
		return lost
	}
	return wrap(err, "register %d outcomes", len(outcomes))
}

// raceLimit bounds how often a transaction begins again because another worker was faster; the second
// try sees what the other did.
const raceLimit = 10

func (r *Register) apply(ctx context.Context, tx *store.Tx, pieces []Piece, outcomes []Outcome, now time.Time) error {
	for _, p := range sorted(pieces) {
		if err := advance(ctx, tx, p); err != nil {
			return err
		}
	}
	s, err := load(ctx, tx, outcomes)
	if err != nil {
		return err
	}
	p := newPlan(s, micros(now), r.takes)
	for i := range outcomes {
		p.take(&outcomes[i])
	}
	return r.write(ctx, tx, p)
}

// sorted puts pieces in one order for all workers, so that two that both believe to own partitions do
// not lock each other out.
func sorted(pieces []Piece) []Piece {
	return slices.SortedFunc(slices.Values(pieces), func(a, b Piece) int {
		return cmp.Or(cmp.Compare(a.Topic, b.Topic), cmp.Compare(a.Partition, b.Partition))
	})
}

// advance is the first statement of Apply's transaction: compare and set.
func advance(ctx context.Context, tx *store.Tx, p Piece) error {
	n, err := tx.Exec(ctx, `UPDATE consumed SET next = ? WHERE topic = ? AND part = ? AND next = ?`,
		p.To, p.Topic, p.Partition, p.From)
	if err == nil && n == 0 {
		return &NotOwner{p.Place}
	}
	return err
}

// Positions tells where reading of the places goes on, from 0 where nothing was read yet.
func (r *Register) Positions(ctx context.Context, places []Place) (map[Place]int64, error) {
	out := make(map[Place]int64, len(places))
	err := r.db.Do(ctx, func(tx *store.Tx) error {
		for _, p := range places {
			if _, err := tx.Exec(ctx, `INSERT INTO consumed (topic, part, next) VALUES (?, ?, 0) ON CONFLICT (topic, part) DO NOTHING`,
				p.Topic, p.Partition); err != nil {
				return err
			}
			row := tx.QueryRow(ctx, `SELECT next FROM consumed WHERE topic = ? AND part = ?`, p.Topic, p.Partition)
			var next int64
			if err := row.Scan(&next); err != nil {
				return err
			}
			out[p] = next
		}
		return nil
	})
	return out, wrap(err, "read positions")
}
