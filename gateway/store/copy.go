package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// copyFrom is the number of rows from which COPY pays: it asks the server for the columns' types first.
const copyFrom = 32

// copyIn writes rows with PostgreSQL's COPY, in the transaction under way.
func (tx *Tx) copyIn(ctx context.Context, into string, rows [][]any) error {
	table, columns, err := target(into)
	if err != nil {
		return err
	}
	return tx.conn.Raw(func(driver any) error {
		_, err := driver.(*stdlib.Conn).Conn().CopyFrom(ctx, table, columns, pgx.CopyFromRows(rows))
		return err
	})
}

// target takes "table (column, …)" apart.
func target(into string) (table pgx.Identifier, columns []string, err error) {
	name, list, open := strings.Cut(into, "(")
	list, _, closed := strings.Cut(list, ")")
	if !open || !closed {
		return nil, nil, fmt.Errorf("%q is not of the form table (column, …)", into)
	}
	for column := range strings.SplitSeq(list, ",") {
		columns = append(columns, strings.TrimSpace(column))
	}
	return pgx.Identifier{strings.TrimSpace(name)}, columns, nil
}
