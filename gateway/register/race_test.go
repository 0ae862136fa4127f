package register

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"bilgate/mapping/canon"
)

func TestAnOutcomeSeenAgainIsIgnoredWhateverItWas(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		first := f.put("1", "r", 1, "A")
		repeat, conflict := f.put("1", "r", 1, "A"), f.put("1", "r", 1, "B")
		f.apply(first)
		f.apply(repeat, conflict)
		books := f.books()
		if books.Duplicate != 1 || books.Rejected != 1 || books.Registered != 1 {
			t.Fatalf("books %+v", books)
		}
		f.apply(first, repeat, conflict) // translate's transaction came twice
		if again := f.books(); again != books {
			t.Errorf("seen again: %+v, before %+v", again, books)
		}
		if out, _ := r.Outcomes(t.Context(), "penitentiary.inmate", 0, 10); len(out) != 3 {
			t.Errorf("%d outcomes, want 3", len(out))
		}
	})
}

func TestTheFirstOutcomeSeenAgainAfterItsReplayIsIgnored(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		first := f.reject("1", "sex_code")
		f.apply(first)
		f.apply(f.replayed(first, "m2", f.put("1", "r", 1, "A")))
		f.raw-- // the replay is no received message
		books := f.books()
		f.apply(first)
		if again := f.books(); again != books || again.Registered != 1 {
			t.Errorf("seen again: %+v, before %+v", again, books)
		}
	})
}

// An order that was the newest when a batch began and is not when its turn comes still has its history.
func TestAnEqualOrderBehindANewerOneOfTheSameBatch(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 3, "A"))
		f.apply(f.put("2", "r", 5, "B"), f.put("3", "r", 3, "A"), f.put("4", "r", 3, "C"))
		if b := f.books(); b.Registered != 2 || b.Unchanged != 1 || b.Rejected != 1 {
			t.Errorf("books %+v", b)
		}
		if v := f.versions("r"); len(v) != 2 {
			t.Errorf("%d versions, want 2", len(v))
		}
	})
}

func TestAWithdrawalGoesToWhereTheSubsystemsHoldTheRecord(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		put := f.put("1", "r", 1, "A")
		put.Subject = "somebody"
		f.apply(put)
		answerAll(t, r, Accepted)
		f.apply(f.retract("2", "r", 2))
		for _, c := range claim(t, r, "w", noon) {
			if c.Op != canon.Retract || c.Subject != "somebody" {
				t.Errorf("the removal %+v", c)
			}
		}
	})
}

func answerAll(t *testing.T, r *Register, state string) {
	t.Helper()
	var all []Settlement
	for _, c := range claim(t, r, "answers all", noon) {
		all = append(all, Settlement{Claim: c, State: state})
	}
	if _, err := r.Settle(t.Context(), all, noon); err != nil {
		t.Fatal(err)
	}
}

// One message id under two records is read from two partitions, by two workers at once.
func TestTwoWorkersGiveAMessageOneOutcome(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		places := []Place{{"canonical.person", 1}, {"canonical.person", 2}}
		if _, err := r.Positions(t.Context(), places); err != nil {
			t.Fatal(err)
		}
		for i := range 20 {
			a, b := f.put(fmt.Sprint("m", i), fmt.Sprint("a", i), 1, "A"), f.put(fmt.Sprint("m", i), fmt.Sprint("b", i), 1, "B")
			var both sync.WaitGroup
			for w, o := range []Outcome{a, b} {
				both.Go(func() {
					piece := Piece{places[w], int64(i), int64(i + 1)}
					if err := r.Apply(t.Context(), []Piece{piece}, []Outcome{o}, time.Unix(1, 0)); err != nil {
						t.Error(err)
					}
				})
			}
			both.Wait()
		}
		if b := f.books(); b.Registered != 20 || b.Rejected != 20 {
			t.Errorf("books %+v, want 20 registered and 20 conflicts", b)
		}
	})
}

func TestKeptRawRecordOutlivesThePartThatBroughtIt(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		one, two := f.reject("1", "sex_code"), f.reject("1", "sex_code")
		two.Raw, two.Part, two.RawValue = one.Raw, 2, nil
		one.Parts, two.Parts = 2, 2
		f.apply(one, two)
		mended := f.replayed(one, "m2", f.put("1", "r", 1, "A"))
		mended.Parts = 2
		f.apply(mended)
		open, err := r.Rejects(t.Context(), RejectQuery{State: "open"})
		if err != nil || len(open) != 1 || open[0].Part != 2 {
			t.Fatalf("open: %+v, %v", open, err)
		}
		if _, sealed, err := r.Kept(t.Context(), open[0].Feed, open[0].Origin); err != nil || string(sealed) != "raw" {
			t.Errorf("kept %q, %v", sealed, err)
		}
	})
}

func TestWithoutFindsWhatHasNoCompleteOutcome(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		whole, half := f.put("1", "r", 1, "A"), f.put("2", "s", 1, "A")
		half.Parts = 2
		f.apply(whole, half)
		if got, err := r.Without(t.Context(), "penitentiary.inmate", 0, 0, 3); err != nil || fmt.Sprint(got) != "[1 2]" {
			t.Errorf("without %v, %v", got, err)
		}
		if got, err := r.Without(t.Context(), "penitentiary.inmate", 0, 0, 1); err != nil || len(got) != 0 {
			t.Errorf("of complete ones: %v, %v", got, err)
		}
	})
}
