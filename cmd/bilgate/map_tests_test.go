package main

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bilgate/fixtures"
	"bilgate/mapping"
)

// TestMapTestReports fails one test on purpose: the differing field is shown aligned and goes into the JUnit file.
func TestMapTestReports(t *testing.T) {
	file := exportedMapping(t, fixtures.Inmate)
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.Replace(string(body), "        surname: Әлімбеков\n", "        surname: \"<Басқа> & co\"\n", 1)
	if err := os.WriteFile(file, []byte(broken), 0o600); err != nil || broken == string(body) {
		t.Fatalf("%v: the mapping has another test", err)
	}
	report := filepath.Join(t.TempDir(), "junit.xml")
	r := bilgate(t, "map", "test", file, "--junit", report)
	if r.code != failed || !strings.Contains(r.stdout, "        person.surname  want <Басқа> & co\n                        got  Әлімбеков\n") {
		t.Errorf("exit %d: %s%s", r.code, r.stdout, r.stderr)
	}
	if strings.Contains(r.stdout, "\x1b[") {
		t.Error("colours where nobody looks")
	}
	text, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	var suites junitSuites
	if err := xml.Unmarshal(text, &suites); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	results := decodeJSON[[]mapping.TestResult](t, bilgate(t, "map", "test", file, "--json").stdout)
	suite := suites.Suites[0]
	if suites.Tests != len(results) || suites.Failures != 1 || suite.Failures != 1 || len(suite.Cases) != len(results) {
		t.Errorf("%d tests: %s", len(results), text)
	}
	for i, c := range suite.Cases {
		if c.Name != results[i].Name || c.Line != results[i].Line || c.Class != fixtures.Inmate || (c.Failure == nil) != results[i].Passed {
			t.Errorf("case %+v of test %+v", c, results[i])
		}
		if c.Failure != nil && (!strings.Contains(c.Failure.Text, "want <Басқа> & co") || c.Failure.Message != "differs in person.surname") {
			t.Errorf("failure %+v", c.Failure)
		}
	}
}

// TestMapTestChooses runs the tests whose names match.
func TestMapTestChooses(t *testing.T) {
	file := exportedMapping(t, fixtures.Inmate)
	text := must(t, "map", "test", file, "--run", "IIN|no name")
	if !strings.Contains(text, "an IIN whose check digit is wrong") || !strings.Contains(text, "3 passed, 0 failed") {
		t.Errorf("%s", text)
	}
	sentence(t, bilgate(t, "map", "test", file, "--run", "nothing like this"), wrongInput, "no test has such a name")
	sentence(t, bilgate(t, "map", "test", file, "--run", "("), wrongInput, "--run")
}

// TestPaletteColoursWords: the same words, with colours around them.
func TestPaletteColoursWords(t *testing.T) {
	var on, off palette = true, false
	if on.good("a") != "\x1b[32ma\x1b[0m" || on.bad("a") != "\x1b[31ma\x1b[0m" || off.good("a")+off.bad("a") != "aa" {
		t.Errorf("%q %q %q", on.good("a"), on.bad("a"), off.bad("a"))
	}
}

// TestMapExplainMeasures labels what it has measured.
func TestMapExplainMeasures(t *testing.T) {
	file := exportedMapping(t, fixtures.Inmate)
	timed := must(t, "map", "explain", file, "--time")
	if !strings.Contains(timed, "NS A ROW") || !strings.Contains(timed, "Measured here and now") {
		t.Error(timed)
	}
	for _, e := range decodeJSON[[]mapping.Explanation](t, must(t, "map", "explain", file, "--time", "--json")) {
		if e.Nanoseconds <= 0 && e.Engine != "constant" || e.Engine == "interpreter" && e.Why == "" {
			t.Errorf("%+v", e)
		}
	}
	if plain := must(t, "map", "explain", file); strings.Contains(plain, "NS A ROW") || !strings.Contains(plain, "kernel") {
		t.Error(plain)
	}
}
