package schedules

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"
)

const (
	term     = 2 * time.Minute // length of a lease
	beat     = term / 4        // how often it is extended
	attempts = 5               // for one slot, over all processes; a stop counts as one
	backoff  = time.Minute     // before the second attempt; four times longer before each further one
)

func (s *Scheduler) want(job string, slot time.Time, trigger Trigger, now time.Time) Lease {
	return Lease{Job: job, Slot: slot, Holder: s.holder, Trigger: trigger, Started: now, Until: now.Add(term)}
}

// attempt runs one slot if its lease can be had, and records what became of it. False: it is not ours.
// An error is the ledger's; the job's own stands in the run.
func (s *Scheduler) attempt(ctx context.Context, job Job, slot time.Time, trigger Trigger) (Run, bool, error) {
	lease, ok, err := s.ledger.Claim(ctx, s.want(job.Name, slot, trigger, instant(time.Now())))
	if err != nil || !ok {
		return Run{}, false, err
	}
	run := lease.running()
	if lease.Attempt > attempts {
		run.State, run.Error = Failed, ClassExhausted
	} else {
		s.perform(ctx, job, lease, &run)
	}
	run.Ended = instant(time.Now())
	return run, true, s.record(ctx, run)
}

// perform does the job's work while its lease is being extended, and fills in the result.
func (s *Scheduler) perform(ctx context.Context, job Job, lease Lease, run *Run) {
	ctx, cancel := context.WithCancelCause(ctx)
	held := make(chan struct{})
	go func() {
		defer close(held)
		s.hold(ctx, lease, cancel)
	}()
	summary, err := s.guarded(ctx, job, lease.Slot)
	run.Summary, run.State, run.Error = summary, Done, class(ctx, err)
	cancel(nil)
	<-held
	if err == nil {
		s.log.Info("schedule: job done", "job", job.Name, "slot", lease.Slot, "attempt", lease.Attempt)
		return
	}
	run.State = Failed
	s.log.Error("schedule: job failed", "job", job.Name, "slot", lease.Slot, "attempt", lease.Attempt, "class", run.Error, "error", err)
}

// guarded turns a panic of the job into an error. What it panicked with may hold anything: only the place is logged.
func (s *Scheduler) guarded(ctx context.Context, job Job, slot time.Time) (summary Summary, err error) {
	defer func() {
		if recover() != nil {
			s.log.Error("schedule: job panicked", "job", job.Name, "slot", slot, "stack", string(debug.Stack()))
			err = errPanic
		}
	}()
	return job.Do(ctx, slot)
}

// hold extends the lease until ctx ends. If that fails for so long that the lease would run out, or if the lease
// is somebody else's, it cancels the job with ErrLost.
func (s *Scheduler) hold(ctx context.Context, lease Lease, cancel context.CancelCauseFunc) {
	safe := lease.Until
	ticker := time.NewTicker(beat)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		lease.Until = instant(time.Now()).Add(term)
		err := s.extend(ctx, lease)
		if err == nil {
			safe = lease.Until
		} else if errors.Is(err, ErrLost) || !time.Now().Add(beat).Before(safe) {
			cancel(ErrLost)
			return
		}
	}
}

// extend gives up before the next beat.
func (s *Scheduler) extend(ctx context.Context, lease Lease) error {
	ctx, cancel := context.WithTimeout(ctx, beat/2)
	defer cancel()
	return s.ledger.Extend(ctx, lease)
}

// record writes the run to the ledger, again and again for as long as its lease may last: a job that was done and
// not recorded would be done twice. A stop does not prevent it but shortens it.
func (s *Scheduler) record(ctx context.Context, run Run) error {
	stop := ctx
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), term-beat)
	defer cancel()
	defer context.AfterFunc(stop, func() { time.AfterFunc(patience/4, cancel) })()
	for {
		err := s.ledger.Finish(ctx, run, retry(run))
		if err == nil || errors.Is(err, ErrLost) {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("record the run of %s: %w", run.Job, err)
		case <-time.After(time.Second):
		}
	}
}

// retry answers when a run's slot may be tried again, zero for never.
func retry(run Run) time.Time {
	switch {
	case run.State != Failed, run.Trigger == ByHand, run.Attempt >= attempts:
		return time.Time{}
	case run.Error == ClassStopped:
		return run.Ended
	}
	return run.Ended.Add(backoff << (2 * (run.Attempt - 1)))
}
