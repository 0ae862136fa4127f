package register

import (
	"maps"
	"testing"
)

func (f *feeder) skip(message, reason string) Outcome {
	o := f.put(message, "", 0, "")
	o.Skipped, o.Body = reason, nil
	return o
}

func TestWhatIsNotWantedIsCountedAndMakesNoVersion(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 1, "A"), f.skip("2", "draft"), f.skip("3", "draft"), f.skip("4", "test"))
		f.apply(f.skip("2", "draft")) // a repeat
		b := f.books()
		if b.Skipped != 3 || b.Registered != 1 || b.Duplicate != 1 || b.Parts.Skipped != 3 || b.Waiting != 0 {
			t.Errorf("books: %+v", b)
		}
		skips, err := r.Skips(t.Context())
		if err != nil || !maps.Equal(skips["penitentiary.inmate"], map[string]int64{"draft": 2, "test": 1}) {
			t.Errorf("skips by reason: %v, %v", skips, err)
		}
		if missing, err := r.Without(t.Context(), "penitentiary.inmate", 0, 0, 5); err != nil || len(missing) != 0 {
			t.Errorf("without an outcome: %v, %v", missing, err)
		}
	})
}

func TestAReplayThatIsNoLongerWantedMendsTheReject(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		first := f.reject("1", "sex_code")
		f.apply(first)
		f.apply(f.replayed(first, "mapping 2", f.skip("1 again", "draft")))
		if b := f.books(); b.Skipped != 1 || b.Rejected != 0 || b.Received != 1 {
			t.Errorf("books after the replay: %+v", b)
		}
		if open, err := r.Rejects(t.Context(), RejectQuery{State: "open", Limit: 9}); err != nil || len(open) != 0 {
			t.Errorf("still open: %+v, %v", open, err)
		}
	})
}
