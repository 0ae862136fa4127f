package hostile_test

import (
	"regexp"
	"testing"
	"time"

	"bilgate/connectors/all"
	"bilgate/mapping"
	"bilgate/mapping/canon"
	"bilgate/mapping/hostile"
)

func TestTry(t *testing.T) {
	for _, in := range all.Inbounds() {
		for _, f := range in.Feeds {
			kind, _ := canon.Lookup(f.Kind)
			p, problems := mapping.Compile(mapping.Source{FS: f.Mapping, File: "mapping.yaml"}, f.Schema, kind, f.Decoder)
			if p == nil {
				t.Fatal(problems)
			}
			begun := time.Now()
			out, err := hostile.Run(p, kind, regexp.MustCompile(""))
			if err != nil {
				t.Fatal(err)
			}
			n := map[hostile.Outcome]int{}
			for _, v := range out {
				n[v.Outcome]++
				if v.Outcome == hostile.Failed && n[v.Outcome] < 40 {
					t.Errorf("%s %s %q: %s", v.Field, v.Sample, v.Record, v.Says)
				}
			}
			t.Log(f.Name, n, time.Since(begun))
		}
	}
}
