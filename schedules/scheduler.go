package schedules

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/go-co-op/gocron/v2"
)

// Scheduler runs jobs at their slots. Several processes may run one over the same ledger.
type Scheduler struct {
	ledger Ledger
	jobs   []*entry
	log    *slog.Logger
	holder string

	mu     sync.Mutex // guards what Start makes and Stop takes away
	cron   gocron.Scheduler
	cancel context.CancelFunc
}

// entry is a job and the lock that keeps its slots apart within this process: full while one runs. It is a
// channel, so that Stop can wait for it with a limit.
type entry struct {
	Job
	busy chan struct{}
}

func (e *entry) lock(limit <-chan time.Time) bool {
	select {
	case e.busy <- struct{}{}:
		return true
	case <-limit:
		return false
	}
}

func (e *entry) unlock() { <-e.busy }

// tryLock does not wait.
func (e *entry) tryLock() bool {
	select {
	case e.busy <- struct{}{}:
		return true
	default:
		return false
	}
}

// New checks the jobs and answers a scheduler that stands still. holder names this process in leases and
// history and is unique among all that are alive: host and process id. A nil log discards.
func New(ledger Ledger, jobs []Job, log *slog.Logger, holder string) (*Scheduler, error) {
	if holder == "" {
		return nil, errors.New("schedules: the holder has no name: give host and process id")
	}
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	s := &Scheduler{ledger: ledger, log: log, holder: holder}
	for _, job := range jobs {
		if err := s.add(job); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *Scheduler) add(job Job) error {
	if job.Name == "" || job.When == nil || job.Do == nil {
		return fmt.Errorf("schedules: job %q lacks a name, a timetable or its work", job.Name)
	}
	if s.find(job.Name) != nil {
		return fmt.Errorf("schedules: two jobs are named %q: rename one", job.Name)
	}
	s.jobs = append(s.jobs, &entry{job, make(chan struct{}, 1)})
	return nil
}

func (s *Scheduler) find(name string) *entry {
	for _, e := range s.jobs {
		if e.Name == name {
			return e
		}
	}
	return nil
}

// Plan is a job as it is shown.
type Plan struct {
	Name string    `json:"name"`
	Help string    `json:"help"`
	When string    `json:"when"`
	Next time.Time `json:"next"` // its next slot, UTC
}

// Jobs lists the jobs in the order they were given.
func (s *Scheduler) Jobs() []Plan {
	now := time.Now()
	plans := make([]Plan, len(s.jobs))
	for i, e := range s.jobs {
		plans[i] = Plan{e.Name, e.Help, e.When.String(), e.When.Next(now)}
	}
	return plans
}

// Run starts the scheduler and stops it when ctx ends; then it answers what Stop answers.
func (s *Scheduler) Run(ctx context.Context) error {
	if err := s.Start(ctx); err != nil {
		return err
	}
	<-ctx.Done()
	return s.Stop()
}

// Start begins to tick and returns; what was missed is caught up at once. Jobs end with ctx or on Stop.
// On a scheduler that runs it does nothing.
func (s *Scheduler) Start(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cron != nil {
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	cron, err := s.ticking(ctx)
	if err != nil {
		cancel()
		return fmt.Errorf("start the scheduler: %w", err)
	}
	s.cron, s.cancel = cron, cancel
	cron.Start()
	return nil
}

// Stop cancels what runs, waits for it – longest patience; for a job by hand too – and stops ticking. An interrupted
// slot is recorded as failed and free at once for another process. On a scheduler that stands still it does nothing.
func (s *Scheduler) Stop() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cron == nil {
		return nil
	}
	s.cancel()
	err := s.drain(time.After(patience))
	err = errors.Join(err, s.cron.Shutdown())
	s.cron, s.cancel = nil, nil
	if err != nil {
		return fmt.Errorf("stop the scheduler: %w", err)
	}
	return nil
}

// drain waits until no job runs. It comes before gocron's own wait, which nothing in a bubble of virtual time survives:
// gocron waits on a lock, and the clock stands.
func (s *Scheduler) drain(limit <-chan time.Time) error {
	for _, e := range s.jobs {
		if !e.lock(limit) {
			return fmt.Errorf("job %s did not end within %s of being cancelled", e.Name, patience)
		}
		e.unlock()
	}
	return nil
}
