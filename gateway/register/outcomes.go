package register

import (
	"context"

	"bilgate/gateway/store"
)

// AgencyOutcome is what became of one part, in the agency's own ids.
type AgencyOutcome struct {
	MessageID string `json:"message_id"`
	Part      int    `json:"part"`
	Parts     int    `json:"parts"`
	Outcome   string `json:"outcome"` // registered | unchanged | rejected | skipped | duplicate
	Code      string `json:"code"`    // of a reject, reason of a skip
	Version   int64  `json:"version"`
	Cursor    int64  `json:"cursor"`
}

// Outcomes lists what became of a feed's messages after a cursor, in the order it happened.
func (r *Register) Outcomes(ctx context.Context, feed string, after int64, limit int) ([]AgencyOutcome, error) {
	out := []AgencyOutcome{}
	err := r.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Query(ctx, `SELECT cursor, agency_id, part, parts, outcome, code, version FROM outcomes
			WHERE feed = ? AND cursor > ? ORDER BY cursor LIMIT ?`, feed, after, limit)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var o AgencyOutcome
			var sealed []byte
			if err := rows.Scan(&o.Cursor, &sealed, &o.Part, &o.Parts, &o.Outcome, &o.Code, &o.Version); err != nil {
				return err
			}
			if o.MessageID, err = r.openID(feed, sealed); err != nil {
				return err
			}
			out = append(out, o)
		}
		return rows.Err()
	})
	return out, wrap(err, "list outcomes of %s", feed)
}
