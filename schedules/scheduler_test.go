package schedules

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// work is a job that notes its slots and fails as often as told.
type work struct {
	mu    sync.Mutex
	slots []time.Time
	fail  func(run int) error
	takes time.Duration
}

func (w *work) do(ctx context.Context, slot time.Time) (Summary, error) {
	w.mu.Lock()
	w.slots = append(w.slots, slot)
	run := len(w.slots)
	w.mu.Unlock()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-time.After(w.takes):
	}
	if w.fail != nil {
		if err := w.fail(run); err != nil {
			return nil, err
		}
	}
	return Summary{"n": int64(run)}, nil
}

func (w *work) job(when Timetable) Job {
	return Job{Name: "work", Help: "Works.", When: when, Do: w.do}
}

// start starts a scheduler that the returned function stops.
func start(t *testing.T, ledger Ledger, holder string, job Job) (*Scheduler, func()) {
	t.Helper()
	s, err := New(ledger, []Job{job}, nil, holder)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s, func() {
		t.Helper()
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	}
}

// wait lets the bubble's clock reach a time, and everything due by then happen.
func wait(until string) {
	time.Sleep(time.Until(at(until)))
	synctest.Wait()
}

// lines is the history, oldest first, one short text a run.
func lines(t *testing.T, ledger Ledger) []string {
	t.Helper()
	runs, err := ledger.History(t.Context(), "", 10_000)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range slices.Backward(runs) {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s %d %s %s", r.Slot.Format("01-02T15:04"), r.State, r.Trigger, r.Attempt, r.Holder, r.Error)))
	}
	return out
}

func expect(t *testing.T, ledger Ledger, want ...string) {
	t.Helper()
	if got := lines(t, ledger); !slices.Equal(got, want) {
		t.Errorf("history:\n %s\nwant:\n %s", strings.Join(got, "\n "), strings.Join(want, "\n "))
	}
}

// The bubble's clock begins at 2000-01-01T00:00:00Z; Asia/Almaty was UTC+6.

func TestDailyAcrossMidnight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger, w := new(Memory), &work{takes: time.Hour}
		s, stop := start(t, ledger, "a", w.job(Daily(0, 30)))
		wait("2000-01-03T12:00:00Z")
		if next := s.Jobs()[0]; next.Next != at("2000-01-03T18:30:00Z") || next.When != "daily 00:30 Asia/Almaty" {
			t.Errorf("next %+v", next)
		}
		stop()
		expect(t, ledger,
			"12-31T18:30 missed timetable 1 a before_first_start",
			"01-01T18:30 done timetable 1 a",
			"01-02T18:30 done timetable 1 a")
	})
}

func TestRunStartsAtItsSlotAndSaysHowLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger, w := new(Memory), &work{takes: 90 * time.Second}
		_, stop := start(t, ledger, "a", w.job(Every(time.Hour)))
		wait("2000-01-01T00:01:00Z")
		if runs, _ := ledger.History(t.Context(), "work", 1); runs[0].State != Running || !runs[0].Ended.IsZero() {
			t.Errorf("half-way: %+v", runs[0])
		}
		wait("2000-01-01T00:30:00Z")
		stop()
		runs, _ := ledger.History(t.Context(), "work", 9)
		if len(runs) != 1 || runs[0].Started != at("2000-01-01T00:00:00Z") || runs[0].Ended != at("2000-01-01T00:01:30Z") || runs[0].Summary["n"] != 1 {
			t.Errorf("history %+v", runs)
		}
	})
}

func TestCatchUpAfterThreeDaysDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger, w := new(Memory), new(work)
		_, stop := start(t, ledger, "a", w.job(Daily(2, 0)))
		wait("2000-01-01T21:00:00Z")
		stop()
		wait("2000-01-05T06:00:00Z")
		_, stop = start(t, ledger, "b", w.job(Daily(2, 0)))
		synctest.Wait()
		stop()
		expect(t, ledger,
			"12-31T20:00 missed timetable 1 a before_first_start",
			"01-01T20:00 done timetable 1 a",
			"01-02T20:00 missed timetable 1 b not_running",
			"01-03T20:00 missed timetable 1 b not_running",
			"01-04T20:00 done catch-up 1 b")
	})
}

func TestYearsDownShareALine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger, w := new(Memory), new(work)
		_, stop := start(t, ledger, "a", w.job(Every(time.Hour)))
		wait("2000-01-01T00:10:00Z")
		stop()
		wait("2000-03-01T00:10:00Z") // 60 days: 1,439 slots missed
		_, stop = start(t, ledger, "a", w.job(Every(time.Hour)))
		synctest.Wait()
		stop()
		runs, _ := ledger.History(t.Context(), "", 10_000)
		var missed int64
		for _, r := range runs {
			if r.State == Missed {
				missed += max(1, r.Summary["slots"])
			}
		}
		if len(runs) != 1+mostLines+1 || missed != 1439 {
			t.Errorf("%d lines, %d slots missed", len(runs), missed)
		}
	})
}

func TestTwoSchedulersNeverRunASlotTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger, w := new(Memory), &work{takes: time.Second}
		for _, holder := range []string{"a", "b", "c"} {
			_, stop := start(t, ledger, holder, w.job(Every(10*time.Minute)))
			defer stop()
		}
		wait("2000-01-03T00:05:00Z")
		for i, slot := range w.slots {
			if want := at("2000-01-01T00:00:00Z").Add(time.Duration(i) * 10 * time.Minute); slot != want {
				t.Fatalf("run %d was for %s, want %s", i, slot, want)
			}
		}
		if len(w.slots) != 2*24*6+1 {
			t.Errorf("%d runs", len(w.slots))
		}
	})
}

// deaf is a ledger whose one holder lost its connection: what a process that died looks like from outside.
type deaf struct {
	Ledger
	since time.Time
}

var errAway = errors.New("away")

func (d deaf) gone() bool { return !time.Now().Before(d.since) }

func (d deaf) Claim(ctx context.Context, want Lease) (Lease, bool, error) {
	if d.gone() {
		return Lease{}, false, errAway
	}
	return d.Ledger.Claim(ctx, want)
}

func (d deaf) Extend(ctx context.Context, l Lease) error {
	if d.gone() {
		return errAway
	}
	return d.Ledger.Extend(ctx, l)
}

func (d deaf) Finish(ctx context.Context, run Run, retry time.Time) error {
	if d.gone() {
		return errAway
	}
	return d.Ledger.Finish(ctx, run, retry)
}

func TestDeadHolderIsTakenOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger, w := new(Memory), &work{takes: 10 * time.Minute}
		_, stop := start(t, deaf{ledger, at("2000-01-01T00:03:10Z")}, "a", w.job(Every(6*time.Hour)))
		defer stop()
		time.Sleep(time.Second)
		_, stopB := start(t, ledger, "b", w.job(Every(6*time.Hour)))
		defer stopB()
		wait("2000-01-01T00:04:59Z") // extended last at 00:03:00
		expect(t, ledger, "01-01T00:00 running timetable 1 a")
		wait("2000-01-01T01:00:00Z")
		expect(t, ledger, "01-01T00:00 failed timetable 1 a lease_expired", "01-01T00:00 done timetable 2 b")
	})
}

// TestLostLeaseStopsTheJob: a holder that cannot extend stops working before anybody else may begin.
func TestLostLeaseStopsTheJob(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ended time.Time
		var cause error
		job := Job{Name: "work", When: Every(6 * time.Hour), Do: func(ctx context.Context, _ time.Time) (Summary, error) {
			<-ctx.Done()
			ended, cause = time.Now().UTC(), context.Cause(ctx)
			return nil, ctx.Err()
		}}
		_, stop := start(t, deaf{new(Memory), at("2000-01-01T00:03:10Z")}, "a", job)
		wait("2000-01-01T00:05:00Z")
		if !errors.Is(cause, ErrLost) || !ended.Before(at("2000-01-01T00:05:00Z")) {
			t.Errorf("ended at %v because of %v; the lease ended at 00:05:00", ended, cause)
		}
		stop()
	})
}

func TestFailureIsRetriedAndRecorded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger := new(Memory)
		w := &work{fail: func(run int) error {
			return []error{&Failure{"listing", errors.New("HTTP 500")}, errors.New("odd"), context.DeadlineExceeded, nil}[run-1]
		}}
		_, stop := start(t, ledger, "a", w.job(Every(6*time.Hour)))
		wait("2000-01-01T05:00:00Z")
		stop()
		expect(t, ledger,
			"01-01T00:00 failed timetable 1 a listing",
			"01-01T00:00 failed timetable 2 a failed",
			"01-01T00:00 failed timetable 3 a deadline",
			"01-01T00:00 done timetable 4 a")
		runs, _ := ledger.History(t.Context(), "work", 9)
		for i, want := range []string{"2000-01-01T00:21:00Z", "2000-01-01T00:05:00Z", "2000-01-01T00:01:00Z", "2000-01-01T00:00:00Z"} {
			if runs[i].Started != at(want) {
				t.Errorf("attempt %d at %s, want %s", runs[i].Attempt, runs[i].Started, want)
			}
		}
	})
}

func TestRetriesAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger, w := new(Memory), &work{fail: func(int) error { panic("at the disco") }}
		_, stop := start(t, ledger, "a", w.job(Every(24*time.Hour)))
		wait("2000-01-01T23:59:00Z")
		stop()
		if got := lines(t, ledger); len(got) != attempts || got[attempts-1] != "01-01T00:00 failed timetable 5 a panic" {
			t.Errorf("history %q", got)
		}
	})
}

func TestNewerSlotOvertakesARetry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger := new(Memory)
		w := &work{fail: func(run int) error {
			if run <= 3 {
				return errAway
			}
			return nil
		}}
		_, stop := start(t, ledger, "a", w.job(Every(10*time.Minute)))
		wait("2000-01-01T00:22:00Z")
		stop()
		expect(t, ledger,
			"01-01T00:00 failed timetable 1 a failed",
			"01-01T00:00 failed timetable 2 a failed",
			"01-01T00:00 failed timetable 3 a failed",
			"01-01T00:10 done timetable 1 a",
			"01-01T00:20 done timetable 1 a",
			"01-01T00:00 missed timetable 4 a overtaken")
	})
}

// TestPoisonIsGivenUp: a job that kills every process that takes it is closed after the last attempt.
func TestPoisonIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger, w := new(Memory), new(work)
		for i := range attempts {
			now := at("2000-01-01T00:00:00Z").Add(time.Duration(i) * term)
			lease := Lease{Job: "work", Slot: at("2000-01-01T00:00:00Z"), Holder: "dead", Trigger: ByTimetable, Started: now, Until: now.Add(term)}
			if _, ok, _ := ledger.Claim(t.Context(), lease); !ok {
				t.Fatal("no lease")
			}
		}
		wait("2000-01-01T01:00:00Z")
		_, stop := start(t, ledger, "a", w.job(Every(6*time.Hour)))
		wait("2000-01-01T02:00:00Z")
		stop()
		got := lines(t, ledger)
		if len(w.slots) != 0 || len(got) != attempts+1 || got[attempts] != "01-01T00:00 failed timetable 6 a attempts_exhausted" {
			t.Errorf("%d runs, history %q", len(w.slots), got)
		}
	})
}

func TestSlotsDoNotOverlap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger, w := new(Memory), &work{takes: 25 * time.Minute}
		_, stopA := start(t, ledger, "a", w.job(Every(10*time.Minute)))
		time.Sleep(time.Second)
		_, stopB := start(t, ledger, "b", w.job(Every(10*time.Minute)))
		wait("2000-01-01T00:55:00Z")
		stopA()
		stopB()
		var previous Run
		runs, _ := ledger.History(t.Context(), "work", 99)
		for _, r := range slices.Backward(runs) {
			if r.State == Missed {
				continue
			}
			if r.Started.Before(previous.Ended) {
				t.Errorf("%s began at %s, before %s ended", r.Slot, r.Started, previous.Slot)
			}
			previous = r
		}
		if len(w.slots) != 3 {
			t.Errorf("slots run: %v", w.slots)
		}
	})
}

func TestStopFreesTheSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger, w := new(Memory), &work{takes: 10 * time.Minute}
		_, stop := start(t, ledger, "a", w.job(Every(6*time.Hour)))
		wait("2000-01-01T00:05:00Z")
		stop()
		_, stop = start(t, ledger, "b", w.job(Every(6*time.Hour)))
		wait("2000-01-01T00:15:30Z")
		stop()
		expect(t, ledger, "01-01T00:00 failed timetable 1 a stopped", "01-01T00:00 done timetable 2 b")
	})
}

func TestStartAndStopTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger, w := new(Memory), new(work)
		s, _ := start(t, ledger, "a", w.job(Every(time.Hour)))
		if err := s.Start(t.Context()); err != nil {
			t.Error(err)
		}
		wait("2000-01-01T01:00:00Z")
		for range 2 {
			if err := s.Stop(); err != nil {
				t.Error(err)
			}
		}
		if err := s.Start(t.Context()); err != nil {
			t.Error(err)
		}
		wait("2000-01-01T02:00:00Z")
		if err := s.Stop(); err != nil || len(w.slots) != 3 {
			t.Errorf("%v, slots %v", err, w.slots)
		}
	})
}

func TestRunEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger, w := new(Memory), new(work)
		s, err := New(ledger, []Job{w.job(Every(time.Hour))}, nil, "a")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 150*time.Minute)
		defer cancel()
		if err := s.Run(ctx); err != nil || len(w.slots) != 3 {
			t.Errorf("%v, slots %v", err, w.slots)
		}
	})
}

func TestLedgerAwayForAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger := &flaky{Ledger: new(Memory), until: at("2000-01-01T00:04:30Z")}
		w := new(work)
		_, stop := start(t, ledger, "a", w.job(Every(6*time.Hour)))
		wait("2000-01-01T01:00:00Z")
		stop()
		expect(t, ledger, "01-01T00:00 done catch-up 1 a")
	})
}

// flaky does not answer until a time.
type flaky struct {
	Ledger
	until time.Time
}

func (f *flaky) Slots(ctx context.Context, job string) (time.Time, []Lease, error) {
	if time.Now().Before(f.until) {
		return time.Time{}, nil, errAway
	}
	return f.Ledger.Slots(ctx, job)
}

func TestNewRefuses(t *testing.T) {
	good := new(work).job(Every(time.Hour))
	for want, jobs := range map[string][]Job{
		"lacks a name":      {{When: good.When, Do: good.Do}},
		"lacks a name, a t": {{Name: "x", Do: good.Do}},
		"or its work":       {{Name: "x", When: good.When}},
		"two jobs":          {good, good},
	} {
		if _, err := New(new(Memory), jobs, nil, "a"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if _, err := New(new(Memory), nil, nil, ""); err == nil {
		t.Error("a holder without a name")
	}
}
