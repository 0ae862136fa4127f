package register

import (
	"context"
	"time"

	"bilgate/gateway/store"
)

// Settlement is how an attempt ended. State is Accepted or Refused, or Waiting or Overdue to be tried
// again at Due.
type Settlement struct {
	Claim  Claim
	State  string
	Due    time.Time
	Ref    string
	Digest string
	Reason string
	Unsent bool // Waiting: nothing was sent, the attempt does not count as one
}

// Settle writes how attempts ended and returns how many counted: under an expired or foreign lease an
// attempt does not count.
func (r *Register) Settle(ctx context.Context, settled []Settlement, now time.Time) (int, error) {
	counted := 0
	err := r.db.Do(ctx, func(tx *store.Tx) error {
		counted = 0
		for _, s := range settled {
			n, err := settle(ctx, tx, s, micros(now))
			if err != nil {
				return err
			}
			counted += int(n)
		}
		return nil
	})
	return counted, wrap(err, "settle %d deliveries", len(settled))
}

func settle(ctx context.Context, tx *store.Tx, s Settlement, now int64) (int64, error) {
	due, ended := int64(0), now
	if s.State == Waiting || s.State == Overdue {
		due, ended = micros(s.Due), 0
	}
	if s.Unsent {
		return tx.Exec(ctx, `UPDATE deliveries SET lease = '', lease_until = 0, attempts = attempts - 1
			WHERE id = ? AND lease = ? AND lease_until > ?`, s.Claim.ID, s.Claim.Lease, now)
	}
	return tx.Exec(ctx, `UPDATE deliveries SET state = ?, due = ?, ended = ?, ref = ?, digest = ?, reason = ?, lease = '', lease_until = 0
		WHERE id = ? AND lease = ? AND lease_until > ?`,
		s.State, due, ended, s.Ref, s.Digest, s.Reason, s.Claim.ID, s.Claim.Lease, now)
}

// Release gives claims back that were never sent, as if they had not been claimed. A claim that was
// sent is not released: its answer is still to be settled under its lease.
func (r *Register) Release(ctx context.Context, unsent []Claim) error {
	return wrap(r.db.Do(ctx, func(tx *store.Tx) error {
		for _, c := range unsent {
			if _, err := tx.Exec(ctx, `UPDATE deliveries SET lease = '', lease_until = 0, attempts = attempts - 1
				WHERE id = ? AND lease = ?`, c.ID, c.Lease); err != nil {
				return err
			}
		}
		return nil
	}), "release deliveries")
}

// Reopen sends the delivery of a record's current version to a subsystem again: a repair. One that is
// under way is left alone. Silence is not forgotten: a newer version still waits for an overdue one.
func (r *Register) Reopen(ctx context.Context, record, subsystem string, now time.Time) (bool, error) {
	var n int64
	err := r.db.Do(ctx, func(tx *store.Tx) (err error) {
		n, err = tx.Exec(ctx, `UPDATE deliveries SET attempts = CASE WHEN state = ? THEN attempts ELSE 0 END,
			state = ?, due = ?, ended = 0, lease = '', lease_until = 0
			WHERE record = ? AND subsystem = ? AND state IN ('accepted', 'refused', 'overdue') AND lease_until <= ?
			AND version = (SELECT current FROM records WHERE id = ?)`, Overdue, Waiting, micros(now), record, subsystem, micros(now), record)
		return err
	})
	return n > 0, wrap(err, "reopen delivery")
}
