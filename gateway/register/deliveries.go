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
	Until     time.Time    // end of the lease
	Digest    string       // of an earlier acceptance, which a repair does again
	Canonical canon.Record // opened, fields still sealed; version set
	Fault     error        // the kept version does not open: nothing can be sent
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
	rows, err := tx.Query(ctx, `SELECT d.id, d.record, d.version, d.kind, d.subject, d.subsystem, d.op, d.attempts, d.created, d.lease, d.lease_until, d.digest, v.body
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
	var created, until int64
	var body []byte
	if err := scan(&c.ID, &c.Record, &c.Version, &c.Kind, &c.Subject, &c.Subsystem, &c.Op, &c.Attempts, &created, &c.Lease, &until, &c.Digest, &body); err != nil {
		return c, err
	}
	c.Created, c.Until = moment(created), moment(until)
	c.Canonical, c.Fault = r.openVersion(c.Record, c.Version, body)
	return c, nil
}
