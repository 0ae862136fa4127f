package register

import (
	"context"
	"encoding/json"
	"iter"

	"bilgate/gateway/store"
	"bilgate/mapping/canon"
	"bilgate/schedules/reconcile"
)

// Side is what the register expects a subsystem to hold: the newest version of each record that the
// subsystem accepted, unless it accepted a removal since; Pending while anything is on its way there.
type Side struct {
	r         *Register
	subsystem string
}

var (
	_ reconcile.Side   = (*Side)(nil)
	_ reconcile.Reader = (*Side)(nil)
)

// Side is the register's side of a reconciliation.
func (r *Register) Side(subsystem string) *Side { return &Side{r, subsystem} }

// Name implements reconcile.Side.
func (s *Side) Name() string { return "register" }

// sidePage is how many delivery rows are read at once.
const sidePage = 5000

// owed is one delivery row of the listing.
type owed struct {
	kind, record string
	version      int64
	op           canon.Op
	state        string
	digest       string
}

// Holdings implements reconcile.Side.
func (s *Side) Holdings(ctx context.Context) iter.Seq2[reconcile.Holding, error] {
	return func(yield func(reconcile.Holding, error) bool) {
		var after owed
		var f expectation
		for {
			rows, err := s.page(ctx, after)
			if err != nil {
				yield(reconcile.Holding{}, err)
				return
			}
			for _, row := range rows {
				if h, ended := f.add(row); ended && !yield(h, nil) {
					return
				}
			}
			if len(rows) < sidePage {
				break
			}
			after = rows[len(rows)-1]
		}
		if h, ended := f.add(owed{}); ended {
			yield(h, nil)
		}
	}
}

// Held implements reconcile.Reader.
func (s *Side) Held(ctx context.Context, kind, id string) (reconcile.Holding, bool, error) {
	var f expectation
	rows, err := s.query(ctx, "record = ? AND kind = ?", []any{id, kind})
	for _, row := range rows {
		f.add(row)
	}
	h, held := f.add(owed{})
	return h, held, err
}

// page reads the rows after one, in bytewise order of kind, record and version.
func (s *Side) page(ctx context.Context, after owed) ([]owed, error) {
	return s.query(ctx, "(kind, record, version) > (?, ?, ?)", []any{after.kind, after.record, after.version})
}

func (s *Side) query(ctx context.Context, where string, values []any) ([]owed, error) {
	var out []owed
	err := s.r.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Query(ctx, `SELECT kind, record, version, op, state, digest FROM deliveries
			WHERE subsystem = ? AND state <> 'superseded' AND `+where+` ORDER BY kind, record, version LIMIT ?`,
			append(append([]any{s.subsystem}, values...), sidePage)...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var o owed
			if err := rows.Scan(&o.kind, &o.record, &o.version, &o.op, &o.state, &o.digest); err != nil {
				return err
			}
			out = append(out, o)
		}
		return rows.Err()
	})
	return out, wrap(err, "list what %s should hold", s.subsystem)
}

// expectation folds the rows of one record, oldest version first, into what should be held.
type expectation struct {
	holding reconcile.Holding
	held    bool
}

// add takes the next row; when it begins another record, the one before is answered.
func (e *expectation) add(row owed) (done reconcile.Holding, ended bool) {
	if e.holding.ID != row.record {
		done, ended = e.holding, e.held || e.holding.Pending
		*e = expectation{holding: reconcile.Holding{ID: row.record, Kind: row.kind}}
	}
	switch {
	case row.state == Waiting || row.state == Overdue:
		e.holding.Pending = true
	case row.state == Accepted && row.op == canon.Put:
		e.held, e.holding.Version, e.holding.Digest = true, row.version, row.digest
	case row.state == Accepted:
		e.held = false
	}
	return done, ended && done.ID != ""
}

// Findings keeps what reconciliation found.
type Findings struct{ db *store.DB }

var _ reconcile.Findings = (*Findings)(nil)

// Findings is where reconciliation keeps its reports.
func (r *Register) Findings() *Findings { return &Findings{r.db} }

// Save implements reconcile.Findings.
func (f *Findings) Save(ctx context.Context, report reconcile.Report) error {
	counts, err := json.Marshal(report.Counts)
	if err != nil {
		return err
	}
	slot := micros(report.Slot)
	var rows [][]any
	for _, d := range report.Differences {
		detail, err := json.Marshal(d)
		if err != nil {
			return err
		}
		rows = append(rows, []any{slot, d.Subsystem, d.Kind, d.ID, string(d.Class), string(detail)})
	}
	return wrap(f.db.Do(ctx, func(tx *store.Tx) error {
		if _, err := tx.Exec(ctx, `DELETE FROM differences WHERE slot = ? AND subsystem = ?`, slot, report.Subsystem); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO reconciled (slot, subsystem, counts) VALUES (?, ?, ?)
			ON CONFLICT (slot, subsystem) DO UPDATE SET counts = excluded.counts`, slot, report.Subsystem, string(counts)); err != nil {
			return err
		}
		return tx.Insert(ctx, "differences (slot, subsystem, kind, record, class, detail)", "", rows)
	}), "keep the findings on %s", report.Subsystem)
}

// Differences lists what the newest reconciliation of each subsystem found.
func (r *Register) Differences(ctx context.Context) ([]reconcile.Difference, error) {
	out := []reconcile.Difference{}
	err := r.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Query(ctx, `SELECT d.detail FROM differences d
			WHERE d.slot = (SELECT MAX(slot) FROM reconciled r WHERE r.subsystem = d.subsystem)
			ORDER BY d.subsystem, d.kind, d.record`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var text []byte
			var d reconcile.Difference
			if err := rows.Scan(&text); err != nil {
				return err
			}
			if err := json.Unmarshal(text, &d); err != nil {
				return err
			}
			out = append(out, d)
		}
		return rows.Err()
	})
	return out, wrap(err, "list differences")
}
