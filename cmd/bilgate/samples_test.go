package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bilgate/fixtures"
	"bilgate/gateway/register"
)

// sample finds a real file beside the repository.
func sample(t *testing.T, name string) string {
	t.Helper()
	file := filepath.Join("..", "..", "..", "shared", "samples", filepath.FromSlash(name))
	if _, err := os.Stat(file); err != nil {
		t.Skip("no samples beside the repository: ", err)
	}
	return file
}

// table reads a table parted by tabs, with a header.
func table(t *testing.T, file string) (rows []map[string]string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = '\t', -1, true
	lines, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, cell := range line[:min(len(line), len(lines[0]))] {
			if _, twice := row[lines[0][i]]; !twice {
				row[lines[0][i]] = cell
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// versionOf is the current version of the one record that fits, among those that `records list` finds.
func versionOf(t *testing.T, d Demo, flag, value string, fits func(register.Version) bool) register.Version {
	t.Helper()
	var found []register.Version
	for _, s := range decodeJSON[[]register.Summary](t, must(t, "records", "list", flag, value, "--json", "--to", d.API)) {
		for _, v := range decodeJSON[[]register.Version](t, must(t, "records", "show", s.ID, "--reveal", "--json", "--to", d.API)) {
			if v.State == "current" && fits(v) {
				found = append(found, v)
			}
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d records of %s %s fit, want 1", len(found), flag, value)
	}
	return found[0]
}

func deliveredTo(t *testing.T, v register.Version, subsystem string) {
	t.Helper()
	if len(v.Deliveries) != 1 || v.Deliveries[0].Subsystem != subsystem || v.Deliveries[0].State != "accepted" {
		t.Errorf("deliveries: %+v", v.Deliveries)
	}
}

// TestBrokenFilesAreRejected: what is wrong with a file has a code, and nothing of it reaches a subsystem.
func TestBrokenFilesAreRejected(t *testing.T) {
	t.Parallel()
	for name, code := range map[string]string{
		"codis-cmf/broken-allele.xml":                  "cmf.",
		"codis-cmf/broken-locus.xml":                   "cmf.",
		"codis-cmf/no-profiles.xml":                    "empty",
		"codis-cmf/not-a-codis-file.xml":               "cmf.",
		"genemapper/GeneMapperExampleBrokenHeader.txt": "genotype.header",
	} {
		file := sample(t, name)
		d := demo(t)
		batch := strings.ReplaceAll(filepath.Base(name), ".", "-")
		must(t, "send", "--feed", fixtures.DNA, "--batch", batch, "--to", d.API, file)
		settled(t, d)
		for _, r := range decodeJSON[[]register.Reject](t, must(t, "rejects", "show", batch+"/1", "--feed", fixtures.DNA, "--json", "--to", d.API)) {
			if errs := errorsOf(r); len(errs) == 0 || !strings.HasPrefix(errs[0].Code, code) {
				t.Errorf("%s: %+v", name, errs)
			}
		}
	}
}
