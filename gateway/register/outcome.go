package register

import (
	"time"

	"bilgate/mapping/canon"
)

// Outcome is what translate made of one part of a message: a canonical record, a reject, or a skip.
type Outcome struct {
	Feed     string
	Message  string // opaque
	AgencyID string // the agency's own id
	Seq      int    // of the message in its batch
	Part     int    // 1…Parts
	Parts    int
	Digest   string // keyed hash of the message's plain bytes
	Raw      Raw    // where translate read it
	Origin   *Raw   // of a replay: the message's first place
	Mapping  string // hash of the mapping that made the outcome
	Received time.Time

	// A canonical record.
	Kind    string
	Record  string // opaque
	Op      canon.Op
	Order   canon.Order
	Content string // keyed hash of the business fields
	Subject string // opaque
	Keys    []string
	Body    []byte // the canonical record as it travelled
	Dropped []string

	// A reject.
	Rejected bool
	Code     string // of its first error
	Errors   []byte // JSON
	RawKey   string
	RawValue []byte // the sealed raw record, for replay

	Skipped string // the reason for which the mapping does not want the record; "" if it does
}

// Kinds of outcome.
const (
	Registered = "registered"
	Unchanged  = "unchanged"
	Skipped    = "skipped"
	Rejected   = "rejected"
	Duplicate  = "duplicate"
)

// Codes of rejects that only the register can give.
const (
	CodeIdentityConflict = "identity_conflict" // a message id seen before, with another body
	CodeRevisionConflict = "revision_conflict" // an order seen before, with other content
)

// first is where the message first stood on raw.
func (o *Outcome) first() Raw {
	if o.Origin != nil {
		return *o.Origin
	}
	return o.Raw
}

// canonical says whether the part became a canonical record.
func (o *Outcome) canonical() bool { return !o.Rejected && o.Skipped == "" }

type inboxKey struct {
	feed, message string
	part          int
}

func (o *Outcome) key() inboxKey { return inboxKey{o.Feed, o.Message, o.Part} }

// repeatKey is a part of a raw record that repeats an earlier message.
type repeatKey struct {
	rawKey
	part int
}

type rawKey struct {
	feed string
	raw  Raw
}
