package conntest

import (
	"regexp"
	"testing"

	"bilgate/connectors/hostile"
	values "bilgate/mapping/hostile"
)

// hostile: samples that mean harm, as values and as bytes, are rejected, skipped, or accepted unchanged.
func (s *feedSuite) hostile(t *testing.T) {
	verdicts, err := hostile.All(s.feed, s.program, regexp.MustCompile(""))
	if err != nil {
		t.Fatal(err)
	}
	count := map[values.Outcome]int{}
	for _, v := range verdicts {
		count[v.Outcome]++
		if v.Outcome == values.Failed {
			t.Errorf("%s: %s (in %q): %s", v.Field, v.Sample, v.Record, v.Says)
		}
	}
	if count[values.Rejected] < 20 {
		t.Errorf("%d of %d samples are rejected: that few say nothing", count[values.Rejected], len(verdicts))
	}
}
