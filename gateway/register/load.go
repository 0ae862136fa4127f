package register

import (
	"context"
	"slices"
	"strings"

	"bilgate/gateway/store"
	"bilgate/mapping/canon"
)

// state is what plan must know: the inbox rows, records and, for late arrivals, versions that a batch touches.
type state struct {
	inbox   map[inboxKey]*inboxRow
	records map[string]*recordRow
	history map[string][]*versionRow
	repeats map[repeatKey]bool
}

func load(ctx context.Context, tx *store.Tx, outcomes []Outcome) (*state, error) {
	s := &state{inbox: map[inboxKey]*inboxRow{}, records: map[string]*recordRow{}, history: map[string][]*versionRow{}, repeats: map[repeatKey]bool{}}
	if err := s.loadInbox(ctx, tx, outcomes); err != nil {
		return nil, wrap(err, "load inbox")
	}
	if err := s.loadRepeats(ctx, tx, outcomes); err != nil {
		return nil, wrap(err, "load repeats")
	}
	if err := s.loadRecords(ctx, tx, outcomes); err != nil {
		return nil, wrap(err, "load records")
	}
	return s, wrap(s.loadHistory(ctx, tx, outcomes), "load versions")
}

// chunk bounds the number of values in one IN list.
const chunk = 500

func (s *state) loadInbox(ctx context.Context, tx *store.Tx, outcomes []Outcome) error {
	byFeed := map[string][]string{}
	for i := range outcomes {
		byFeed[outcomes[i].Feed] = append(byFeed[outcomes[i].Feed], outcomes[i].Message)
	}
	for feed, messages := range byFeed {
		for part := range slices.Chunk(distinct(messages), chunk) {
			if err := s.loadInboxOf(ctx, tx, feed, part); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *state) loadInboxOf(ctx context.Context, tx *store.Tx, feed string, messages []string) error {
	rows, err := tx.Query(ctx, `SELECT message, part, parts, sha256, raw_part, raw_offset, seen, outcome, code, mapping, record, version
		FROM inbox WHERE feed = ? AND message IN `+in(len(messages)), args(feed, messages)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		k, r := inboxKey{feed: feed}, &inboxRow{}
		if err := rows.Scan(&k.message, &k.part, &r.parts, &r.digest, &r.raw.Partition, &r.raw.Offset, &r.seen,
			&r.outcome, &r.code, &r.mapping, &r.record, &r.version); err != nil {
			return err
		}
		s.inbox[k] = r
	}
	return rows.Err()
}

func (s *state) loadRecords(ctx context.Context, tx *store.Tx, outcomes []Outcome) error {
	var ids []string
	for i := range outcomes {
		if outcomes[i].canonical() {
			ids = append(ids, outcomes[i].Record)
		}
	}
	for part := range slices.Chunk(distinct(ids), chunk) {
		if err := s.loadRecordsOf(ctx, tx, part); err != nil {
			return err
		}
	}
	return nil
}

func (s *state) loadRecordsOf(ctx context.Context, tx *store.Tx, ids []string) error {
	rows, err := tx.Query(ctx, `SELECT id, kind, feed, subject, op, current, last, order_major, order_minor, content
		FROM records WHERE id IN `+in(len(ids))+tx.ForUpdate(), args(nil, ids)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		r := &recordRow{}
		if err := rows.Scan(&r.id, &r.kind, &r.feed, &r.subject, &r.op, &r.current, &r.last,
			&r.order.Major, &r.order.Minor, &r.content); err != nil {
			return err
		}
		s.records[r.id] = r
	}
	return rows.Err()
}

// loadHistory loads the versions of records that get an older state than their current one, or one as
// old, which is older by the time that a newer one of the same batch has been applied.
func (s *state) loadHistory(ctx context.Context, tx *store.Tx, outcomes []Outcome) error {
	var ids []string
	for i := range outcomes {
		if r := s.records[outcomes[i].Record]; r != nil && outcomes[i].Order.Compare(r.order) <= 0 {
			ids = append(ids, r.id)
		}
	}
	for part := range slices.Chunk(distinct(ids), chunk) {
		if err := s.loadHistoryOf(ctx, tx, part); err != nil {
			return err
		}
	}
	return nil
}

func (s *state) loadHistoryOf(ctx context.Context, tx *store.Tx, ids []string) error {
	rows, err := tx.Query(ctx, `SELECT record, version, op, order_major, order_minor, content
		FROM versions WHERE record IN `+in(len(ids)), args(nil, ids)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		v := &versionRow{}
		var op string
		if err := rows.Scan(&v.record, &v.version, &op, &v.order.Major, &v.order.Minor, &v.content); err != nil {
			return err
		}
		v.op = canon.Op(op)
		s.history[v.record] = append(s.history[v.record], v)
	}
	return rows.Err()
}

func distinct(values []string) []string {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

// in is the placeholder list of an IN.
func in(n int) string { return "(" + strings.TrimSuffix(strings.Repeat("?,", n), ",") + ")" }

// args puts a list behind an optional first argument.
func args(first any, rest []string) []any {
	out := make([]any, 0, len(rest)+1)
	if first != nil {
		out = append(out, first)
	}
	for _, v := range rest {
		out = append(out, v)
	}
	return out
}
