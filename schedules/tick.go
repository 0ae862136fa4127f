package schedules

import (
	"context"
	"time"

	"github.com/go-co-op/gocron/v2"
)

const (
	patrol   = time.Minute      // how often a job is looked at between its slots: retries, take-overs
	patience = 20 * time.Second // how long Stop waits for jobs to end
)

// ticking makes a gocron scheduler that attends to every job at once, at each slot and on each patrol.
func (s *Scheduler) ticking(ctx context.Context) (gocron.Scheduler, error) {
	cron, err := gocron.NewScheduler(gocron.WithLocation(time.UTC), gocron.WithStopTimeout(patience))
	if err != nil {
		return nil, err
	}
	since := instant(time.Now())
	for _, e := range s.jobs {
		_, err := cron.NewJob(gocron.CronJob("", false), gocron.NewTask(func() { s.attend(ctx, e, since) }),
			gocron.WithName(e.Name),
			gocron.WithCronImplementation(ticks{e.When}),
			gocron.WithStartAt(gocron.WithStartImmediately()))
		if err != nil {
			return nil, err
		}
	}
	return cron, nil
}

// ticks gives gocron the times of a timetable with the patrols between them.
type ticks struct{ when Timetable }

func (ticks) IsValid(string, *time.Location, time.Time) error { return nil }

func (t ticks) Next(last time.Time) time.Time {
	slot, look := t.when.Next(last), last.Truncate(patrol).Add(patrol)
	if slot.Before(look) {
		return slot
	}
	return look
}
