package register

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"bilgate/gateway/store"
	"bilgate/mapping/canon"
)

// ErrNoRecord says that the register holds no such record.
var ErrNoRecord = errors.New("no such record")

// Summary is one record in a list.
type Summary struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	Feed    string `json:"feed"`
	Version int64  `json:"version"` // the current one
	Op      string `json:"op"`
}

// Version is one state of a record, with its journey's end in each subsystem.
type Version struct {
	Version      int64             `json:"version"`
	State        string            `json:"state"` // current | superseded
	Op           string            `json:"op"`
	Order        canon.Order       `json:"order"`
	ReceivedAt   time.Time         `json:"received_at"`
	RegisteredAt time.Time         `json:"registered_at"`
	SupersededAt *time.Time        `json:"superseded_at,omitempty"`
	SupersededBy int64             `json:"superseded_by,omitempty"`
	Mapping      string            `json:"mapping"`
	Canonical    canon.Record      `json:"record"`
	Deliveries   []DeliveryOutcome `json:"deliveries"`
}

// DeliveryOutcome is where a version's delivery to a subsystem stands.
type DeliveryOutcome struct {
	Subsystem string     `json:"subsystem"`
	Op        string     `json:"op"`
	State     string     `json:"state"`
	Attempts  int        `json:"attempts"`
	Ref       string     `json:"ref,omitempty"`
	Digest    string     `json:"digest,omitempty"`
	Reason    string     `json:"reason,omitempty"`
	EndedAt   *time.Time `json:"ended_at,omitempty"`
}

// Records lists records by kind ("" for all), in the order of their ids, after an id.
func (r *Register) Records(ctx context.Context, kind, after string, limit int) ([]Summary, error) {
	where, values := "id > ?", []any{after}
	if kind != "" {
		where, values = where+" AND kind = ?", append(values, kind)
	}
	return r.summaries(ctx, `SELECT id, kind, feed, current, op FROM records WHERE `+where+` ORDER BY id LIMIT ?`, append(values, limit)...)
}

// Holding finds the records whose current version has a look-up key.
func (r *Register) Holding(ctx context.Context, key string) ([]Summary, error) {
	return r.summaries(ctx, `SELECT r.id, r.kind, r.feed, r.current, r.op FROM records r JOIN keys k ON k.record = r.id
		WHERE k.key = ? AND k.until = 0 ORDER BY r.kind, r.id`, key)
}

func (r *Register) summaries(ctx context.Context, query string, values ...any) ([]Summary, error) {
	out := []Summary{}
	err := r.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Query(ctx, query, values...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var s Summary
			if err := rows.Scan(&s.ID, &s.Kind, &s.Feed, &s.Version, &s.Op); err != nil {
				return err
			}
			out = append(out, s)
		}
		return rows.Err()
	})
	return out, wrap(err, "list records")
}

// Versions returns every version of a record, oldest first, opened but for sealed fields. ErrNoRecord.
func (r *Register) Versions(ctx context.Context, record string) ([]Version, error) {
	var out []Version
	err := r.db.View(ctx, func(tx *store.Tx) (err error) {
		if out, err = r.readVersions(ctx, tx, record); err != nil {
			return err
		}
		return readDeliveries(ctx, tx, record, out)
	})
	if err == nil && len(out) == 0 {
		err = ErrNoRecord
	}
	return out, wrap(err, "record %s", record)
}

func (r *Register) readVersions(ctx context.Context, tx *store.Tx, record string) ([]Version, error) {
	rows, err := tx.Query(ctx, `SELECT version, state, op, order_major, order_minor, received_at, registered_at,
		superseded_at, superseded_by, mapping, body FROM versions WHERE record = ? ORDER BY version`, record)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Version
	for rows.Next() {
		v := Version{Deliveries: []DeliveryOutcome{}}
		var received, registered, superseded int64
		var body []byte
		if err := rows.Scan(&v.Version, &v.State, &v.Op, &v.Order.Major, &v.Order.Minor, &received, &registered,
			&superseded, &v.SupersededBy, &v.Mapping, &body); err != nil {
			return nil, err
		}
		v.ReceivedAt, v.RegisteredAt, v.SupersededAt = moment(received), moment(registered), optional(superseded)
		if v.Canonical, err = r.openVersion(record, v.Version, body); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

func readDeliveries(ctx context.Context, tx *store.Tx, record string, versions []Version) error {
	rows, err := tx.Query(ctx, `SELECT version, subsystem, op, state, attempts, ref, digest, reason, ended FROM deliveries
		WHERE record = ? ORDER BY version, subsystem`, record)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var version, ended int64
		var d DeliveryOutcome
		if err := rows.Scan(&version, &d.Subsystem, &d.Op, &d.State, &d.Attempts, &d.Ref, &d.Digest, &d.Reason, &ended); err != nil {
			return err
		}
		d.EndedAt = optional(ended)
		for i := range versions {
			if versions[i].Version == version {
				versions[i].Deliveries = append(versions[i].Deliveries, d)
			}
		}
	}
	return rows.Err()
}

// Current returns the current version of a record. ErrNoRecord.
func (r *Register) Current(ctx context.Context, record string) (canon.Record, error) {
	var out canon.Record
	err := r.db.View(ctx, func(tx *store.Tx) error {
		var version int64
		var body []byte
		err := tx.QueryRow(ctx, `SELECT v.version, v.body FROM records r JOIN versions v ON v.record = r.id AND v.version = r.current
			WHERE r.id = ?`, record).Scan(&version, &body)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNoRecord
		}
		if err == nil {
			out, err = r.openVersion(record, version, body)
		}
		return err
	})
	return out, wrap(err, "record %s", record)
}

func optional(us int64) *time.Time {
	if us == 0 {
		return nil
	}
	t := moment(us)
	return &t
}
