package register

import (
	"errors"
	"testing"
	"time"
)

func TestUpdateLeavesTheOldVersionReadable(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 1, "A"))
		f.apply(f.put("2", "r", 2, "B"))
		v := f.versions("r")
		if len(v) != 2 || v[0].State != Superseded || v[0].SupersededBy != 2 || v[1].State != Current {
			t.Fatalf("versions after an update: %+v", v)
		}
		if string(v[0].Canonical.Data) != `{"c":"A"}` {
			t.Errorf("the old version reads %s", v[0].Canonical.Data)
		}
	})
}

func TestABAIsThreeVersions(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 1, "A"), f.put("2", "r", 2, "B"), f.put("3", "r", 3, "A"))
		if v := f.versions("r"); len(v) != 3 || v[2].State != Current || v[1].State != Superseded {
			t.Fatalf("A, B, A made %+v", v)
		}
		if d := f.delivered()["genomic"]; d != (Delivered{Fed: 3, Waiting: 1, Superseded: 2}) {
			t.Errorf("unsent older rows: %+v", d)
		}
	})
}

func TestEqualContentIsUnchangedAndAdvancesTheOrder(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 1, "A"), f.put("2", "r", 3, "A"), f.put("3", "r", 2, "B"))
		v := f.versions("r")
		if len(v) != 2 || v[0].State != Current || v[1].State != Superseded {
			t.Fatalf("an older state after an unchanged newer one: %+v", v)
		}
		if b := f.books(); b.Unchanged != 1 || b.Registered != 2 {
			t.Errorf("books: %+v", b)
		}
	})
}

func TestOlderStateGoesNowhere(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("2", "r", 2, "A"))
		f.apply(f.put("1", "r", 1, "A"))
		v := f.versions("r")
		if len(v) != 2 || v[0].State != Current || len(v[1].Deliveries) != 0 {
			t.Fatalf("an older state with the current one's content: %+v", v)
		}
		f.apply(f.put("1 again", "r", 1, "A"), f.put("1 other", "r", 1, "Z"))
		if b := f.books(); b.Unchanged != 1 || b.Rejected != 1 {
			t.Errorf("the same old order again, with the same and with other content: %+v", b)
		}
	})
}

func TestEqualOrderWithOtherContentIsAConflict(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 1, "A"), f.put("2", "r", 1, "B"), f.put("3", "r", 1, "A"))
		rejects, err := r.Rejects(t.Context(), RejectQuery{})
		if err != nil || len(rejects) != 1 || string(rejects[0].Errors) != `[{"code":"revision_conflict"}]` {
			t.Fatalf("rejects: %+v, %v", rejects, err)
		}
		if b := f.books(); b.Unchanged != 1 || b.Registered != 1 || b.Rejected != 1 {
			t.Errorf("books: %+v", b)
		}
	})
}

func TestRepeatIsADuplicateWhateverTheMapping(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		again := f.put("1", "r", 1, "A")
		f.apply(again)
		second := f.put("1", "r", 1, "A")
		second.Mapping = "m2"
		f.apply(second, again) // and the first outcome seen again
		if b := f.books(); b != (Books{Received: 2, Duplicate: 1, Registered: 1, Parts: Parts{Registered: 1}}) {
			t.Errorf("books: %+v", b)
		}
		if len(f.versions("r")) != 1 {
			t.Error("a repeat made a version")
		}
	})
}

func TestSameIDWithAnotherBodyIsAnIdentityConflict(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 1, "A"), f.put("1", "r", 2, "B"))
		out, err := r.Outcomes(t.Context(), "penitentiary.inmate", 0, 10)
		if err != nil || len(out) != 2 || out[1].Code != CodeIdentityConflict || out[1].MessageID != "agency 1" {
			t.Fatalf("outcomes: %+v, %v", out, err)
		}
		if b := f.books(); b.Rejected != 1 || b.Registered != 1 || b.Received != 2 {
			t.Errorf("books: %+v", b)
		}
	})
}

func TestRetraction(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 1, "A"), f.retract("2", "unknown", 1))
		f.apply(f.retract("3", "r", 2))
		f.apply(f.retract("4", "r", 3))
		v := f.versions("r")
		if len(v) != 2 || v[1].Op != "retract" || len(v[1].Deliveries) != 2 || v[1].Deliveries[0].Op != "retract" {
			t.Fatalf("after a retraction: %+v", v)
		}
		if u := f.versions("unknown"); len(u) != 1 || len(u[0].Deliveries) != 0 {
			t.Errorf("an unknown record's tombstone: %+v", u)
		}
		if b := f.books(); b.Unchanged != 1 {
			t.Errorf("a second retraction: %+v", b)
		}
	})
}

func TestReplayMovesItsMessageAndIsNeverCounted(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		bad := f.reject("1", "sex_code")
		f.apply(bad, f.put("2", "s", 1, "S"))
		f.apply(f.replayed(bad, "m1", f.reject("1", "sex_code"))) // same mapping: nothing
		f.apply(f.replayed(bad, "m2", f.reject("1", "other_code")))
		f.apply(f.replayed(bad, "m3", f.put("1", "r", 1, "A")))
		f.apply(f.replayed(bad, "m4", f.put("1", "r", 1, "A"))) // its last outcome is no reject
		if b := f.books(); b != (Books{Received: 2, Registered: 2, Parts: Parts{Registered: 2}}) {
			t.Errorf("books: %+v", b)
		}
		rejects, err := r.Rejects(t.Context(), RejectQuery{State: "open"})
		if err != nil || len(rejects) != 0 {
			t.Errorf("open rejects after the mending: %+v, %v", rejects, err)
		}
	})
}

func TestReplayKeepsItsPlaceInTheOrder(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		bad := f.reject("1", "dob")
		f.apply(bad, f.put("2", "r", 2, "B"))
		f.apply(f.replayed(bad, "m2", f.put("1", "r", 1, "A")))
		if v := f.versions("r"); len(v) != 2 || v[0].State != Current || v[1].State != Superseded {
			t.Errorf("a mended older message became current: %+v", v)
		}
	})
}

func TestALostPartitionCannotWrite(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		stale := Piece{Place: Place{"canonical.person", 0}, From: 0, To: 1}
		f.apply(f.put("1", "r", 1, "A"))
		err := r.Apply(t.Context(), []Piece{stale}, []Outcome{f.put("2", "r", 2, "B")}, time.Now())
		var lost *NotOwner
		if !errors.As(err, &lost) || lost.Place != stale.Place {
			t.Fatalf("a stale worker got %v", err)
		}
		if len(f.versions("r")) != 1 {
			t.Error("a stale worker wrote a version")
		}
	})
}

func TestKeysHoldForTheCurrentVersionOnly(t *testing.T) {
	everywhere(t, func(t *testing.T, r *Register) {
		f := newFeeder(t, r)
		f.apply(f.put("1", "r", 1, "A"), f.put("2", "r", 2, "B"))
		f.apply(f.put("3", "r", 3, "C"))
		for key, want := range map[string]int{"key A": 0, "key B": 0, "key C": 1} {
			if found, err := r.Holding(t.Context(), key); err != nil || len(found) != want {
				t.Errorf("%s finds %d records, want %d (%v)", key, len(found), want, err)
			}
		}
	})
}
