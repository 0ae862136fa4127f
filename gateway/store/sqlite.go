package store

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// readers bounds the snapshots of a SQLite database that are open at once.
const readers = 4

// busyTimeout is how long, in milliseconds, a statement waits for a lock: of a checkpoint, say.
const busyTimeout = 10_000

// openSQLite opens one connection that writes and a pool beside it that reads.
func openSQLite(path string) (*DB, error) {
	release, err := lockFile(path + ".lock")
	if err != nil {
		return nil, err
	}
	write, read, err := openPools(path)
	if err != nil {
		release()
		return nil, err
	}
	return &DB{dialect: SQLite, write: write, read: read, release: release}, nil
}

func openPools(path string) (write, read *sql.DB, err error) {
	if err := makePrivate(path); err != nil {
		return nil, nil, err
	}
	name, err := filepath.Abs(path)
	if err != nil {
		return nil, nil, err
	}
	if write, err = sql.Open("sqlite", dsn(name, "_journal_mode", "WAL", "_synchronous", "FULL", "_txlock", "immediate")); err != nil {
		return nil, nil, err
	}
	write.SetMaxOpenConns(1)
	if read, err = sql.Open("sqlite", dsn(name, "_query_only", "1")); err != nil {
		write.Close()
		return nil, nil, err
	}
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	return write, read, nil
}

// makePrivate makes the database file, readable by its owner alone; SQLite gives the files beside it
// the same mode.
func makePrivate(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("database file: %w", err)
	}
	return f.Close()
}

func dsn(path string, pairs ...string) string {
	q := url.Values{"_busy_timeout": {strconv.Itoa(busyTimeout)}, "_foreign_keys": {"1"}, "_dqs": {"0"}}
	for i := 0; i < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String()
}
