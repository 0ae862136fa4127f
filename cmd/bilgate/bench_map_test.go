package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"bilgate/fixtures/workload"
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

// BenchmarkMap is `bench map` for go test -bench: the mapping engine beside CEL's interpreter and expr-lang, the
// decoder beside three JSON libraries. "× first" is the time in terms of the stage's first one, ours.
func BenchmarkMap(b *testing.B) {
	for _, lane := range workload.Lanes {
		l, err := openMapLane(lane, &mapBench{records: 10_000, seed: 1})
		if err != nil {
			b.Fatal(err)
		}
		list, err := l.contestants()
		if err != nil {
			b.Fatal(err)
		}
		ours := map[string]float64{}
		for _, c := range list {
			b.Run(fmt.Sprintf("%s/%s/%s", lane, c.stage, c.name), func(b *testing.B) { l.bench(b, c, ours) })
		}
	}
}

func (l *mapLane) bench(b *testing.B, c contestant, ours map[string]float64) {
	records := float64(len(l.bodies))
	if c.stage == "map" {
		records *= passes
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for b.Loop() {
		if err := c.run(); err != nil {
			b.Fatal(err)
		}
	}
	runtime.ReadMemStats(&after)
	records *= float64(b.N)
	ns := float64(b.Elapsed().Nanoseconds()) / records
	if ours[c.stage] == 0 {
		ours[c.stage] = ns
	}
	b.ReportMetric(ns, "ns/record")
	b.ReportMetric(float64(after.Mallocs-before.Mallocs)/records, "allocs/record")
	b.ReportMetric(ns/ours[c.stage], "×first")
	b.ReportMetric(0, "ns/op")
}
