package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestBenchMap measures a few records: every stage of both lanes has its figures.
func TestBenchMap(t *testing.T) {
	r := bilgate(t, "bench", "map", "--records", "600", "--rounds", "1", "--json")
	var out struct{ Lanes []mapResult }
	if err := json.Unmarshal([]byte(r.stdout), &out); r.code != 0 || err != nil || len(out.Lanes) != 2 {
		t.Fatalf("exit %d, %v: %s%s", r.code, err, r.stdout, r.stderr)
	}
	for _, lane := range out.Lanes {
		if lane.Mapped == 0 || lane.Mapped >= lane.Records || len(lane.Rows) != 8 {
			t.Errorf("%s: %d of %d records mapped, %d figures", lane.Lane, lane.Mapped, lane.Records, len(lane.Rows))
		}
		for _, f := range lane.Rows {
			if f.NsRecord <= 0 || f.TimesFirst <= 0 {
				t.Errorf("%s: %+v", lane.Lane, f)
			}
		}
	}
}

func TestBenchMapShowsATable(t *testing.T) {
	r := bilgate(t, "bench", "map", "--records", "300", "--rounds", "1")
	for _, word := range []string{"flat lane", "mixed lane", "CEL's interpreter", "expr-lang", "goccy/go-json", "canonical JSON"} {
		if !strings.Contains(r.stdout, word) {
			t.Errorf("%q is missing in\n%s%s", word, r.stdout, r.stderr)
		}
	}
}

func TestBenchMapWrongUsage(t *testing.T) {
	sentence(t, bilgate(t, "bench", "map", "--records", "0"), wrongInput, "above zero")
}
