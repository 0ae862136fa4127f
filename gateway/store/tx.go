package store

import (
	"context"
	"database/sql"
	"strings"
)

// Tx is a transaction under way. It is valid until the function that it was handed to returns, and
// is for one goroutine.
type Tx struct {
	tx      *sql.Tx
	conn    *sql.Conn // the connection that tx runs on
	dialect Dialect
}

// Exec runs a statement with ? for values and returns how many rows it touched.
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	res, err := tx.tx.ExecContext(ctx, tx.bind(query), args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// Query runs a query with ? for values. The rows must be closed before the next statement:
// PostgreSQL answers one query at a time on a connection.
func (tx *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return tx.tx.QueryContext(ctx, tx.bind(query), args...)
}

// QueryRow runs a query for one row. Its Scan returns sql.ErrNoRows if there is none.
func (tx *Tx) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	return tx.tx.QueryRowContext(ctx, tx.bind(query), args...)
}

// In is a list of n values for IN: (?,?,…). n must be at least 1.
func (tx *Tx) In(n int) string { return "(?" + strings.Repeat(",?", n-1) + ")" }

// ForUpdate ends a SELECT whose rows this transaction is going to change: others wait. With SQLite
// it is empty, since there is one writer.
func (tx *Tx) ForUpdate() string { return tx.locking(" FOR UPDATE") }

// ForUpdateSkipLocked is ForUpdate for work queues: rows that another transaction holds are left out.
func (tx *Tx) ForUpdateSkipLocked() string { return tx.locking(" FOR UPDATE SKIP LOCKED") }

// ForShare ends a SELECT whose rows must stay as they are until this transaction ends.
func (tx *Tx) ForShare() string { return tx.locking(" FOR SHARE") }

func (tx *Tx) locking(words string) string {
	if tx.dialect == PostgreSQL {
		return words
	}
	return ""
}

func (tx *Tx) bind(query string) string {
	if tx.dialect == PostgreSQL {
		return numbered(query)
	}
	return query
}
