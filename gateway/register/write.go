package register

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"bilgate/gateway/store"
)

// write turns a plan into rows. Tables are written in one order and rows sorted by key, so that two
// registers on one PostgreSQL cannot lock each other out.
func (r *Register) write(ctx context.Context, tx *store.Tx, p *plan) error {
	steps := []struct {
		table string
		do    func(context.Context, *store.Tx, *plan) error
	}{
		{"inbox", r.writeInbox}, {"messages", r.writeMessages}, {"replays", r.writeReplays}, {"repeats", r.writeRepeats}, {"kept", r.writeKept}, {"rejects", r.writeRejects},
		{"records", r.writeRecords}, {"versions", r.writeVersions}, {"keys", r.writeKeys},
		{"deliveries", r.writeDeliveries}, {"overcollected", r.writeDropped}, {"skips", r.writeSkips}, {"outcomes", r.writeOutcomes},
	}
	for _, s := range steps {
		if err := s.do(ctx, tx, p); err != nil {
			return wrap(err, "write %s", s.table)
		}
	}
	return nil
}

func (r *Register) writeMessages(ctx context.Context, tx *store.Tx, p *plan) error {
	var rows [][]any
	for k, m := range p.messages {
		rows = append(rows, []any{k.feed, k.raw.Partition, k.raw.Offset, m.message, m.parts, m.duplicate, m.rejected, m.registered, m.unchanged, m.skipped})
	}
	sortRows(rows, 3)
	return tx.Insert(ctx, "messages (feed, raw_part, raw_offset, message, parts, duplicate, rejected, registered, unchanged, skipped)",
		`ON CONFLICT (feed, raw_part, raw_offset) DO UPDATE SET parts = excluded.parts,
		 duplicate = CASE WHEN excluded.duplicate > messages.duplicate THEN excluded.duplicate ELSE messages.duplicate END,
		 rejected = messages.rejected + excluded.rejected, registered = messages.registered + excluded.registered,
		 unchanged = messages.unchanged + excluded.unchanged, skipped = messages.skipped + excluded.skipped`, rows)
}

func (r *Register) writeReplays(ctx context.Context, tx *store.Tx, p *plan) error {
	var rows [][]any
	for k := range p.replays {
		rows = append(rows, []any{k.feed, k.raw.Partition, k.raw.Offset})
	}
	sortRows(rows, 3)
	return tx.Insert(ctx, "replays (feed, raw_part, raw_offset)", "ON CONFLICT DO NOTHING", rows)
}

func (r *Register) writeRecords(ctx context.Context, tx *store.Tx, p *plan) error {
	var rows [][]any
	for id := range p.dirty {
		v := p.state.records[id]
		rows = append(rows, []any{v.id, v.kind, v.feed, v.subject, string(v.op), v.current, v.last, v.order.Major, v.order.Minor, v.content})
	}
	sortRows(rows, 1)
	return tx.Insert(ctx, "records (id, kind, feed, subject, op, current, last, order_major, order_minor, content)",
		`ON CONFLICT (id) DO UPDATE SET subject = excluded.subject, op = excluded.op, current = excluded.current, last = excluded.last,
		 order_major = excluded.order_major, order_minor = excluded.order_minor, content = excluded.content`, rows)
}

func (r *Register) writeVersions(ctx context.Context, tx *store.Tx, p *plan) error {
	for _, v := range p.superseded {
		if _, err := tx.Exec(ctx, `UPDATE versions SET state = ?, superseded_at = ?, superseded_by = ? WHERE record = ? AND version = ?`,
			Superseded, v.supersededAt, v.supersededBy, v.record, v.version); err != nil {
			return err
		}
	}
	var rows [][]any
	for _, v := range p.versions {
		rows = append(rows, []any{v.record, v.version, string(v.op), v.state(), v.order.Major, v.order.Minor, v.content,
			r.sealVersion(v.record, v.version, v.Body), v.Feed, v.Message, v.Part, v.Mapping,
			micros(v.Received), p.now, v.supersededAt, v.supersededBy})
	}
	return tx.Insert(ctx, `versions (record, version, op, state, order_major, order_minor, content, body, feed, message, part, mapping,
		received_at, registered_at, superseded_at, superseded_by)`, "", rows)
}

func (r *Register) writeKeys(ctx context.Context, tx *store.Tx, p *plan) error {
	for _, k := range p.closed {
		if _, err := tx.Exec(ctx, `UPDATE keys SET until = ? WHERE record = ? AND until = 0`, k.until, k.record); err != nil {
			return err
		}
	}
	var rows [][]any
	for _, k := range p.keys {
		rows = append(rows, []any{k.key, k.record, k.since, k.until})
	}
	return tx.Insert(ctx, "keys (key, record, since, until)", "ON CONFLICT DO NOTHING", rows)
}

func (r *Register) writeDeliveries(ctx context.Context, tx *store.Tx, p *plan) error {
	for _, d := range p.overtaken {
		if _, err := tx.Exec(ctx, `UPDATE deliveries SET state = ?, ended = ? WHERE record = ? AND subsystem = ? AND version < ?
			AND state = ? AND attempts = 0`, Superseded, p.now, d.record, d.subsystem, d.version, Waiting); err != nil {
			return err
		}
	}
	var rows [][]any
	for _, d := range p.deliveries {
		id := r.vault.ID("delivery", d.record, fmt.Sprint(d.version), d.subsystem)
		rows = append(rows, []any{id, d.record, d.version, d.kind, d.subject, d.subsystem, string(d.op), d.state, p.now, "", 0, 0, p.now, d.ended, "", "", ""})
	}
	return tx.Insert(ctx, "deliveries (id, record, version, kind, subject, subsystem, op, state, due, lease, lease_until, attempts, created, ended, ref, digest, reason)", "", rows)
}

func (r *Register) writeDropped(ctx context.Context, tx *store.Tx, p *plan) error {
	return tx.Insert(ctx, "overcollected (feed, field, n)", "ON CONFLICT (feed, field) DO UPDATE SET n = overcollected.n + excluded.n", tallied(p.dropped))
}

func (r *Register) writeSkips(ctx context.Context, tx *store.Tx, p *plan) error {
	return tx.Insert(ctx, "skips (feed, reason, n)", "ON CONFLICT (feed, reason) DO UPDATE SET n = skips.n + excluded.n", tallied(p.skipped))
}

// tallied are the rows of counts under two names.
func tallied(counts map[[2]string]int64) [][]any {
	var rows [][]any
	for k, n := range counts {
		rows = append(rows, []any{k[0], k[1], n})
	}
	sortRows(rows, 2)
	return rows
}

// writeOutcomes comes last: the row of outcome_heads is locked until the commit, which makes cursors
// dense and their order the order of commits, so that a reader never misses one.
func (r *Register) writeOutcomes(ctx context.Context, tx *store.Tx, p *plan) error {
	byFeed := map[string][]outcomeRow{}
	for _, o := range p.outcomes {
		byFeed[o.Feed] = append(byFeed[o.Feed], o)
	}
	for _, feed := range slices.Sorted(maps.Keys(byFeed)) {
		rows := byFeed[feed]
		next, err := takeCursors(ctx, tx, feed, len(rows))
		if err != nil {
			return err
		}
		var out [][]any
		for i, o := range rows {
			out = append(out, []any{feed, next + int64(i), r.sealID(feed, o.AgencyID), o.Part, o.Parts, o.outcome, o.code, o.version, p.now})
		}
		if err := tx.Insert(ctx, "outcomes (feed, cursor, agency_id, part, parts, outcome, code, version, at)", "", out); err != nil {
			return err
		}
	}
	return nil
}

func takeCursors(ctx context.Context, tx *store.Tx, feed string, n int) (int64, error) {
	row := tx.QueryRow(ctx, `INSERT INTO outcome_heads (feed, next) VALUES (?, ?)
		ON CONFLICT (feed) DO UPDATE SET next = outcome_heads.next + excluded.next RETURNING next`, feed, n)
	var end int64
	err := row.Scan(&end)
	return end - int64(n) + 1, err
}

// sortRows orders rows by their first n columns, as text.
func sortRows(rows [][]any, n int) {
	key := func(row []any) string { return fmt.Sprint(row[:n]...) }
	slices.SortFunc(rows, func(a, b []any) int {
		switch ka, kb := key(a), key(b); {
		case ka < kb:
			return -1
		case ka > kb:
			return 1
		}
		return 0
	})
}
