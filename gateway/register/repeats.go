package register

import (
	"context"
	"maps"
	"slices"

	"bilgate/gateway/store"
)

// loadRepeats loads which repeats among the outcomes were counted before. Only a message that the inbox
// knows from another raw record can be one.
func (s *state) loadRepeats(ctx context.Context, tx *store.Tx, outcomes []Outcome) error {
	asked := map[rawKey][]any{} // by feed and partition: offsets
	for i := range outcomes {
		o := &outcomes[i]
		if prev := s.inbox[o.key()]; prev == nil || prev.raw == o.Raw || o.Origin != nil {
			continue
		}
		k := rawKey{o.Feed, Raw{Partition: o.Raw.Partition}}
		asked[k] = append(asked[k], o.Raw.Offset)
	}
	for k, offsets := range asked {
		for some := range slices.Chunk(offsets, chunk) {
			if err := s.loadRepeatsOf(ctx, tx, k, some); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *state) loadRepeatsOf(ctx context.Context, tx *store.Tx, at rawKey, offsets []any) error {
	rows, err := tx.Query(ctx, `SELECT raw_offset, part FROM repeats WHERE feed = ? AND raw_part = ? AND raw_offset IN `+in(len(offsets)),
		append([]any{at.feed, at.raw.Partition}, offsets...)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		k := repeatKey{rawKey: at}
		if err := rows.Scan(&k.raw.Offset, &k.part); err != nil {
			return err
		}
		s.repeats[k] = true
	}
	return rows.Err()
}

func (r *Register) writeRepeats(ctx context.Context, tx *store.Tx, p *plan) error {
	var rows [][]any
	for k := range maps.Keys(p.repeats) {
		rows = append(rows, []any{k.feed, k.raw.Partition, k.raw.Offset, k.part})
	}
	sortRows(rows, 4)
	return tx.Insert(ctx, "repeats (feed, raw_part, raw_offset, part)", "ON CONFLICT DO NOTHING", rows)
}
