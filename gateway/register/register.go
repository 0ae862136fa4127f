// Package register keeps the register: every version of every record for ever, what became of every
// message, what is owed to each subsystem, and the books that prove that nothing was lost.
//
// Invariants
//   - Apply is one database transaction: consumed offsets, inbox, versions, deliveries and outcomes
//     stand or fall together (I2, I3). The offsets are compared before they are set, so that a worker
//     that lost its partition cannot write.
//   - Nothing is deleted: a newer version supersedes the older one, which stays readable (I6).
//   - A delivery row exists only for a version that became current (I9).
//   - Bodies, raw records and the agencies' ids are sealed before they reach the database.
//
// It speaks SQL through gateway/store and knows neither Kafka nor a subsystem.
package register

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"time"

	"bilgate/gateway/store"
	"bilgate/gateway/vault"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are the register's tables, for store.Open.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return sub
}

// Register is the register in one database.
type Register struct {
	db    *store.DB
	vault *vault.Vault
	takes func(kind string) []string
}

// New makes a register on an open database. takes names the subsystems that take a kind.
func New(db *store.DB, v *vault.Vault, takes func(kind string) []string) *Register {
	return &Register{db: db, vault: v, takes: takes}
}

// Place is a position on a Kafka topic's partition.
type Place struct {
	Topic     string
	Partition int32
}

// Raw is a position on a feed's raw topic.
type Raw struct {
	Partition int32 `json:"partition"`
	Offset    int64 `json:"offset"`
}

func micros(t time.Time) int64 { return t.UnixMicro() }

func moment(us int64) time.Time { return time.UnixMicro(us).UTC() }

// Audited runs fn in one transaction with the audit events that fn appends (I8).
func (r *Register) Audited(ctx context.Context, fn func(*store.Tx) error) error {
	return r.db.Do(ctx, fn)
}

func wrap(err error, what string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", fmt.Sprintf(what, args...), err)
}
