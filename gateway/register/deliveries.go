package register

import (
	"context"
	"time"

	"bilgate/gateway/store"
	"bilgate/mapping/canon"
)

// Claim is a delivery that a worker holds until its lease ends.
type Claim struct {
	ID        string
	Record    string
	Version   int64
	Kind      string
	Subject   string
	Subsystem string
	Op        canon.Op
	Attempts  int // this one included
	Created   time.Time
	Lease     string
	Digest    string // of an earlier acceptance, which a repair does again
	Canonical canon.Record // opened, fields still sealed; version set
}

// ClaimDue leases up to n due deliveries of a subsystem, oldest first, and never one whose record has
// an older delivery to the same subsystem that has not ended: what was sent and not answered is
// settled first. The holder's name must be unique to the claiming call.
func (r *Register) ClaimDue(ctx context.Context, subsystem, holder string, n int, now, until time.Time) ([]Claim, error) {
	var claims []Claim
	err := r.db.Do(ctx, func(tx *store.Tx) error {
		ids, err := claimIDs(ctx, tx, subsystem, n, micros(now))
		if err != nil || len(ids) == 0 {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE deliveries SET lease = ?, lease_until = ?, attempts = attempts + 1 WHERE id IN `+in(len(ids)),
			append([]any{holder, micros(until)}, args(nil, ids)...)...); err != nil {
			return err
		}
		claims, err = r.readClaims(ctx, tx, ids)
		return err
	})
	return claims, wrap(err, "claim deliveries for %s", subsystem)
}

func claimIDs(ctx context.Context, tx *store.Tx, subsystem string, n int, now int64) ([]string, error) {
	rows, err := tx.Query(ctx, `SELECT d.id FROM deliveries d
		WHERE d.subsystem = ? AND d.state IN ('waiting', 'overdue') AND d.due <= ? AND d.lease_until <= ?
		AND NOT EXISTS (SELECT 1 FROM deliveries e WHERE e.record = d.record AND e.subsystem = d.subsystem
			AND e.version < d.version AND e.state IN ('waiting', 'overdue'))
		ORDER BY d.due LIMIT ?`+tx.ForUpdateSkipLocked(), subsystem, now, now, n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

func (r *Register) readClaims(ctx context.Context, tx *store.Tx, ids []string) ([]Claim, error) {
	rows, err := tx.Query(ctx, `SELECT d.id, d.record, d.version, d.kind, d.subject, d.subsystem, d.op, d.attempts, d.created, d.lease, d.digest, v.body
		FROM deliveries d JOIN versions v ON v.record = d.record AND v.version = d.version WHERE d.id IN `+in(len(ids)), args(nil, ids)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Claim
	for rows.Next() {
		c, err := r.scanClaim(rows.Scan)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, rows.Err()
}

func (r *Register) scanClaim(scan func(...any) error) (c Claim, err error) {
	var created int64
	var body []byte
	if err := scan(&c.ID, &c.Record, &c.Version, &c.Kind, &c.Subject, &c.Subsystem, &c.Op, &c.Attempts, &created, &c.Lease, &c.Digest, &body); err != nil {
		return c, err
	}
	c.Created = moment(created)
	c.Canonical, err = r.openVersion(c.Record, c.Version, body)
	return c, err
}

// Settlement is how an attempt ended. State is Accepted or Refused, or Waiting or Overdue to be tried
// again at Due.
type Settlement struct {
	Claim  Claim
	State  string
	Due    time.Time
	Ref    string
	Digest string
	Reason string
}

// Settle writes how attempts ended and returns how many counted: under an expired or foreign lease an
// attempt does not count. An accepted delivery settles every older one of its record, since the
// subsystem now holds a newer version.
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
	return tx.Exec(ctx, `UPDATE deliveries SET state = ?, due = ?, ended = ?, ref = ?, digest = ?, reason = ?, lease = '', lease_until = 0
		WHERE id = ? AND lease = ? AND lease_until > ?`,
		s.State, due, ended, s.Ref, s.Digest, s.Reason, s.Claim.ID, s.Claim.Lease, now)
}

// Release gives claims back untried, at a graceful stop.
func (r *Register) Release(ctx context.Context, holder string) error {
	return wrap(r.db.Do(ctx, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE deliveries SET lease = '', lease_until = 0, attempts = attempts - 1
			WHERE lease = ? AND state IN ('waiting', 'overdue')`, holder)
		return err
	}), "release deliveries")
}

// Reopen sends the delivery of a record's current version to a subsystem again: a repair.
func (r *Register) Reopen(ctx context.Context, record, subsystem string, now time.Time) (bool, error) {
	var n int64
	err := r.db.Do(ctx, func(tx *store.Tx) (err error) {
		n, err = tx.Exec(ctx, `UPDATE deliveries SET state = ?, due = ?, ended = 0, attempts = 0, lease = '', lease_until = 0
			WHERE record = ? AND subsystem = ? AND state IN ('accepted', 'refused', 'overdue')
			AND version = (SELECT current FROM records WHERE id = ?)`, Waiting, micros(now), record, subsystem, record)
		return err
	})
	return n > 0, wrap(err, "reopen delivery")
}
