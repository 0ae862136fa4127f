package register

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"bilgate/gateway/store"
)

// Reject is what was wrong with one part of a message.
type Reject struct {
	Feed      string          `json:"feed"`
	Message   string          `json:"message"` // opaque
	MessageID string          `json:"message_id"`
	Seq       int             `json:"seq"`
	Part      int             `json:"part"`
	Parts     int             `json:"parts"`
	Errors    json.RawMessage `json:"errors"` // [{code, rule: {file, line, column}, field, value_class}]
	Mapping   string          `json:"mapping"`
	State     string          `json:"state"` // open | mended
	At        time.Time       `json:"at"`
	Origin    Raw             `json:"origin"`
}

// RejectQuery narrows a list. Zero values do not narrow.
type RejectQuery struct {
	Feed    string
	Message string // opaque
	State   string
	Limit   int
	Offset  int
}

// Rejects lists rejects, newest place last.
func (r *Register) Rejects(ctx context.Context, q RejectQuery) ([]Reject, error) {
	where, values := q.where()
	out := []Reject{}
	err := r.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Query(ctx, `SELECT feed, message, agency_id, seq, part, parts, errors, mapping, state, at, raw_part, raw_offset
			FROM rejects WHERE `+where+` ORDER BY feed, raw_part, raw_offset, part LIMIT ? OFFSET ?`, append(values, q.Limit, q.Offset)...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			reject, err := r.scanReject(rows.Scan)
			if err != nil {
				return err
			}
			out = append(out, reject)
		}
		return rows.Err()
	})
	return out, wrap(err, "list rejects")
}

func (q *RejectQuery) where() (string, []any) {
	if q.Limit <= 0 {
		q.Limit = 1000
	}
	where, values := "1 = 1", []any{}
	for _, c := range []struct{ column, value string }{{"feed", q.Feed}, {"message", q.Message}, {"state", q.State}} {
		if c.value != "" {
			where += " AND " + c.column + " = ?"
			values = append(values, c.value)
		}
	}
	return where, values
}

func (r *Register) scanReject(scan func(...any) error) (x Reject, err error) {
	var sealed []byte
	var errs string
	var at int64
	if err := scan(&x.Feed, &x.Message, &sealed, &x.Seq, &x.Part, &x.Parts, &errs, &x.Mapping, &x.State, &at,
		&x.Origin.Partition, &x.Origin.Offset); err != nil {
		return x, err
	}
	x.Errors, x.At = json.RawMessage(errs), moment(at)
	x.MessageID, err = r.openID(x.Feed, sealed)
	return x, err
}

// Kept returns the raw record of a rejected message as it stood on raw, its value sealed; nothing where
// another mapping would change nothing.
func (r *Register) Kept(ctx context.Context, feed string, at Raw) (key string, sealed []byte, err error) {
	err = r.db.View(ctx, func(tx *store.Tx) error {
		return tx.QueryRow(ctx, `SELECT raw_key, raw FROM kept WHERE feed = ? AND raw_part = ? AND raw_offset = ?`,
			feed, at.Partition, at.Offset).Scan(&key, &sealed)
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return key, sealed, wrap(err, "look up a rejected message of %s", feed)
}
