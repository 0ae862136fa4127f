package register

import "bilgate/mapping/canon"

// The rows that plan reads and writes; each stands for the table of the same name.

type inboxRow struct {
	digest  string
	parts   int
	raw     Raw
	seen    int64
	outcome string
	code    string
	mapping string
	record  string
	version int64
	fresh   bool // the database does not hold it yet
}

type messageRow struct {
	message                                                    string
	parts, duplicate, rejected, registered, unchanged, skipped int
}

type recordRow struct {
	id, kind, feed, subject string
	op                      canon.Op
	current, last           int64
	order                   canon.Order
	content                 string
}

type versionRow struct {
	*Outcome
	record       string
	version      int64
	op           canon.Op
	order        canon.Order
	content      string
	supersededAt int64
	supersededBy int64
}

func (v *versionRow) supersede(at, by int64) { v.supersededAt, v.supersededBy = at, by }

func (v *versionRow) state() string {
	if v.supersededAt != 0 {
		return Superseded
	}
	return Current
}

type keyRow struct {
	key, record  string
	since, until int64
}

type deliveryRow struct {
	record    string
	version   int64
	kind      string
	subject   string
	subsystem string
	op        canon.Op
	state     string
	ended     int64
}

type rejectRow struct {
	*Outcome
	code string
}

type outcomeRow struct {
	*Outcome
	outcome, code string
	version       int64
}

// States of versions and deliveries.
const (
	Current    = "current"
	Superseded = "superseded"
	Waiting    = "waiting"
	Accepted   = "accepted"
	Refused    = "refused"
	Overdue    = "overdue"
)
