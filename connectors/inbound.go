// Package connectors is the contract with the outside: what an agency's feed is, what a message is,
// when a receipt may be given, and how a canonical record is handed to a subsystem.
//
// A connector knows the outside and nothing of the gateway: it frames bytes into messages (Split),
// turns a message into rows under its source schema (Decode), or sends a canonical record onward
// (Sink). All of it is pure or speaks to the network through what it was handed.
//
// A batch is emitted as the stream it is: the gateway runs Split on it while it hashes and stores,
// so that a way in (connectors/via/…) only has to bring the bytes and to carry the receipt back.
package connectors

import (
	"context"
	"io"
	"io/fs"
	"time"

	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/mapping/canon"
)

// MaxMessage is the size limit of one message's body, in bytes.
const MaxMessage = 16 << 20

// Op is what a message does: Put or Retract.
type Op = canon.Op

// The two operations of a message.
const (
	Put     = canon.Put
	Retract = canon.Retract
)

// Ordering says what the order of a record's states is taken from.
type Ordering string

const (
	ByRevision Ordering = "revision" // an integer that Split reads from the message
	ByArrival  Ordering = "arrival"  // the message's first place on raw
)

// Inbound is one agency.
type Inbound struct {
	Name, Help string // Name is the first half of its feeds' names: "penitentiary"
	Feeds      []Feed
}

// Feed is one kind of record of one agency, which becomes one canonical kind.
type Feed struct {
	Name     string // "penitentiary.inmate"
	Help     string
	Kind     string   // canonical kind
	Formats  []string // media types it takes
	Order    Ordering
	Several  bool          // a message may hold several records; such a feed has one raw partition
	Deadline time.Duration // a message without an outcome for longer than this is overdue
	Settings []Setting     // what a sender may set for a batch
	Decoder  string        // version of Decode; part of every mapping's hash
	Schema   *arrow.Schema // the source schema, which the mapping is checked against

	// Split frames a batch in order. It reads only ids, revision and op, and hands each message or
	// unreadable piece to the callbacks; an error of a callback or of the body is returned as it is.
	// Seq counts from 1 over both. A body that cannot be framed at all is one Unreadable.
	Split func(b Batch, message func(Message) error, unreadable func(Unreadable) error) error

	// Decode appends one row a part to b. It is pure, and returns *Fault for a message that does not
	// decode, in which case no column has been touched. No rows and no error: the message is empty.
	Decode func(b *Builder, m Message) ([]Blob, error)

	Mapping fs.FS // mapping.yaml, code lists, in the root
}

// Setting is a value that the sender gives for a whole batch, such as the laboratory of a table.
type Setting struct {
	Name, Help string
	Simulated  string // what a demonstration sets where the sender does not
}

// Batch is a stream of messages that an agency sends under one id.
type Batch struct {
	Feed     string
	ID       string
	Format   string            // media type, one of the feed's Formats
	Set      map[string]string // by Setting name
	Received time.Time
	Body     io.Reader
}

// Message is one delivery from an agency, byte for byte.
type Message struct {
	Seq      int    // within its batch, from 1
	ID       string // the agency's message or revision id; else batch id "/" sequence
	Feed     string
	RecordID string // the agency's id of the record; "" where the message holds several
	Revision int64  // where the feed's order is ByRevision
	Op       Op
	Received time.Time
	Format   string
	Set      map[string]string
	Body     []byte
}

// Unreadable is a piece of a batch that is no message: it is named in the receipt and goes no further.
type Unreadable struct {
	Seq  int    `json:"seq"`
	Code string `json:"code"`
}

// Codes of unreadable pieces.
const (
	CodeTooLarge     = "too_large"     // longer than MaxMessage
	CodeEncoding     = "encoding"      // not UTF-8
	CodeSyntax       = "syntax"        // not of its format
	CodeTruncated    = "truncated"     // ends in the middle
	CodeDuplicateKey = "duplicate_key" // an object has one key twice, in whatever case
	CodeNoID         = "no_id"         // the record's id is missing
	CodeNoRevision   = "no_revision"   // the feed is ordered by revision and the message has none
	CodeOp           = "op"            // op is neither put nor retract
	CodeFormat       = "format"        // content is not of a format that the feed takes
)

// Receipt is what an agency gets for a batch when all of it is durable (I1).
type Receipt struct {
	Batch      string       `json:"batch"`
	SHA256     string       `json:"sha256"` // of the batch's bytes, hex
	Framed     int          `json:"framed"` // messages stored
	Repeated   int          `json:"repeated"`
	Unreadable []Unreadable `json:"unreadable"`
	At         time.Time    `json:"at"`
}

// Emit stores a batch. A receipt means durable (I1); ErrConflict, ErrAway and ErrUnknownFeed are told apart.
type Emit func(ctx context.Context, b Batch) (Receipt, error)

// Way is a way in that runs until the context ends.
type Way interface {
	Run(ctx context.Context, emit Emit) error
}
