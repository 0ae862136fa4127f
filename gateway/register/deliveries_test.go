package register

import (
	"testing"
	"time"

	"bilgate/gateway/store"
)

var noon = time.Unix(2_000_000, 0)

func claim(t *testing.T, r *Register, holder string, now time.Time) []Claim {
	t.Helper()
	claims, err := r.ClaimDue(t.Context(), "genomic", holder, 10, now, now.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	return claims
}

func TestOneDeliveryOfARecordIsUnderWayAtOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 1, "A"), f.put("2", "s", 1, "B"))
		first := claim(t, r, "w1", noon)
		if len(first) != 2 || first[0].Canonical.Version != 1 {
			t.Fatalf("claimed %+v", first)
		}
		if again := claim(t, r, "w2", noon); len(again) != 0 {
			t.Errorf("claimed twice: %+v", again)
		}
		f.apply(f.put("3", "r", 2, "C")) // r's first version is under way
		if next := claim(t, r, "w3", noon); len(next) != 0 {
			t.Errorf("a newer version overtook the one under way: %+v", next)
		}
		if n, err := r.Settle(t.Context(), []Settlement{{Claim: first[0], State: Accepted, Digest: "d"}, {Claim: first[1], State: Accepted}}, noon); n != 2 || err != nil {
			t.Fatalf("settled %d, %v", n, err)
		}
		if next := claim(t, r, "w4", noon); len(next) != 1 || next[0].Version != 2 {
			t.Errorf("after the answer: %+v", next)
		}
	})
}

func TestUnsentOlderDeliveryIsSuperseded(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 1, "A"))
		f.apply(f.put("2", "r", 2, "B"))
		if got := claim(t, r, "w", noon); len(got) != 1 || got[0].Version != 2 {
			t.Fatalf("claimed %+v", got)
		}
		if d := f.delivered()["genomic"]; d != (Delivered{Fed: 2, Waiting: 1, Superseded: 1}) {
			t.Errorf("counts: %+v", d)
		}
	})
}

func TestAnswerUnderAnExpiredLeaseDoesNotCount(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 1, "A"))
		stale := claim(t, r, "w1", noon)
		later := noon.Add(2 * time.Minute)
		if n, err := r.Settle(t.Context(), []Settlement{{Claim: stale[0], State: Accepted}}, later); n != 0 || err != nil {
			t.Errorf("counted %d, %v", n, err)
		}
		fresh := claim(t, r, "w2", later)
		if len(fresh) != 1 || fresh[0].Attempts != 2 {
			t.Fatalf("after the lease: %+v", fresh)
		}
		if n, _ := r.Settle(t.Context(), []Settlement{{Claim: stale[0], State: Refused}}, later); n != 0 {
			t.Error("the old holder's answer counted")
		}
	})
}

func TestSilenceIsTriedAgainWhenDueAndKeepsTheBooks(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 1, "A"))
		c := claim(t, r, "w1", noon)
		due := noon.Add(10 * time.Second)
		if _, err := r.Settle(t.Context(), []Settlement{{Claim: c[0], State: Overdue, Due: due, Reason: "timeout"}}, noon); err != nil {
			t.Fatal(err)
		}
		if early := claim(t, r, "w2", noon.Add(time.Second)); len(early) != 0 {
			t.Error("claimed before it was due")
		}
		if d := f.delivered()["genomic"]; d != (Delivered{Fed: 1, Overdue: 1}) {
			t.Errorf("counts: %+v", d)
		}
		if late := claim(t, r, "w3", due); len(late) != 1 {
			t.Errorf("an overdue delivery is not tried again: %+v", late)
		}
	})
}

func TestReleaseGivesClaimsBackUntried(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 1, "A"))
		got := claim(t, r, "w1", noon)
		if err := r.Release(t.Context(), got); err != nil {
			t.Fatal(err)
		}
		if again := claim(t, r, "w2", noon); len(again) != 1 || again[0].Attempts != 1 {
			t.Errorf("after the release: %+v", again)
		}
	})
}

func TestReleaseLeavesWhatWasSentAlone(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 1, "A"), f.put("2", "s", 1, "B"))
		claims := claim(t, r, "w1", noon)
		if err := r.Release(t.Context(), claims[1:]); err != nil {
			t.Fatal(err)
		}
		if n, err := r.Settle(t.Context(), []Settlement{{Claim: claims[0], State: Accepted}}, noon); n != 1 || err != nil {
			t.Errorf("the answer to what was sent: counted %d, %v", n, err)
		}
		if again := claim(t, r, "w2", noon); len(again) != 1 || again[0].ID != claims[1].ID {
			t.Errorf("after the release: %+v", again)
		}
	})
}

func TestUnsentClaimIsNoAttempt(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 1, "A"))
		c := claim(t, r, "w1", noon)
		if n, err := r.Settle(t.Context(), []Settlement{{Claim: c[0], State: Waiting, Unsent: true}}, noon); n != 1 || err != nil {
			t.Fatalf("counted %d, %v", n, err)
		}
		f.apply(f.put("2", "r", 2, "B"))
		if again := claim(t, r, "w2", noon); len(again) != 1 || again[0].Version != 2 {
			t.Errorf("what was never sent is not overtaken: %+v", again)
		}
	})
}

func TestReopenLeavesAloneWhatIsUnderWayAndRemembersSilence(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 1, "A"))
		answerAll(t, r, Overdue)
		underWay := claim(t, r, "w1", noon)
		if done, err := r.Reopen(t.Context(), "r", "genomic", noon); done || err != nil {
			t.Errorf("reopened what is under way: %t, %v", done, err)
		}
		if n, _ := r.Settle(t.Context(), []Settlement{{Claim: underWay[0], State: Overdue}}, noon); n != 1 {
			t.Error("its answer did not count")
		}
		if done, err := r.Reopen(t.Context(), "r", "genomic", noon); !done || err != nil {
			t.Fatalf("reopened: %t, %v", done, err)
		}
		f.apply(f.put("2", "r", 2, "B"))
		if next := claim(t, r, "w2", noon); len(next) != 1 || next[0].Version != 1 {
			t.Errorf("after silence a newer version goes first: %+v", next)
		}
	})
}

func TestAVersionThatDoesNotOpenHoldsUpNobody(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 1, "A"), f.put("2", "s", 1, "B"))
		if err := r.Audited(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), `UPDATE versions SET body = ? WHERE record = 'r'`, []byte("altered"))
			return err
		}); err != nil {
			t.Fatal(err)
		}
		claims := claim(t, r, "w", noon)
		if len(claims) != 2 {
			t.Fatalf("claimed %+v", claims)
		}
		for _, c := range claims {
			if (c.Fault != nil) != (c.Record == "r") {
				t.Errorf("%s: %v", c.Record, c.Fault)
			}
		}
	})
}
