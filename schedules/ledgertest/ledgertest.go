// Package ledgertest is the suite that every schedules.Ledger passes. Its own test runs it over schedules.Memory;
// a database's test runs it over the database.
package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"bilgate/schedules"
)

// noon and all times of the suite have microseconds, which a database must keep.
var noon = time.Date(2026, 3, 1, 12, 0, 0, 123456000, time.UTC)

const job = "reconcile"

// Run runs the suite; open answers an empty ledger each time.
func Run(t *testing.T, open func(t *testing.T) schedules.Ledger) {
	for name, check := range map[string]func(*testing.T, suite){
		"a slot has one holder":               oneHolder,
		"of many at once one claims":          race,
		"a closed slot stays closed":          closed,
		"a failed slot waits, then is free":   waits,
		"an expired lease is taken over":      takeOver,
		"an extended lease lives longer":      extended,
		"who lost a lease changes nothing":    fenced,
		"an expired lease may still finish":   late,
		"runs come back as they were written": roundTrip,
		"newest knows nothing of manual":      newest,
		"open lists what is not closed":       openSlots,
		"history: running first, then latest": history,
		"jobs are apart":                      apart,
	} {
		t.Run(name, func(t *testing.T) { check(t, suite{t, open(t)}) })
	}
}

type suite struct {
	t *testing.T
	schedules.Ledger
}

func lease(slot time.Time, holder string, now time.Time) schedules.Lease {
	return schedules.Lease{Job: job, Slot: slot, Holder: holder, Trigger: schedules.ByTimetable,
		Started: now, Until: now.Add(time.Minute)}
}

// claims claims and says whether the answer is as wanted.
func (s suite) claims(want schedules.Lease, ok bool) schedules.Lease {
	s.t.Helper()
	got, granted, err := s.Claim(s.t.Context(), want)
	if err != nil || granted != ok {
		s.t.Fatalf("claim of %v by %q at %v: granted %t, %v; want %t", want.Slot, want.Holder, want.Started, granted, err, ok)
	}
	return got
}

func finished(l schedules.Lease, state schedules.State, ended time.Time) schedules.Run {
	return schedules.Run{Job: l.Job, Slot: l.Slot, Started: l.Started, Ended: ended, Holder: l.Holder,
		State: state, Attempt: l.Attempt, Trigger: l.Trigger}
}

func (s suite) finishes(run schedules.Run, retry time.Time) {
	s.t.Helper()
	if err := s.Finish(s.t.Context(), run, retry); err != nil {
		s.t.Fatalf("finish %+v: %v", run, err)
	}
}

func (s suite) runs(name string, limit int) []schedules.Run {
	s.t.Helper()
	runs, err := s.History(s.t.Context(), name, limit)
	if err != nil {
		s.t.Fatalf("history: %v", err)
	}
	return runs
}

func (s suite) history(want ...schedules.Run) {
	s.t.Helper()
	if got := s.runs(job, 100); !same(got, want) {
		s.t.Fatalf("history:\n got %+v\nwant %+v", got, want)
	}
}

func same(got, want []schedules.Run) bool {
	return len(got) == len(want) && (len(got) == 0 || reflect.DeepEqual(got, want))
}

func oneHolder(t *testing.T, s suite) {
	got := s.claims(lease(noon, "a", noon), true)
	want := lease(noon, "a", noon)
	want.Attempt = 1
	if got != want {
		t.Fatalf("lease %+v, want %+v", got, want)
	}
	s.claims(lease(noon, "b", noon.Add(time.Second)), false)
	s.claims(lease(noon, "a", noon.Add(time.Second)), false)
	s.claims(lease(noon.Add(time.Microsecond), "b", noon), true)
}

func race(t *testing.T, s suite) {
	for round := range 10 {
		var won atomic.Int64
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				slot := noon.Add(time.Duration(round) * time.Hour)
				_, ok, err := s.Claim(context.WithoutCancel(t.Context()), lease(slot, fmt.Sprint(i), noon))
				if err != nil {
					t.Errorf("claim: %v", err)
				}
				if ok {
					won.Add(1)
				}
			})
		}
		if all.Wait(); won.Load() != 1 {
			t.Fatalf("round %d: %d holders of one slot", round, won.Load())
		}
	}
}

func closed(t *testing.T, s suite) {
	held := s.claims(lease(noon, "a", noon), true)
	s.finishes(finished(held, schedules.Done, noon.Add(time.Second)), time.Time{})
	s.claims(lease(noon, "b", noon.Add(time.Hour)), false)
	if err := s.Finish(t.Context(), finished(held, schedules.Failed, noon), time.Time{}); !errors.Is(err, schedules.ErrLost) {
		t.Errorf("a second finish: %v, want ErrLost", err)
	}
	if err := s.Extend(t.Context(), held); !errors.Is(err, schedules.ErrLost) {
		t.Errorf("extending a closed slot: %v, want ErrLost", err)
	}
	s.history(finished(held, schedules.Done, noon.Add(time.Second)))
}

func waits(t *testing.T, s suite) {
	held := s.claims(lease(noon, "a", noon), true)
	again := noon.Add(10 * time.Minute)
	s.finishes(finished(held, schedules.Failed, noon.Add(time.Second)), again)
	s.claims(lease(noon, "b", again.Add(-time.Microsecond)), false)
	if got := s.claims(lease(noon, "b", again), true); got.Attempt != 2 {
		t.Errorf("attempt %d, want 2", got.Attempt)
	}
}

func takeOver(t *testing.T, s suite) {
	byHand := lease(noon, "a", noon)
	byHand.Trigger = schedules.ByHand
	dead := s.claims(byHand, true)
	s.claims(lease(noon, "b", dead.Until.Add(-time.Microsecond)), false)
	got := s.claims(lease(noon, "b", dead.Until), true)
	if got.Attempt != 2 || got.Holder != "b" || got.Trigger != schedules.ByHand {
		t.Errorf("lease %+v, want attempt 2 of b with the first claim's trigger", got)
	}
	lost := finished(dead, schedules.Failed, dead.Until)
	lost.Error = schedules.ClassExpired
	s.history(finished(got, schedules.Running, time.Time{}), lost)
}

func extended(t *testing.T, s suite) {
	held := s.claims(lease(noon, "a", noon), true)
	old := held.Until
	held.Until = noon.Add(time.Hour)
	if err := s.Extend(t.Context(), held); err != nil {
		t.Fatal(err)
	}
	s.claims(lease(noon, "b", old), false)
	s.claims(lease(noon, "b", held.Until), true)
}

func fenced(t *testing.T, s suite) {
	dead := s.claims(lease(noon, "a", noon), true)
	second := s.claims(lease(noon, "a", dead.Until), true) // the same name, another attempt
	dead.Until = noon.Add(24 * time.Hour)
	if err := s.Extend(t.Context(), dead); !errors.Is(err, schedules.ErrLost) {
		t.Errorf("extend: %v, want ErrLost", err)
	}
	if err := s.Finish(t.Context(), finished(dead, schedules.Done, noon), time.Time{}); !errors.Is(err, schedules.ErrLost) {
		t.Errorf("finish: %v, want ErrLost", err)
	}
	other := second
	other.Holder = "c"
	if err := s.Extend(t.Context(), other); !errors.Is(err, schedules.ErrLost) {
		t.Errorf("extend under another name: %v, want ErrLost", err)
	}
	if got := s.runs(job, 1); len(got) != 1 || got[0].State != schedules.Running || got[0].Attempt != 2 {
		t.Errorf("history begins with %+v, want the second attempt running", got)
	}
	s.claims(lease(noon, "b", second.Until), true)
}

func late(t *testing.T, s suite) {
	held := s.claims(lease(noon, "a", noon), true)
	run := finished(held, schedules.Done, held.Until.Add(time.Hour))
	s.finishes(run, time.Time{})
	s.history(run)
}

func roundTrip(t *testing.T, s suite) {
	held := s.claims(lease(noon, "a", noon), true)
	run := finished(held, schedules.Failed, noon.Add(1234567*time.Microsecond))
	run.Summary, run.Error = schedules.Summary{"fingerprint.compared": 1 << 40, "нуль": 0}, "listing"
	s.finishes(run, time.Time{})
	s.history(run)
}

func newest(t *testing.T, s suite) {
	check := func(want time.Time) {
		t.Helper()
		if got, _, err := s.Slots(t.Context(), job); err != nil || got != want {
			t.Errorf("newest %v, %v; want %v", got, err, want)
		}
	}
	check(time.Time{})
	byHand := lease(noon.Add(time.Hour), "a", noon)
	byHand.Trigger = schedules.ByHand
	s.claims(byHand, true)
	check(time.Time{})
	s.finishes(finished(s.claims(lease(noon, "a", noon), true), schedules.Missed, noon), time.Time{})
	check(noon)
	s.claims(lease(noon.Add(-time.Hour), "a", noon), true)
	check(noon)
}

func openSlots(t *testing.T, s suite) {
	wait := s.claims(lease(noon.Add(time.Hour), "a", noon), true)
	s.finishes(finished(wait, schedules.Failed, noon), noon.Add(5*time.Minute))
	held := s.claims(lease(noon, "b", noon), true)
	s.finishes(finished(s.claims(lease(noon.Add(2*time.Hour), "a", noon), true), schedules.Done, noon), time.Time{})
	wait.Holder, wait.Until = "", noon.Add(5*time.Minute)
	_, got, err := s.Slots(t.Context(), job)
	if err != nil || !reflect.DeepEqual(got, []schedules.Lease{held, wait}) {
		t.Errorf("open %+v, %v; want %+v", got, err, []schedules.Lease{held, wait})
	}
}

func history(t *testing.T, s suite) {
	s.history()
	first := finished(s.claims(lease(noon.Add(time.Hour), "a", noon), true), schedules.Done, noon)
	s.finishes(first, time.Time{})
	second := finished(s.claims(lease(noon, "a", noon), true), schedules.Done, noon)
	s.finishes(second, time.Time{})
	early := s.claims(lease(noon.Add(2*time.Hour), "a", noon.Add(-time.Minute)), true)
	later := s.claims(lease(noon.Add(3*time.Hour), "a", noon.Add(-time.Second)), true)
	want := []schedules.Run{finished(later, schedules.Running, time.Time{}), finished(early, schedules.Running, time.Time{}), second, first}
	s.history(want...)
	if got := s.runs(job, 3); !same(got, want[:3]) {
		t.Errorf("limit 3 gives %+v", got)
	}
}

func apart(t *testing.T, s suite) {
	mine := s.claims(lease(noon, "a", noon), true)
	other := lease(noon, "b", noon.Add(time.Second))
	other.Job = "deadlines"
	theirs := s.claims(other, true)
	s.history(finished(mine, schedules.Running, time.Time{}))
	both := []schedules.Run{finished(theirs, schedules.Running, time.Time{}), finished(mine, schedules.Running, time.Time{})}
	if got := s.runs("", 100); !same(got, both) {
		t.Errorf("all jobs: %+v", got)
	}
	if newest, open, err := s.Slots(t.Context(), "archive"); err != nil || !newest.IsZero() || len(open) != 0 {
		t.Errorf("a job that never ran: newest %v, open %+v, %v", newest, open, err)
	}
}
