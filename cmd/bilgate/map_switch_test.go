package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bilgate/fixtures"
	"bilgate/gateway"
	"bilgate/gateway/register"
)

// TestAMappingIsComparedPublishedAndRolledBack does what an engineer does before and after a change.
func TestAMappingIsComparedPublishedAndRolledBack(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a whole demo")
	}
	t.Parallel()
	d := startDemo(t, t.TempDir())
	must(t, "send", "--count", "60", "--seed", "9", "--feed", fixtures.Inmate, "--to", d.API)
	settled(t, d)
	file := changedMapping(t)
	found := decodeJSON[gateway.Difference](t, must(t, "map", "diff", "active", file, "--since", "1h", "--json", "--to", d.API))
	if found.Messages == 0 || found.Changed == 0 || found.NewlyRejected != 0 || len(found.Fields) != 1 || found.Fields[0].Path != "person.given_name" {
		t.Errorf("difference %+v", found)
	}
	text := must(t, "map", "diff", "1", file, "--to", d.API)
	for _, word := range []string{"records compared", "person.given_name", `"Xxxx`, `→ "XXXX`, "the same"} {
		if !strings.Contains(text, word) {
			t.Errorf("%q is missing in\n%s", word, text)
		}
	}
	must(t, "map", "publish", file, "--author", "first", "--to", d.API)
	if text := must(t, "map", "rollback", fixtures.Inmate, "--author", "second", "--to", d.API); !strings.Contains(text, "version 1") || !strings.Contains(text, "partition 0 from raw offset") {
		t.Errorf("rollback says %s", text)
	}
	history := decodeJSON[[]register.Switched](t, must(t, "map", "history", fixtures.Inmate, "--json", "--to", d.API))
	if len(history) != 3 || history[0].Author != "second" || history[1].Author != "first" || history[0].Mapping != history[2].Mapping {
		t.Errorf("history %+v", history)
	}
	sentence(t, bilgate(t, "map", "rollback", fixtures.Inmate, "--version", "7", "--to", d.API), wrongInput, "no published mapping of version 7")
	sentence(t, bilgate(t, "map", "diff", "1", "7", "--feed", fixtures.Inmate, "--to", d.API), wrongInput, "no published mapping of version 7")
	if cover := must(t, "map", "coverage", file, "--kept", "--to", d.API); !strings.Contains(cover, "of kept messages") || !strings.Contains(cover, "branches") {
		t.Errorf("coverage says %s", cover)
	}
}

// changedMapping is the inmate's mapping with given names in capital letters, which its tests do not mind.
func changedMapping(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "changed")
	file := strings.TrimSpace(must(t, "map", "export", fixtures.Inmate, "--out", dir))
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, _, found := strings.Cut(string(text), "\ntests:")
	if !found {
		t.Fatal("the mapping has no tests")
	}
	changed := strings.NewReplacer("\nversion: 1\n", "\nversion: 2\n", "trim(src.fio[?1])", "upper(trim(src.fio[?1]))").Replace(head)
	if err := os.WriteFile(file, []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestADiffOverSamplesNeedsNoGateway compares two files, and is a gate.
func TestADiffOverSamplesNeedsNoGateway(t *testing.T) {
	file := changedMapping(t)
	strict := filepath.Join(filepath.Dir(file), "strict.yaml")
	text, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(strict, []byte(strings.Replace(string(text), "upper(trim(src.fio[?1]))", `trim(src.fio[?1]).orReject("given_name")`, 1)), 0o600)
	}
	sample := filepath.Join(t.TempDir(), "two.ndjson")
	if err == nil {
		err = os.WriteFile(sample, []byte(`{"message_id":"1","inmate_id":"1","rev":1,"fio":["Ли"],"dob":"07.03.1885","pol":"мужской","citizenship":"Казахстан"}
{"message_id":"2","inmate_id":"2","rev":1,"fio":["Ли","Анна"],"dob":"07.03.1885","pol":"женский","citizenship":"Казахстан"}
`), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	r := bilgate(t, "map", "diff", file, strict, "--sample", sample, "--max-rejected", "10%")
	sentence(t, r, failed, "1 of 2 records would be newly rejected, 50 %")
	for _, word := range []string{"       1  newly rejected", "given_name", "message 1 part 1: accepted → rejected: given_name"} {
		if !strings.Contains(r.stdout, word) {
			t.Errorf("%q is missing in\n%s", word, r.stdout)
		}
	}
	if r := bilgate(t, "map", "diff", file, strict, "--sample", sample, "--max-rejected", "50%"); r.code != 0 {
		t.Errorf("exit %d within the limit: %s", r.code, r.stderr)
	}
}
