package register

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"bilgate/gateway/store"
)

func (r *Register) writeRejects(ctx context.Context, tx *store.Tx, p *plan) error {
	byKey := map[string][]any{}
	for _, v := range p.rejects {
		at := v.first()
		errs := v.Errors
		if v.code != v.Code || len(errs) == 0 {
			errs, _ = json.Marshal([]map[string]string{{"code": v.code}})
		}
		key := fmt.Sprintf("%s %d %d %d", v.Feed, at.Partition, at.Offset, v.Part)
		byKey[key] = []any{v.Feed, at.Partition, at.Offset, v.Part, v.Parts, v.Message, v.Seq,
			r.sealID(v.Feed, v.AgencyID), string(errs), v.Mapping, "open", p.now}
	}
	rows := slices.Collect(maps.Values(byKey))
	sortRows(rows, 4)
	if err := tx.Insert(ctx, "rejects (feed, raw_part, raw_offset, part, parts, message, seq, agency_id, errors, mapping, state, at)",
		`ON CONFLICT (feed, raw_part, raw_offset, part) DO UPDATE SET errors = excluded.errors, mapping = excluded.mapping, at = excluded.at`, rows); err != nil {
		return err
	}
	for _, v := range p.mended {
		at := v.first()
		if _, err := tx.Exec(ctx, `UPDATE rejects SET state = 'mended', at = ? WHERE feed = ? AND raw_part = ? AND raw_offset = ? AND part = ?`,
			p.now, v.Feed, at.Partition, at.Offset, v.Part); err != nil {
			return err
		}
	}
	return nil
}

// writeKept keeps the raw records that the rejects brought: translate gives one with a message's first reject.
func (r *Register) writeKept(ctx context.Context, tx *store.Tx, p *plan) error {
	var rows [][]any
	for _, v := range p.rejects {
		if at := v.first(); len(v.RawValue) > 0 {
			rows = append(rows, []any{v.Feed, at.Partition, at.Offset, v.RawKey, v.RawValue})
		}
	}
	return tx.Insert(ctx, "kept (feed, raw_part, raw_offset, raw_key, raw)", "ON CONFLICT DO NOTHING", rows)
}
