package register

import (
	"context"
	"errors"
	"slices"
	"strings"

	"bilgate/gateway/store"
)

// errRaced says that another worker gave one of the messages its first outcome meanwhile: one message id
// under two records, or as a canonical record and as a reject, is read from two partitions.
var errRaced = errors.New("another worker registered one of the messages at the same moment")

const inboxColumns = "inbox (feed, message, part, parts, sha256, raw_part, raw_offset, seen, outcome, code, mapping, record, version)"

// writeInbox inserts the new rows, none of which may be there by now (errRaced), and updates the others.
func (r *Register) writeInbox(ctx context.Context, tx *store.Tx, p *plan) error {
	var fresh, changed [][]any
	for k, v := range p.inbox {
		row := []any{k.feed, k.message, k.part, v.parts, v.digest, v.raw.Partition, v.raw.Offset, v.seen,
			v.outcome, v.code, v.mapping, v.record, v.version}
		if v.fresh {
			fresh = append(fresh, row)
		} else {
			changed = append(changed, row)
		}
	}
	sortRows(fresh, 3)
	sortRows(changed, 3)
	for rows := range slices.Chunk(fresh, 256) {
		if err := insertNew(ctx, tx, inboxColumns, rows); err != nil {
			return err
		}
	}
	return tx.Insert(ctx, inboxColumns, `ON CONFLICT (feed, message, part) DO UPDATE SET parts = excluded.parts, seen = excluded.seen,
		outcome = excluded.outcome, code = excluded.code, mapping = excluded.mapping, record = excluded.record, version = excluded.version`, changed)
}

// insertNew inserts rows; errRaced if one was there.
func insertNew(ctx context.Context, tx *store.Tx, into string, rows [][]any) error {
	one := in(len(rows[0]))
	values := make([]any, 0, len(rows)*len(rows[0]))
	for _, row := range rows {
		values = append(values, row...)
	}
	n, err := tx.Exec(ctx, "INSERT INTO "+into+" VALUES "+one+strings.Repeat(","+one, len(rows)-1)+" ON CONFLICT DO NOTHING", values...)
	if err == nil && n < int64(len(rows)) {
		err = errRaced
	}
	return err
}
