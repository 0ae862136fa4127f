// Package audit keeps the append-only log of who did what with whose data, and why.
//
// An event is written in the action's own transaction: if it cannot be written, the action does not
// happen (I8). It holds references and keyed hashes only, never personal data (I7).
package audit

import (
	"context"
	"fmt"
	"time"

	"bilgate/gateway/store"
)

// Event is one access.
type Event struct {
	At          time.Time
	Actor       string // who: an agency, a role's session, a local command
	Workstation string // where from
	Purpose     string // the legal basis or the task
	Action      string // "records.show", "extract.print", "rejects.replay", …
	Object      string // opaque reference of what was touched
	Decision    string // Allowed or Denied
}

// Decisions.
const (
	Allowed = "allow"
	Denied  = "deny"
)

// Append adds an event inside the action's transaction.
func Append(ctx context.Context, tx *store.Tx, e Event) error {
	_, err := tx.Exec(ctx, `INSERT INTO audit_event (at, actor, workstation, purpose, action, object, decision) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		e.At.UnixMicro(), e.Actor, e.Workstation, e.Purpose, e.Action, e.Object, e.Decision)
	if err != nil {
		return fmt.Errorf("audit %s: %w", e.Action, err)
	}
	return nil
}

// Log appends events on their own, for reads.
type Log struct{ db *store.DB }

// NewLog makes a log on an open database.
func NewLog(db *store.DB) *Log { return &Log{db} }

// Append adds one event; when it fails, the access must be refused.
func (l *Log) Append(ctx context.Context, e Event) error {
	return l.db.Do(ctx, func(tx *store.Tx) error { return Append(ctx, tx, e) })
}

// Recent lists the newest events of an action ("" for all), newest first.
func (l *Log) Recent(ctx context.Context, action string, limit int) ([]Event, error) {
	var out []Event
	err := l.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Query(ctx, `SELECT at, actor, workstation, purpose, action, object, decision FROM audit_event
			WHERE ? = '' OR action = ? ORDER BY seq DESC LIMIT ?`, action, action, limit)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var e Event
			var at int64
			if err := rows.Scan(&at, &e.Actor, &e.Workstation, &e.Purpose, &e.Action, &e.Object, &e.Decision); err != nil {
				return err
			}
			e.At = time.UnixMicro(at).UTC()
			out = append(out, e)
		}
		return rows.Err()
	})
	return out, err
}
