package register

import (
	"context"
	"time"

	"bilgate/gateway/store"
)

// Switched is one moment at which a feed switched to a mapping, by a publication or back to an earlier one.
type Switched struct {
	Generation int64     `json:"generation"`
	Mapping    string    `json:"mapping"` // hash
	Version    int       `json:"version"`
	Author     string    `json:"author"` // who switched
	At         time.Time `json:"at"`
	Switches   []Switch  `json:"switches"`
}

// History lists the switches of a feed, newest first.
func (r *Register) History(ctx context.Context, feed string) ([]Switched, error) {
	out := []Switched{}
	err := r.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Query(ctx, `SELECT s.generation, s.mapping, m.version, s.author, s.at, s.raw_part, s.from_offset
			FROM switches AS s JOIN mappings AS m ON m.hash = s.mapping WHERE s.feed = ? ORDER BY s.generation DESC, s.raw_part`, feed)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var s Switched
			var at int64
			one := Switch{}
			if err := rows.Scan(&s.Generation, &s.Mapping, &s.Version, &s.Author, &at, &one.Partition, &one.From); err != nil {
				return err
			}
			if n := len(out); n == 0 || out[n-1].Generation != s.Generation {
				s.At = moment(at)
				out = append(out, s)
			}
			one.Mapping = s.Mapping
			last := &out[len(out)-1]
			last.Switches = append(last.Switches, one)
		}
		return rows.Err()
	})
	return out, wrap(err, "history of %s", feed)
}
