package schedules

import (
	"context"
	"fmt"
	"time"
)

const (
	lateness  = 2 * patrol // a first attempt that begins later than this after its slot is a catch-up
	mostLines = 400        // missed slots that get a line of their own; still older ones share one
)

// attend looks at one job and runs the slot that is due, if there is one. since is when this scheduler started.
func (s *Scheduler) attend(ctx context.Context, e *entry, since time.Time) {
	if ctx.Err() != nil || !e.tryLock() {
		return
	}
	defer e.unlock()
	slot, trigger, err := s.due(ctx, e.Job, since)
	if err == nil && !slot.IsZero() {
		_, _, err = s.attempt(ctx, e.Job, slot, trigger)
	}
	if err != nil && ctx.Err() == nil {
		s.log.Error("schedule: the ledger does not answer, next look on the next patrol", "job", e.Name, "error", err)
	}
}

// due answers the slot to try now, zero if there is none, and tidies what lies before it: slots that were missed,
// and open ones that a newer slot overtakes.
func (s *Scheduler) due(ctx context.Context, job Job, since time.Time) (time.Time, Trigger, error) {
	now := instant(time.Now())
	slot := job.When.Last(now)
	newest, open, err := s.ledger.Slots(ctx, job.Name)
	if err != nil {
		return time.Time{}, "", fmt.Errorf("read the slots: %w", err)
	}
	if newest.IsZero() && slot.Before(since) {
		return time.Time{}, "", s.miss(ctx, job.Name, slot, ByTimetable, ClassFirst, nil)
	}
	if err := s.overtake(ctx, open, slot, now); err != nil || runs(open, now) {
		return time.Time{}, "", err
	}
	if err := s.missed(ctx, job, newest, slot); err != nil {
		return time.Time{}, "", err
	}
	return wanted(slot, newest, open, now)
}

// runs says whether somebody runs a slot of the job right now.
func runs(open []Lease, now time.Time) bool {
	for _, lease := range open {
		if lease.held(now) {
			return true
		}
	}
	return false
}

// wanted answers slot if nobody has begun it, or if it is open and free.
func wanted(slot, newest time.Time, open []Lease, now time.Time) (time.Time, Trigger, error) {
	for _, lease := range open {
		if lease.Slot.Equal(slot) && lease.Trigger != ByHand && !lease.alive(now) {
			return slot, lease.Trigger, nil
		}
	}
	switch {
	case !slot.After(newest):
		return time.Time{}, "", nil
	case now.Sub(slot) > lateness:
		return slot, ByCatchUp, nil
	}
	return slot, ByTimetable, nil
}

// overtake closes the open, free slots that will not be tried again: older than the one that is due, or begun by hand.
func (s *Scheduler) overtake(ctx context.Context, open []Lease, due, now time.Time) error {
	for _, lease := range open {
		current := !lease.Slot.Before(due) && lease.Trigger != ByHand
		if current || lease.alive(now) {
			continue
		}
		if err := s.miss(ctx, lease.Job, lease.Slot, lease.Trigger, ClassOvertaken, nil); err != nil {
			return err
		}
	}
	return nil
}

// missed records the slots after newest and before due, oldest first, so that a crash here is taken up where it stopped.
func (s *Scheduler) missed(ctx context.Context, job Job, newest, due time.Time) error {
	if newest.IsZero() {
		return nil
	}
	slots, shared := between(job.When, newest, due)
	for i, slot := range slots {
		var summary Summary
		if i == 0 && shared > 0 {
			summary = Summary{"slots": shared + 1}
		}
		if err := s.miss(ctx, job.Name, slot, ByTimetable, ClassDown, summary); err != nil {
			return err
		}
	}
	return nil
}

// between answers the newest slots after from and before to, at most mostLines, and how many older ones there are.
func between(when Timetable, from, to time.Time) (slots []time.Time, older int64) {
	for slot := when.Next(from); slot.Before(to); slot = when.Next(slot) {
		if len(slots) == mostLines {
			slots, older = slots[1:], older+1
		}
		slots = append(slots, slot)
	}
	return slots, older
}

// miss closes a slot without running it. Another process that does the same first is no error.
func (s *Scheduler) miss(ctx context.Context, job string, slot time.Time, trigger Trigger, why string, sum Summary) error {
	now := instant(time.Now())
	lease, ok, err := s.ledger.Claim(ctx, s.want(job, slot, trigger, now))
	if err != nil || !ok {
		return err
	}
	run := lease.running()
	run.State, run.Ended, run.Error, run.Summary = Missed, now, why, sum
	if err := s.ledger.Finish(ctx, run, time.Time{}); err != nil {
		return fmt.Errorf("record a missed slot: %w", err)
	}
	s.log.Warn("schedule: slot missed", "job", job, "slot", slot, "why", why)
	return nil
}
