package register

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"bilgate/gateway/store"
	"bilgate/schedules"
)

// Ledger keeps the schedules' slots, leases and history: schedules.Ledger in the register's database.
type Ledger struct{ db *store.DB }

var _ schedules.Ledger = (*Ledger)(nil)

// Ledger is the schedules' ledger.
func (r *Register) Ledger() *Ledger { return &Ledger{r.db} }

const leaseColumns = `job, slot, first_cause, holder, attempt, started, lease_until`

func scanLease(scan func(...any) error, more ...any) (l schedules.Lease, err error) {
	var slot, started, until int64
	err = scan(append([]any{&l.Job, &slot, &l.Trigger, &l.Holder, &l.Attempt, &started, &until}, more...)...)
	l.Slot, l.Started, l.Until = moment(slot), moment(started), moment(until)
	return l, err
}

// Claim implements schedules.Ledger.
func (l *Ledger) Claim(ctx context.Context, want schedules.Lease) (lease schedules.Lease, won bool, err error) {
	err = l.db.Do(ctx, func(tx *store.Tx) error {
		lease, won, err = claimSlot(ctx, tx, want)
		return err
	})
	if !won || err != nil {
		return schedules.Lease{}, false, wrap(err, "claim slot of %s", want.Job)
	}
	return lease, true, nil
}

func claimSlot(ctx context.Context, tx *store.Tx, want schedules.Lease) (schedules.Lease, bool, error) {
	if _, err := tx.Exec(ctx, `INSERT INTO slots (`+leaseColumns+`, closed) VALUES (?, ?, ?, '', 0, 0, 0, 0) ON CONFLICT DO NOTHING`,
		want.Job, micros(want.Slot), string(want.Trigger)); err != nil {
		return schedules.Lease{}, false, err
	}
	var closed int
	row := tx.QueryRow(ctx, `SELECT `+leaseColumns+`, closed FROM slots WHERE job = ? AND slot = ?`+tx.ForUpdate(), want.Job, micros(want.Slot))
	lease, err := scanLease(row.Scan, &closed)
	if err != nil || closed == 1 || lease.Until.After(want.Started) {
		return lease, false, err
	}
	if lease.Holder != "" {
		if err := appendRun(ctx, tx, lease.Expired()); err != nil {
			return lease, false, err
		}
	}
	lease.Attempt++
	lease.Holder, lease.Started, lease.Until = want.Holder, want.Started, want.Until
	_, err = tx.Exec(ctx, `UPDATE slots SET holder = ?, attempt = ?, started = ?, lease_until = ? WHERE job = ? AND slot = ?`,
		lease.Holder, lease.Attempt, micros(lease.Started), micros(lease.Until), lease.Job, micros(lease.Slot))
	return lease, true, err
}

func appendRun(ctx context.Context, tx *store.Tx, run schedules.Run) error {
	text, err := json.Marshal(run)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO runs (job, run) VALUES (?, ?)`, run.Job, string(text))
	return err
}

// fenced changes a slot that holder has under this attempt; schedules.ErrLost if it has not.
func fenced(ctx context.Context, tx *store.Tx, set, job string, slot time.Time, holder string, attempt int, values ...any) error {
	n, err := tx.Exec(ctx, `UPDATE slots SET `+set+` WHERE job = ? AND slot = ? AND holder = ? AND attempt = ? AND closed = 0`,
		append(values, job, micros(slot), holder, attempt)...)
	if err == nil && n == 0 {
		return schedules.ErrLost
	}
	return err
}

// Extend implements schedules.Ledger.
func (l *Ledger) Extend(ctx context.Context, held schedules.Lease) error {
	return l.db.Do(ctx, func(tx *store.Tx) error {
		return fenced(ctx, tx, "lease_until = ?", held.Job, held.Slot, held.Holder, held.Attempt, micros(held.Until))
	})
}

// Finish implements schedules.Ledger.
func (l *Ledger) Finish(ctx context.Context, run schedules.Run, retry time.Time) error {
	until, closed := int64(0), 1
	if !retry.IsZero() {
		until, closed = micros(retry), 0
	}
	return l.db.Do(ctx, func(tx *store.Tx) error {
		if err := fenced(ctx, tx, "holder = '', lease_until = ?, closed = ?", run.Job, run.Slot, run.Holder, run.Attempt, until, closed); err != nil {
			return err
		}
		return appendRun(ctx, tx, run)
	})
}

// Slots implements schedules.Ledger.
func (l *Ledger) Slots(ctx context.Context, job string) (newest time.Time, open []schedules.Lease, err error) {
	err = l.db.View(ctx, func(tx *store.Tx) error {
		var last sql.NullInt64
		if err := tx.QueryRow(ctx, `SELECT MAX(slot) FROM slots WHERE job = ? AND first_cause <> ?`, job, string(schedules.ByHand)).Scan(&last); err != nil {
			return err
		}
		if last.Valid {
			newest = moment(last.Int64)
		}
		open, err = leases(ctx, tx, `job = ? AND closed = 0 ORDER BY slot`, job)
		return err
	})
	return newest, open, wrap(err, "slots of %s", job)
}

func leases(ctx context.Context, tx *store.Tx, where string, values ...any) ([]schedules.Lease, error) {
	rows, err := tx.Query(ctx, `SELECT `+leaseColumns+` FROM slots WHERE `+where, values...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []schedules.Lease
	for rows.Next() {
		lease, err := scanLease(rows.Scan)
		if err != nil {
			return nil, err
		}
		out = append(out, lease)
	}
	return out, rows.Err()
}

// History implements schedules.Ledger.
func (l *Ledger) History(ctx context.Context, job string, limit int) ([]schedules.Run, error) {
	var out []schedules.Run
	err := l.db.View(ctx, func(tx *store.Tx) error {
		held, err := leases(ctx, tx, `holder <> '' AND (? = '' OR job = ?) ORDER BY started DESC`, job, job)
		if err != nil {
			return err
		}
		for _, lease := range held {
			out = append(out, schedules.Run{
				Job: lease.Job, Slot: lease.Slot, Started: lease.Started, Holder: lease.Holder,
				State: schedules.Running, Attempt: lease.Attempt, Trigger: lease.Trigger,
			})
		}
		finished, err := finishedRuns(ctx, tx, job, limit)
		out = append(out, finished...)
		return err
	})
	return out[:min(limit, len(out))], wrap(err, "history of jobs")
}

func finishedRuns(ctx context.Context, tx *store.Tx, job string, limit int) ([]schedules.Run, error) {
	rows, err := tx.Query(ctx, `SELECT run FROM runs WHERE ? = '' OR job = ? ORDER BY id DESC LIMIT ?`, job, job, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []schedules.Run
	for rows.Next() {
		var text []byte
		var run schedules.Run
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(text, &run); err != nil {
			return nil, err
		}
		out = append(out, run)
	}
	return out, rows.Err()
}
