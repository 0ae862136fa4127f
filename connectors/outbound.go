package connectors

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"bilgate/mapping/canon"
)

// Outbound is one subsystem.
type Outbound struct {
	Name, Help string
	Kinds      []string // canonical kinds it takes
	Open       func(Env) (Sink, error)
}

// Env is what a sink is handed.
type Env struct {
	URL  string
	HTTP *http.Client
	Log  *slog.Logger
}

// Sink hands records to a subsystem.
type Sink interface {
	// Deliver sends one version of one record. The same Delivery.ID twice is one effect. A returned
	// Ack is the subsystem's word: Accepted (stored, Digest says what), Pending (ask later), or
	// Refused (it will never take it, Reason says why in a stable code). An error is silence or a
	// temporary failure: nothing is known, and the gateway tries again.
	Deliver(ctx context.Context, d Delivery) (Ack, error)
}

// Lister is a sink that can say what the subsystem holds, sorted by kind and id.
type Lister interface {
	Holdings(ctx context.Context, offset, limit int) ([]Holding, error)
}

// Reader is a sink that can read one record back, after silence. ErrNotHeld: the subsystem answers that it has none.
type Reader interface {
	Held(ctx context.Context, kind, recordID string) (Holding, error)
}

// Delivery is one version of a record for one subsystem.
type Delivery struct {
	ID       string // opaque, stable over retries
	RecordID string // opaque
	Subject  string // opaque id of the subject, else the record id
	Version  int64
	Op       Op           // Put, or Retract: the subsystem removes it
	Record   canon.Record // opened; on Retract only provenance
	Blob     func(ctx context.Context, ref string) ([]byte, error)
}

// AckState is a subsystem's word on a delivery.
type AckState string

const (
	Accepted AckState = "accepted"
	Pending  AckState = "pending"
	Refused  AckState = "refused"
)

// Ack is a subsystem's answer.
type Ack struct {
	State  AckState
	Ref    string // the subsystem's own reference, if it gives one
	Digest string // hex SHA-256 of what was stored
	Reason string // stable code of a refusal
	At     time.Time
}

// Holding is what a subsystem holds of a record.
type Holding struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	Version int64  `json:"version"`
	Digest  string `json:"digest"`
}

// Errors that a caller branches on.
var (
	ErrNotHeld     = errors.New("the subsystem does not hold this record")
	ErrUnknownFeed = errors.New("no such feed")
	ErrFormat      = errors.New("the feed does not take this format")
	ErrConflict    = errors.New("this batch id has a receipt for other bytes: send them under a new id")
	ErrAway        = errors.New("the gateway's storage is away: send the same batch again later")
)
