// Package reconcile compares what the register expects of each subsystem with what the subsystem holds.
//
// Both sides list their holdings sorted by kind and id, bytewise; two lists are merged in lock-step, so that memory
// does not grow with them. A side that is not sorted is an error, never a difference. What is in flight is not
// reported: the register marks it pending, and where both sides can be read one by one every difference is looked
// at again before it counts. A comparison that did not reach the end of both lists saves nothing.
//
// Neighbours: gateway/register lists and reads the expected side and keeps the findings; the subsystems' connectors
// list and read the other; [Job] makes a job of schedules.
package reconcile

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"time"
)

// Holding is what a side has of one record.
type Holding struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	Version int64  `json:"version"`
	Digest  string `json:"digest"`            // hex SHA-256 of what the subsystem stored; "": not known, not compared
	Pending bool   `json:"pending,omitempty"` // register only: a delivery for it is under way
}

// compare orders holdings by kind and id, bytewise.
func compare(a, b Holding) int {
	if c := cmp.Compare(a.Kind, b.Kind); c != 0 {
		return c
	}
	return cmp.Compare(a.ID, b.ID)
}

// Side lists holdings in ascending order of kind and id, bytewise (PostgreSQL: COLLATE "C"), each once. An error is
// the last thing it yields. The register's side yields what the subsystem should hold and, as Pending, whatever
// is on its way there, removals too.
type Side interface {
	Name() string
	Holdings(ctx context.Context) iter.Seq2[Holding, error]
}

// Reader is a Side that can be asked for one record, as it is now. false: it holds none.
type Reader interface {
	Held(ctx context.Context, kind, id string) (Holding, bool, error)
}

// Pair is what is compared: the register's view of a subsystem, and the subsystem.
type Pair struct {
	Subsystem  string
	Want, Have Side
}

// Class is how two sides differ on a record.
type Class string

const (
	Missing      Class = "missing"       // the subsystem lacks it
	Extra        Class = "extra"         // the register does not know it, or has withdrawn it
	OtherVersion Class = "other_version" // both hold it, in different versions
	Altered      Class = "altered"       // the same version with another digest
)

// Difference is one finding. Want is zero when extra, Have when missing.
type Difference struct {
	Subsystem string    `json:"subsystem"`
	Kind      string    `json:"kind"`
	ID        string    `json:"id"`
	Class     Class     `json:"class"`
	Want      Holding   `json:"want,omitzero"`
	Have      Holding   `json:"have,omitzero"`
	FoundAt   time.Time `json:"found_at"` // UTC
}

// Counts sums up a comparison. Compared counts the records seen on either side, pending ones included.
type Counts struct {
	Compared int64           `json:"compared"`
	InFlight int64           `json:"in_flight"` // pending, or moved between two looks
	Classes  map[Class]int64 `json:"classes"`   // all differences, kept or not
}

// Report is a comparison that reached the end of both sides.
type Report struct {
	Slot        time.Time
	Subsystem   string
	Counts      Counts
	Differences []Difference // in the order of kind and id; at most Kept, while Counts has all
}

// Kept is how many differences of one comparison are kept by name: beyond that, something larger is wrong.
const Kept = 100_000

// Findings keeps reports. Save stores one whole or not at all; a report for the same slot and subsystem, from a
// repeated run, takes the place of the one before.
type Findings interface {
	Save(ctx context.Context, report Report) error
}

// Errors of a listing that a caller branches on.
var (
	ErrUnsorted = errors.New("the listing is not sorted by kind and id, or holds one twice")
	ErrMoved    = errors.New("the listing keeps changing under the reader")
)

// classify says how want and have of one record differ; false: they agree.
func classify(want, have Holding) (Class, bool) {
	switch {
	case want.Version != have.Version:
		return OtherVersion, true
	case want.Digest != have.Digest && want.Digest != "" && have.Digest != "":
		return Altered, true
	}
	return "", false
}
