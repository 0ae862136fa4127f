package register

import (
	"context"
	"fmt"
	"time"

	"bilgate/gateway/store"
)

// Missing is a message on raw that the register has no complete outcome for.
type Missing struct {
	Feed      string    `json:"feed"`
	Message   string    `json:"message"` // opaque
	Partition int32     `json:"partition"`
	Offset    int64     `json:"offset"`
	Since     time.Time `json:"since"`   // when the message came
	Overdue   bool      `json:"overdue"` // longer ago than its feed's deadline
}

func (m Missing) String() string {
	return fmt.Sprintf("%s: message %s at raw %d/%d has no outcome since %s", m.Feed, m.Message, m.Partition, m.Offset, m.Since.Format(time.RFC3339))
}

const (
	complete = `SELECT raw_offset FROM messages WHERE feed = ? AND raw_part = ? AND raw_offset >= ? AND raw_offset < ?
		AND (duplicate > 0 OR rejected + registered + unchanged + skipped >= parts)`
	replayed = `SELECT raw_offset FROM replays WHERE feed = ? AND raw_part = ? AND raw_offset >= ? AND raw_offset < ?`
)

// Without returns the raw places of a feed in [from, to) that the register has no complete outcome for,
// in order. It holds to-from of them in memory at most: ask for bounded ranges. A range without any costs one count.
func (r *Register) Without(ctx context.Context, feed string, partition int32, from, to int64) ([]int64, error) {
	var missing []int64
	err := r.db.View(ctx, func(tx *store.Tx) error {
		args := []any{feed, partition, from, to}
		var n int64
		row := tx.QueryRow(ctx, `SELECT COUNT(*) FROM (`+complete+` UNION ALL `+replayed+`) AS done`, append(args, args...)...)
		if err := row.Scan(&n); err != nil || n >= to-from {
			return err
		}
		done := map[int64]bool{}
		if err := collectOffsets(ctx, tx, done, complete, args...); err != nil {
			return err
		}
		if err := collectOffsets(ctx, tx, done, replayed, args...); err != nil {
			return err
		}
		for o := from; o < to; o++ {
			if !done[o] {
				missing = append(missing, o)
			}
		}
		return nil
	})
	return missing, wrap(err, "look for messages without an outcome")
}

func collectOffsets(ctx context.Context, tx *store.Tx, into map[int64]bool, query string, args ...any) error {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var o int64
		if err := rows.Scan(&o); err != nil {
			return err
		}
		into[o] = true
	}
	return rows.Err()
}
