package gateway_test

import (
	"fmt"
	"strings"
	"testing"

	"bilgate/gateway/bus"
	"bilgate/gateway/register"
	"bilgate/mapping/canon"
)

func (w *world) judgeVersions() {
	n := 0
	for _, kind := range []string{"person", "genomic_registration"} {
		list, err := w.h.gateway.Register().Records(w.t.Context(), kind, "", 1000)
		check(w.t, err)
		n += len(list)
		for _, r := range list {
			w.judgeRecord(r, kind == "person")
		}
	}
	if n != len(w.model.records) {
		w.t.Errorf("%d records, want %d", n, len(w.model.records))
	}
}

func (w *world) judgeRecord(r register.Summary, byRevision bool) {
	want := w.model.records[r.ID]
	if want == nil {
		w.t.Errorf("record %s is nobody's", r.ID)
		return
	}
	versions := w.h.versions(r.ID)
	if r.Version != want.current || int64(len(versions)) != want.last {
		w.t.Errorf("record %s: %d versions, current %d; want %d, %d", r.ID, len(versions), r.Version, want.last, want.current)
		return
	}
	for _, v := range versions {
		state := want.numbers[v.Version]
		if (v.State == register.Current) != (v.Version == want.current) || (v.Op == string(canon.Retract)) != state.removed {
			w.t.Errorf("record %s version %d: %s %s", r.ID, v.Version, v.State, v.Op)
		}
		if byRevision && v.Order.Major != state.order || !state.removed && !strings.Contains(string(v.Canonical.Data), `"`+state.content+`"`) {
			w.t.Errorf("record %s version %d: order %d, want %+v; data %s", r.ID, v.Version, v.Order.Major, state, v.Canonical.Data)
		}
	}
}

// judgeSubsystem: it holds the current version of every record of its kinds, and nothing else.
func (w *world) judgeSubsystem(name string, kinds ...string) {
	held := map[string]string{}
	for _, x := range w.h.holdings(name) {
		held[x.ID] = x.Digest
		if r := w.model.records[x.ID]; r == nil || r.state.removed || r.current != x.Version {
			w.t.Errorf("%s holds %s version %d, want %+v", name, x.ID, x.Version, r)
		}
	}
	for _, kind := range kinds {
		list, err := w.h.gateway.Register().Records(w.t.Context(), kind, "", 1000)
		check(w.t, err)
		for _, r := range list {
			if _, found := held[r.ID]; !found && r.Op == string(canon.Put) {
				w.t.Errorf("%s does not hold %s", name, r.ID)
			}
		}
	}
}

// judgeMappings: every canonical record was made by the mapping that holds at its place on raw.
func (w *world) judgeMappings() {
	_, switches, err := w.h.gateway.Register().Switches(w.t.Context(), inmates)
	check(w.t, err)
	b := w.h.bus()
	for p := range int32(4) {
		w.h.scan(b, "canonical.person", p, func(r *bus.Record) {
			var rec canon.Record
			check(w.t, rec.UnmarshalJSON(r.Value))
			if want := holds(w.t, switches, r.Header("bil-raw")); rec.Mapping.Hash != want {
				w.t.Errorf("the record of raw %s was made by %.8s, want %.8s", r.Header("bil-raw"), rec.Mapping.Hash, want)
			}
		})
	}
}

// holds is the mapping of the newest switch at or before a place, "partition/offset".
func holds(t *testing.T, switches []register.Switch, place string) (hash string) {
	var partition int32
	var offset int64
	if _, err := fmt.Sscanf(place, "%d/%d", &partition, &offset); err != nil {
		t.Fatal(err)
	}
	for _, s := range switches { // oldest first
		if s.Partition == partition && s.From <= offset {
			hash = s.Mapping
		}
	}
	return hash
}
