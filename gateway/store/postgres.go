package store

import (
	"database/sql"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

const (
	connections    = 16 // of one process, at most
	connectTimeout = 5 * time.Second
)

// openPostgres makes a pool; it connects with the first query.
func openPostgres(url string) (*DB, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTimeout
	}
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	return &DB{
		dialect: PostgreSQL,
		write:   pool,
		read:    pool,
		view:    &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
		release: func() error { return nil },
	}, nil
}
