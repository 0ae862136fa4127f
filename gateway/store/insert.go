package store

import (
	"context"
	"fmt"
	"strings"
)

// Limits of one INSERT: PostgreSQL takes 65,535 values a statement, SQLite 32,766. More than 256 rows
// a statement gain nothing.
const (
	maxValues = 32_766
	maxRows   = 256
)

// Insert writes rows into "table (column, …)". suffix follows the values, such as
// "ON CONFLICT DO NOTHING"; it may be empty. No rows is no work.
//
// The rows go in statements of 256, 128, …, 1 rows, so that a few texts serve every number of rows and
// the server's plan cache knows them all.
func (tx *Tx) Insert(ctx context.Context, into, suffix string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	width := len(rows[0])
	for _, row := range rows {
		if len(row) != width || width == 0 || width > maxValues {
			return fmt.Errorf("insert into %s: rows of %d and %d values", into, width, len(row))
		}
	}
	if tx.dialect == PostgreSQL && suffix == "" && len(rows) >= copyFrom {
		return wrapInsert(into, tx.copyIn(ctx, into, rows))
	}
	size := maxRows
	for size > maxValues/width {
		size /= 2
	}
	for len(rows) > 0 {
		for size > len(rows) {
			size /= 2
		}
		if err := tx.insert(ctx, into, suffix, rows[:size]); err != nil {
			return wrapInsert(into, err)
		}
		rows = rows[size:]
	}
	return nil
}

func wrapInsert(into string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("insert into %s: %w", into, err)
}

func (tx *Tx) insert(ctx context.Context, into, suffix string, rows [][]any) error {
	width := len(rows[0])
	args := make([]any, 0, len(rows)*width)
	for _, row := range rows {
		args = append(args, row...)
	}
	row := tx.In(width)
	_, err := tx.Exec(ctx, "INSERT INTO "+into+" VALUES "+row+strings.Repeat(","+row, len(rows)-1)+" "+suffix, args...)
	return err
}
