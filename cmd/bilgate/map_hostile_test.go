package main

import (
	"os"
	"strings"
	"testing"

	"bilgate/fixtures"
	"bilgate/mapping/hostile"
)

// TestMapTestHostile: the built-in mapping takes what means harm as it must; a mapping that guesses the sex of
// whom it does not know fails, with the field, the sample and what became of it.
func TestMapTestHostile(t *testing.T) {
	file := exportedMapping(t, fixtures.Inmate)
	text := must(t, "map", "test", file, "--hostile")
	for _, want := range []string{"SAMPLE", "29 February of a common year", "birth_date@dob", "key twice", "duplicate_key", " 0 failed"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %.2000s", want, text)
		}
	}
	guess(t, file)
	r := bilgate(t, "map", "test", file, "--hostile", "--run", "^pol: ")
	if r.code != failed || !strings.Contains(r.stdout, "FAIL  pol: unlisted") || !strings.Contains(r.stdout, `person.sex became "M"`) {
		t.Errorf("exit %d: %.2000s%s", r.code, r.stdout, r.stderr)
	}
	verdicts := decodeJSON[[]hostile.Verdict](t, bilgate(t, "map", "test", file, "--hostile", "--json", "--run", "^pol: unlisted$").stdout)
	if len(verdicts) == 0 || verdicts[0].Outcome != hostile.Failed || verdicts[0].Field != "pol" {
		t.Errorf("%+v", verdicts)
	}
}

// guess makes the mapping take everybody for a man who is not called a woman.
func guess(t *testing.T, file string) {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	honest := `lookup("sex", lower(trim(src.pol))).orReject("sex_code")`
	text := strings.Replace(string(body), honest, "|\n    lower(trim(src.pol)).orValue(\"\") == \"женский\" ? \"F\" : lookup(\"sex\", \"мужской\").orReject(\"sex_code\")", 1)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil || text == string(body) {
		t.Fatalf("%v: the mapping asks for the sex in another way", err)
	}
}

// TestMapTestHostileSaysWhatIsWrong: what cannot be done is said, with what to do.
func TestMapTestHostileSaysWhatIsWrong(t *testing.T) {
	file := exportedMapping(t, fixtures.Inmate)
	for _, args := range [][]string{{"--run", "no such sample"}, {"--junit", "report.xml"}} {
		r := bilgate(t, append([]string{"map", "test", file, "--hostile"}, args...)...)
		if r.code != wrongInput || r.stderr == "" {
			t.Errorf("%v: exit %d: %s%s", args, r.code, r.stdout, r.stderr)
		}
	}
}
