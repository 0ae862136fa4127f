package schedules

import (
	"context"
	"errors"
	"time"
)

// Lease is the right to run a slot until a time. An attempt's number is its fence: a slot that was
// taken over has a higher one, and whoever comes with the old one has lost it.
type Lease struct {
	Job     string
	Slot    time.Time
	Holder  string // "" while a failed slot waits for its next attempt
	Trigger Trigger
	Attempt int
	Started time.Time // when this attempt claimed it
	Until   time.Time
}

// Ledger keeps slots, leases and history. Times in and out are UTC in whole microseconds; it never looks at
// a clock. Every method is one transaction, safe for use from several processes.
type Ledger interface {
	// Claim takes the slot want.Slot of want.Job for want.Holder from want.Started until want.Until;
	// want.Attempt is ignored. It answers false, and changes nothing, when the slot is closed or its lease
	// is alive (Until after want.Started) – whoever holds it, want.Holder too. Else it answers the lease
	// with Attempt one higher than the last (1 at first) and the Trigger of the first claim.
	// Taking over an expired lease that somebody held appends that attempt to the history: Failed,
	// Error ClassExpired, Ended when its lease ran out.
	Claim(ctx context.Context, want Lease) (Lease, bool, error)

	// Extend moves the end of a lease to held.Until. ErrLost: the slot is closed, or Holder and Attempt
	// are no longer the lease's.
	Extend(ctx context.Context, held Lease) error

	// Finish appends run to the history and ends its lease: the slot is closed if retry is zero, else free
	// to be claimed from retry on. ErrLost, and nothing appended: the slot is closed, or Holder and
	// Attempt are no longer the lease's. A lease that ran out but was not taken over still counts.
	Finish(ctx context.Context, run Run, retry time.Time) error

	// Slots answers the newest slot of the job ever claimed other than by hand (zero: none), and the
	// leases of all slots that are not closed, oldest slot first, alive or not, those by hand too.
	Slots(ctx context.Context, job string) (newest time.Time, open []Lease, err error)

	// History answers up to limit runs of the job ("" is every job): first the held leases as Running, whose
	// Ended is zero, then finished runs; in each part the latest begun or appended comes first.
	History(ctx context.Context, job string, limit int) ([]Run, error)
}

// ErrLost says that the slot is somebody else's by now.
var ErrLost = errors.New("the lease of this slot is lost: another process has taken it over")

// running is the lease as a line of the history.
func (l Lease) running() Run {
	return Run{Job: l.Job, Slot: l.Slot, Started: l.Started, Holder: l.Holder,
		State: Running, Attempt: l.Attempt, Trigger: l.Trigger}
}

// Expired is the line of the history for an attempt whose holder died: what a Ledger appends on take-over.
func (l Lease) Expired() Run {
	run := l.running()
	run.State, run.Ended, run.Error = Failed, l.Until, ClassExpired
	return run
}

// alive says whether the slot may not be claimed yet.
func (l Lease) alive(now time.Time) bool { return l.Until.After(now) }

// held says whether somebody runs the slot.
func (l Lease) held(now time.Time) bool { return l.Holder != "" && l.alive(now) }
