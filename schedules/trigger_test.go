package schedules

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestTriggerRunsNow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger, w := new(Memory), &work{takes: time.Second}
		s, err := New(ledger, []Job{w.job(Daily(2, 0))}, nil, "a")
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute + 1234567*time.Nanosecond)
		run, err := s.Trigger(t.Context(), "work")
		slot := at("2000-01-01T00:01:00.001234Z")
		if err != nil || run.State != Done || run.Trigger != ByHand || run.Slot != slot || w.slots[0] != slot || run.Summary["n"] != 1 {
			t.Errorf("%+v, %v", run, err)
		}
		if newest, open, _ := ledger.Slots(t.Context(), "work"); !newest.IsZero() || len(open) != 0 {
			t.Errorf("the timetable is touched: %v %v", newest, open)
		}
	})
}

func TestTriggerFailedIsNotRetried(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger, w := new(Memory), &work{fail: func(run int) error {
			if run == 1 {
				return &Failure{"listing", errAway}
			}
			return nil
		}}
		s, stop := start(t, ledger, "a", w.job(Daily(6, 1)))
		time.Sleep(time.Second)
		run, err := s.Trigger(t.Context(), "work")
		if err != nil || run.State != Failed || run.Error != "listing" {
			t.Errorf("%+v, %v", run, err)
		}
		wait("2000-01-01T06:00:00Z")
		stop()
		expect(t, ledger,
			"12-31T00:01 missed timetable 1 a before_first_start",
			"01-01T00:00 failed manual 1 a listing",
			"01-01T00:01 done timetable 1 a")
	})
}

func TestTriggerRefuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger, w := new(Memory), &work{takes: time.Hour}
		s, stop := start(t, ledger, "a", w.job(Every(6*time.Hour)))
		defer stop()
		time.Sleep(time.Minute)
		other, err := New(ledger, []Job{w.job(Every(6 * time.Hour))}, nil, "b")
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []*Scheduler{s, other} {
			if _, err := s.Trigger(t.Context(), "work"); !errors.Is(err, ErrBusy) {
				t.Errorf("while it runs: %v, want ErrBusy", err)
			}
		}
		if _, err := s.Trigger(t.Context(), "wrok"); !errors.Is(err, ErrNoJob) || !strings.Contains(err.Error(), "work") {
			t.Errorf("an unknown job: %v", err)
		}
	})
}

// TestDeadTriggerIsClosed: nobody repeats what was started by hand, but its end is in the history.
func TestDeadTriggerIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger, w := new(Memory), new(work)
		now := at("2000-01-01T00:00:00Z")
		ledger.Claim(t.Context(), Lease{Job: "work", Slot: now.Add(time.Microsecond), Holder: "dead", Trigger: ByHand, Started: now, Until: now.Add(term)})
		_, stop := start(t, ledger, "a", w.job(Daily(6, 1)))
		wait("2000-01-01T06:00:00Z")
		stop()
		expect(t, ledger,
			"12-31T00:01 missed timetable 1 a before_first_start",
			"01-01T00:00 failed manual 1 dead lease_expired",
			"01-01T00:00 missed manual 2 a overtaken",
			"01-01T00:01 done timetable 1 a")
	})
}
