package register

import (
	"testing"
	"time"

	"bilgate/schedules/reconcile"
)

// expected lists what the register wants the genomic subsystem to hold.
func expected(t *testing.T, r *Register) map[string]reconcile.Holding {
	t.Helper()
	out := map[string]reconcile.Holding{}
	last := ""
	for h, err := range r.Side("genomic").Holdings(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if h.ID <= last {
			t.Errorf("%s comes after %s", h.ID, last)
		}
		last, out[h.ID] = h.ID, h
	}
	return out
}

func settleAll(t *testing.T, r *Register, state string) {
	t.Helper()
	var s []Settlement
	for _, c := range claim(t, r, time.Now().String(), noon) {
		s = append(s, Settlement{Claim: c, State: state, Digest: c.Record, Due: noon})
	}
	if n, err := r.Settle(t.Context(), s, noon); err != nil || n != len(s) {
		t.Fatalf("settled %d of %d: %v", n, len(s), err)
	}
}

func TestSideIsWhatWasAccepted(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "kept", 1, "A"), f.put("2", "updated", 1, "B"), f.put("3", "withdrawn", 1, "C"), f.put("4", "refused", 1, "D"))
		settleAll(t, r, Accepted)
		f.apply(f.put("5", "updated", 2, "BB"), f.retract("6", "withdrawn", 2), f.put("7", "under way", 1, "E"))
		settleAll(t, r, Accepted)
		f.apply(f.put("8", "refused", 2, "DD"))
		settleAll(t, r, Refused)
		f.apply(f.put("9", "under way", 2, "EE"))
		want := map[string]reconcile.Holding{
			"kept":      {ID: "kept", Kind: "person", Version: 1, Digest: "kept"},
			"updated":   {ID: "updated", Kind: "person", Version: 2, Digest: "updated"},
			"refused":   {ID: "refused", Kind: "person", Version: 1, Digest: "refused"},
			"under way": {ID: "under way", Kind: "person", Version: 1, Digest: "under way", Pending: true},
		}
		got := expected(t, r)
		if len(got) != len(want) {
			t.Errorf("%d holdings, want %d: %v", len(got), len(want), got)
		}
		for id, w := range want {
			if got[id] != w {
				t.Errorf("%s: %+v, want %+v", id, got[id], w)
			}
			if h, held, err := r.Side("genomic").Held(t.Context(), "person", id); h != w || !held || err != nil {
				t.Errorf("%s read alone: %+v, %t, %v", id, h, held, err)
			}
		}
		if _, held, err := r.Side("genomic").Held(t.Context(), "person", "withdrawn"); held || err != nil {
			t.Errorf("a withdrawn record is expected (%v)", err)
		}
	})
}

func TestFindingsAreTheNewestRunsOnly(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		find := func(slot time.Time, ids ...string) {
			report := reconcile.Report{Slot: slot, Subsystem: "genomic"}
			for _, id := range ids {
				report.Differences = append(report.Differences, reconcile.Difference{Subsystem: "genomic", Kind: "person", ID: id, Class: reconcile.Missing})
			}
			if err := r.Findings().Save(t.Context(), report); err != nil {
				t.Fatal(err)
			}
		}
		find(noon, "a", "b")
		find(noon, "b") // the slot's repeated run takes its place
		if got, err := r.Differences(t.Context()); err != nil || len(got) != 1 || got[0].ID != "b" {
			t.Errorf("after a repeated run: %+v, %v", got, err)
		}
		find(noon.Add(time.Hour))
		if got, err := r.Differences(t.Context()); err != nil || len(got) != 0 {
			t.Errorf("after a run without findings: %+v, %v", got, err)
		}
	})
}
