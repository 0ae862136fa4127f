package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"bilgate/fixtures"
	"bilgate/schedules"
)

// held is what GET /v1/holdings lists.
type held struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	Version int64  `json:"version"`
	Digest  string `json:"digest"`
}

// TestPlantedDifferencesAreFoundAndNamed alters one record in each subsystem and loses another.
func TestPlantedDifferencesAreFoundAndNamed(t *testing.T) {
	d := demo(t)
	must(t, "send", "--count", "12", "--seed", "77", "--feed", fixtures.Inmate, "--to", d.API)
	settled(t, d)
	before := reconciled(t, d)
	var want []difference
	for name, base := range map[string]string{"fingerprint": d.Fingerprint, "genomic": d.Genomic} {
		altered, lost := twoPersons(t, base, before)
		put(t, base+"/v1/behaviour", fmt.Sprintf(`{"alter": %q}`, altered.ID))
		put(t, base+"/v1/behaviour", fmt.Sprintf(`{"lose": %q}`, lost.ID))
		want = append(want, difference{name, "person", altered.ID, "altered"}, difference{name, "person", lost.ID, "missing"})
	}
	after := reconciled(t, d)
	for _, w := range want {
		if !slices.Contains(after, w) || slices.Contains(before, w) {
			t.Errorf("not found: %+v", w)
		}
	}
	if len(after) != len(before)+len(want) {
		t.Errorf("%d differences before, %d planted, %d found", len(before), len(want), len(after))
	}
	text := must(t, "jobs", "differences", "--to", d.API)
	for _, w := range want {
		if !slices.ContainsFunc(strings.Split(text, "\n"), func(line string) bool {
			return slices.Equal(strings.Fields(line), []string{w.Subsystem, w.Kind, w.ID, w.Class})
		}) {
			t.Errorf("not named: %+v in\n%s", w, text)
		}
	}
}

// reconciled runs the job and returns what it found.
func reconciled(t *testing.T, d Demo) []difference {
	t.Helper()
	run := decodeJSON[schedules.Run](t, must(t, "jobs", "run", "reconcile", "--json", "--to", d.API))
	found := decodeJSON[[]difference](t, must(t, "jobs", "differences", "--json", "--to", d.API))
	if run.Summary["differences"] != int64(len(found)) {
		t.Errorf("the job counts %d differences and keeps %d", run.Summary["differences"], len(found))
	}
	return found
}

// twoPersons are two persons' records that a subsystem holds as it should.
func twoPersons(t *testing.T, base string, differing []difference) (a, b held) {
	t.Helper()
	_, body := get(t, base+"/v1/holdings?offset=0&limit=10000")
	var fine []held
	for _, h := range decodeJSON[[]held](t, string(body)) {
		if h.Kind == "person" && !slices.ContainsFunc(differing, func(d difference) bool { return d.ID == h.ID }) {
			fine = append(fine, h)
		}
	}
	if len(fine) < 2 {
		t.Fatalf("%s holds %d persons as it should", base, len(fine))
	}
	return fine[0], fine[1]
}
