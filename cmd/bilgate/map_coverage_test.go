package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bilgate/fixtures"
	"bilgate/mapping"
)

// covering is the JSON of `map coverage`.
type covering struct {
	mapping.CoverageReport
	Shares map[string]struct {
		Reached, Of int
		Percent     float64
	}
}

func TestCoverageOfAFeedsTests(t *testing.T) {
	file := exportedMapping(t, fixtures.Inmate)
	r := decodeJSON[covering](t, must(t, "map", "coverage", file, "--json"))
	if s := r.Shares["branches"]; s.Of != len(r.Branches) || s.Reached == 0 || s.Reached != taken(r.Branches) {
		t.Errorf("%+v of %d branches", s, len(r.Branches))
	}
	text := must(t, "map", "coverage", file)
	for _, b := range r.Branches {
		if named := strings.Contains(text, b.Never) && strings.Contains(text, b.Target+": "); b.Taken == 0 && !named {
			t.Errorf("%s %s is not shown in\n%s", b.Target, b.Never, text)
		}
	}
	if !strings.Contains(text, "facility") || !strings.Contains(text, "citizenship.csv:") {
		t.Errorf("unread fields or unneeded rows are not shown:\n%s", text)
	}
}

func taken(branches []mapping.Branch) (n int) {
	for _, b := range branches {
		if b.Taken > 0 {
			n++
		}
	}
	return n
}

// TestCoverageOfSamples counts a file of the feed, shows none of its values, and fails below --min.
func TestCoverageOfSamples(t *testing.T) {
	file := exportedMapping(t, fixtures.Inmate)
	sample := filepath.Join(t.TempDir(), "sample.ndjson")
	text := `{"message_id":"1","inmate_id":"a","rev":1,"fio":["Кейіпкер"],"dob":"01.01.1885","pol":"мужской","citizenship":"Казахстан"}
{"message_id":"2","inmate_id":"b","rev":1,"fio":["Кейіпкер"],"dob":"31.02.1885","pol":"мужской","citizenship":"Казахстан"}
{"op":"retract","id":"a","revision":2,"message_id":"3"}
{"message_id":"4"`
	if err := os.WriteFile(sample, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r := bilgate(t, "map", "coverage", file, "--sample", sample, "--min", "90%")
	sentence(t, r, failed, "--min asks for 90 %")
	for _, says := range []string{"2 records of 1 sample, 1 accepted, 1 rejected; 1 unreadable; 1 withdrawn", "Branches never taken", "iin_check"} {
		if !strings.Contains(r.stdout, says) {
			t.Errorf("%q is not said in\n%s", says, r.stdout)
		}
	}
	if strings.Contains(r.stdout+r.stderr, "Кейіпкер") || strings.Contains(r.stdout+r.stderr, "1885") {
		t.Errorf("a value of a record is shown:\n%s", r.stdout)
	}
	must(t, "map", "coverage", file, "--sample", sample, "--min", "10")
	sentence(t, bilgate(t, "map", "coverage", file, "--min", "half"), wrongInput, "--min")
	sentence(t, bilgate(t, "map", "coverage", file, "--sample", "/no/such/file.ndjson"), wrongInput, "/no/such/file.ndjson")
}
