package schedules

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Errors of Trigger that a caller branches on.
var (
	ErrNoJob = errors.New("no such job")
	ErrBusy  = errors.New("the job is running: wait for it, or look at its history")
)

// Trigger runs a job now, in a slot of its own, and answers when it has ended; the scheduler need not be started.
// A job that failed is a Run in state Failed, without an error, and is not tried again. Errors: ErrNoJob;
// ErrBusy, here or in another process; the ledger's.
func (s *Scheduler) Trigger(ctx context.Context, name string) (Run, error) {
	e := s.find(name)
	if e == nil {
		return Run{}, fmt.Errorf("job %q: %w: choose one of %s", name, ErrNoJob, strings.Join(s.names(), ", "))
	}
	if !e.tryLock() {
		return Run{}, fmt.Errorf("job %s: %w", name, ErrBusy)
	}
	defer e.unlock()
	now := instant(time.Now())
	_, open, err := s.ledger.Slots(ctx, name)
	if err != nil {
		return Run{}, fmt.Errorf("job %s: read the slots: %w", name, err)
	}
	if runs(open, now) {
		return Run{}, fmt.Errorf("job %s: %w", name, ErrBusy)
	}
	return s.byHand(ctx, e.Job, now)
}

func (s *Scheduler) byHand(ctx context.Context, job Job, slot time.Time) (Run, error) {
	run, ours, err := s.attempt(ctx, job, slot, ByHand)
	if err != nil {
		return run, fmt.Errorf("job %s: %w", job.Name, err)
	}
	if !ours {
		return Run{}, fmt.Errorf("job %s: %w", job.Name, ErrBusy)
	}
	return run, nil
}

func (s *Scheduler) names() []string {
	var names []string
	for _, e := range s.jobs {
		names = append(names, e.Name)
	}
	return names
}
