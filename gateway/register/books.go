package register

import (
	"context"

	"bilgate/gateway/store"
)

// Books are the counts of one feed: every message in the first class that fits.
type Books struct {
	Received   int64 `json:"received"`
	Duplicate  int64 `json:"duplicate"`
	Waiting    int64 `json:"waiting"`
	Rejected   int64 `json:"rejected"`
	Registered int64 `json:"registered"`
	Unchanged  int64 `json:"unchanged"`
	Skipped    int64 `json:"skipped,omitempty"`
	Parts      Parts `json:"parts"`
}

// Parts are the counts of the parts of messages that are no duplicates.
type Parts struct {
	Rejected   int64 `json:"rejected"`
	Registered int64 `json:"registered"`
	Unchanged  int64 `json:"unchanged"`
	Skipped    int64 `json:"skipped,omitempty"`
}

// Add adds the counts of another feed.
func (b *Books) Add(o Books) {
	b.Received += o.Received
	b.Duplicate += o.Duplicate
	b.Waiting += o.Waiting
	b.Rejected += o.Rejected
	b.Registered += o.Registered
	b.Unchanged += o.Unchanged
	b.Skipped += o.Skipped
	b.Parts.Rejected += o.Parts.Rejected
	b.Parts.Registered += o.Parts.Registered
	b.Parts.Unchanged += o.Parts.Unchanged
	b.Parts.Skipped += o.Parts.Skipped
}

// Delivered are the counts of one subsystem's deliveries.
type Delivered struct {
	Fed        int64 `json:"fed"`
	Accepted   int64 `json:"accepted"`
	Refused    int64 `json:"refused"`
	Overdue    int64 `json:"overdue"`
	Waiting    int64 `json:"waiting"`
	Superseded int64 `json:"superseded"`
}

// Feeds returns the books of each feed that has any, of one moment. onRaw is how many records each
// feed's raw topic holds; replays among them are not received.
func (r *Register) Feeds(ctx context.Context, onRaw map[string]int64) (map[string]Books, error) {
	out := map[string]Books{}
	err := r.db.View(ctx, func(tx *store.Tx) error {
		if err := countMessages(ctx, tx, out); err != nil {
			return err
		}
		replays, err := countReplays(ctx, tx)
		if err != nil {
			return err
		}
		for feed, n := range onRaw {
			b := out[feed]
			b.Received = n - replays[feed]
			b.Waiting = b.Received - b.Duplicate - b.Rejected - b.Registered - b.Unchanged - b.Skipped
			out[feed] = b
		}
		return nil
	})
	return out, wrap(err, "read the books")
}

func countMessages(ctx context.Context, tx *store.Tx, out map[string]Books) error {
	rows, err := tx.Query(ctx, `SELECT feed, class, COUNT(*), SUM(rejected), SUM(registered), SUM(unchanged), SUM(skipped) FROM (
		SELECT feed, rejected, registered, unchanged, skipped, CASE
			WHEN duplicate > 0 THEN 'duplicate'
			WHEN rejected + registered + unchanged + skipped < parts THEN 'waiting'
			WHEN rejected > 0 THEN 'rejected'
			WHEN registered > 0 THEN 'registered'
			WHEN unchanged > 0 THEN 'unchanged'
			ELSE 'skipped' END AS class
		FROM messages) AS classed GROUP BY feed, class`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var feed, class string
		var n, rejected, registered, unchanged, skipped int64
		if err := rows.Scan(&feed, &class, &n, &rejected, &registered, &unchanged, &skipped); err != nil {
			return err
		}
		b := out[feed]
		b.Parts.Rejected += rejected
		b.Parts.Registered += registered
		b.Parts.Unchanged += unchanged
		b.Parts.Skipped += skipped
		b.add(class, n)
		out[feed] = b
	}
	return rows.Err()
}

func (b *Books) add(class string, n int64) {
	switch class {
	case Duplicate:
		b.Duplicate += n
	case Rejected:
		b.Rejected += n
	case Registered:
		b.Registered += n
	case Unchanged:
		b.Unchanged += n
	case Skipped:
		b.Skipped += n
	}
}

func countReplays(ctx context.Context, tx *store.Tx) (map[string]int64, error) {
	rows, err := tx.Query(ctx, `SELECT feed, COUNT(*) FROM replays GROUP BY feed`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]int64{}
	for rows.Next() {
		var feed string
		var n int64
		if err := rows.Scan(&feed, &n); err != nil {
			return nil, err
		}
		out[feed] = n
	}
	return out, rows.Err()
}

// Deliveries returns the counts of each subsystem that was fed.
func (r *Register) Deliveries(ctx context.Context) (map[string]Delivered, error) {
	out := map[string]Delivered{}
	err := r.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Query(ctx, `SELECT subsystem, state, COUNT(*) FROM deliveries GROUP BY subsystem, state`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var subsystem, state string
			var n int64
			if err := rows.Scan(&subsystem, &state, &n); err != nil {
				return err
			}
			d := out[subsystem]
			d.add(state, n)
			out[subsystem] = d
		}
		return rows.Err()
	})
	return out, wrap(err, "count deliveries")
}

func (d *Delivered) add(state string, n int64) {
	d.Fed += n
	switch state {
	case Accepted:
		d.Accepted += n
	case Refused:
		d.Refused += n
	case Overdue:
		d.Overdue += n
	case Waiting:
		d.Waiting += n
	case Superseded:
		d.Superseded += n
	}
}

// Overcollected counts, by feed and field, the values that were dropped because the record's basis does not allow them.
func (r *Register) Overcollected(ctx context.Context) (map[string]map[string]int64, error) {
	out, err := r.tally(ctx, `SELECT feed, field, n FROM overcollected`)
	return out, wrap(err, "count over-collected values")
}

// Skips counts, by feed and reason, the parts that the feed's mapping did not want.
func (r *Register) Skips(ctx context.Context) (map[string]map[string]int64, error) {
	out, err := r.tally(ctx, `SELECT feed, reason, n FROM skips`)
	return out, wrap(err, "count skipped parts")
}

// tally reads counts under two names.
func (r *Register) tally(ctx context.Context, query string) (map[string]map[string]int64, error) {
	out := map[string]map[string]int64{}
	err := r.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Query(ctx, query)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var feed, name string
			var n int64
			if err := rows.Scan(&feed, &name, &n); err != nil {
				return err
			}
			if out[feed] == nil {
				out[feed] = map[string]int64{}
			}
			out[feed][name] = n
		}
		return rows.Err()
	})
	return out, err
}
