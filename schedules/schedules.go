// Package schedules runs jobs at their times: nightly reconciliation, deadlines, archive, expiry.
//
// A job runs for a slot, the nominal time of its timetable, never for "now": a run that starts late,
// is repeated or is taken over by another process still means the same slot. gocron only ticks. What
// is due, what was missed, who holds a slot and what became of it stands in the [Ledger]:
//
//   - A slot is done at most once, over all processes: whoever runs it holds its lease.
//   - A job's slots do not overlap: a slot waits while another of the same job still runs.
//   - After a pause the newest slot is caught up; each older one is recorded as missed.
//   - A failed slot is tried again, later and later, until the attempts are used up or the next slot is due.
//   - A holder that died is recorded as failed when its lease has run out, and its slot is taken over.
//   - History is appended and never changed.
//
// Neighbours: the database fulfils Ledger (suite: schedules/ledgertest); [Memory] does for one process.
package schedules

import (
	"context"
	"time"
)

// Job is something that is done at set times.
type Job struct {
	Name string // unique, as in `jobs run NAME`
	Help string // one sentence
	When Timetable

	// Do does the work of one slot. The same slot may come again after a failure, so repeating it must
	// be harmless. It returns soon after ctx ends, which happens on stop and when the lease is lost.
	// Its error carries no personal value; a [Failure] gives it a class of its own.
	Do func(ctx context.Context, slot time.Time) (Summary, error)
}

// Summary is what a run counted, by name.
type Summary map[string]int64

// State is what became of a run.
type State string

const (
	Running State = "running" // its lease is held; Ended is zero
	Done    State = "done"
	Failed  State = "failed"
	Missed  State = "missed" // not run: Error says why
)

// Trigger is what started a slot.
type Trigger string

const (
	ByTimetable Trigger = "timetable"
	ByHand      Trigger = "manual"
	ByCatchUp   Trigger = "catch-up" // well after its time, because no process was there
)

// Run is one attempt at one slot, a line of the history. All times are UTC in whole microseconds.
type Run struct {
	Job     string    `json:"job"`
	Slot    time.Time `json:"slot"`
	Started time.Time `json:"started"`
	Ended   time.Time `json:"ended,omitzero"`
	Holder  string    `json:"holder"`
	State   State     `json:"state"`
	Attempt int       `json:"attempt"` // 1 is the first
	Trigger Trigger   `json:"trigger"`
	Summary Summary   `json:"summary,omitempty"`
	Error   string    `json:"error,omitempty"` // class of the error, one of the Class constants or the job's own
}

// instant is the resolution that every database keeps: two equal times stay equal after a round trip.
func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
