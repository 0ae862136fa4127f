// Package store opens the database – SQLite inside the process, or PostgreSQL – brings its tables up
// to date, and runs transactions. It is the only package that knows which of the two is below.
//
// Invariants
//   - Do is one transaction: it stands whole or not at all, also when the function panics.
//   - What Do reported as done survives the end of the process: SQLite runs with synchronous=FULL.
//   - View sees one state of the database from its first query to its last, and cannot write.
//   - One process owns a SQLite database; a second one is refused with ErrInUse.
//
// Queries are written once, with ? for values; the few words in which the dialects differ come from
// methods of Tx and, in migrations, from placeholders. Callers store instants as microseconds since
// 1970 UTC. It knows no table: gateway/register, gateway/audit and the schedules bring theirs.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// Dialect is the kind of database below.
type Dialect string

// The databases that bilgate runs on.
const (
	SQLite     Dialect = "sqlite"
	PostgreSQL Dialect = "postgres"
)

// DB is an open database. It is safe for concurrent use.
type DB struct {
	dialect Dialect
	write   *sql.DB
	read    *sql.DB // PostgreSQL: the same pool as write
	view    *sql.TxOptions
	release func() error // gives up what keeps other processes out
}

// Open opens the database at url and applies the migrations that it lacks. url is a postgres://
// address, or a path with or without sqlite: before it; the file is made if absent, its folder is not.
//
// It returns ErrInUse for a SQLite database that another process has open, ErrNewer for a database
// that a later release has migrated, and an error that Temporary recognises if PostgreSQL is away.
func Open(ctx context.Context, url string, migrations fs.FS) (*DB, error) {
	db, err := connect(url)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := db.migrate(ctx, migrations); err != nil {
		db.Close()
		return nil, fmt.Errorf("migrate database: %w", err)
	}
	return db, nil
}

func connect(url string) (*DB, error) {
	if strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://") {
		return openPostgres(url)
	}
	return openSQLite(strings.TrimPrefix(url, "sqlite:"))
}

// Dialect tells which database is below.
func (db *DB) Dialect() Dialect { return db.dialect }

// Close waits for running queries and closes the database. Safe to call twice.
func (db *DB) Close() error {
	err := db.read.Close()
	if err2 := db.write.Close(); err == nil {
		err = err2
	}
	if err2 := db.release(); err == nil {
		err = err2
	}
	return err
}

// Do runs fn in a transaction that may write, and commits it if fn returns nil. fn's error comes back
// as it is. fn must not call Do: SQLite has one writer, and a second one inside it waits for ever.
//
// An error for which Temporary is true and that did not come from fn can stem from the commit, whose
// outcome is then unknown: what Do is given must be safe to run again (I3).
func (db *DB) Do(ctx context.Context, fn func(*Tx) error) error {
	return db.run(ctx, db.write, nil, fn)
}

// View runs fn on a snapshot of the database that cannot be written to.
func (db *DB) View(ctx context.Context, fn func(*Tx) error) error {
	return db.run(ctx, db.read, db.view, fn)
}

func (db *DB) run(ctx context.Context, pool *sql.DB, opts *sql.TxOptions, fn func(*Tx) error) error {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect to database: %w", err)
	}
	defer conn.Close()
	tx, err := conn.BeginTx(ctx, opts)
	if err != nil {
		return fmt.Errorf("begin transaction: %w", err)
	}
	defer tx.Rollback() // no effect after a commit
	if err := fn(&Tx{tx: tx, conn: conn, dialect: db.dialect}); err != nil {
		return err
	}
	err = tx.Commit()
	if errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil {
		err = ctx.Err() // database/sql rolled the transaction back when ctx ended
	}
	if err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}
