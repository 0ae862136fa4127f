// Package conntest is the suite that every connector passes: [Inbound] for an agency, [Outbound] for a
// subsystem. A connector's own test is a few lines around it.
//
// A case of a feed is a folder fixtures/<feed>/<case>/, which somebody from another field can read:
//
//	push.json, .ndjson, .csv, .tsv, .xml, .an2, .zip   what the agency sends
//	set.txt                                      settings of the batch, name=value a line; optional
//	canonical.json                               the records that come of it
//	reject.txt                                   what is refused, a line each: where, code, field
//
// One of the last two may be missing. The flag -update writes both anew.
//
// Neighbours: package mapping compiles and runs the feeds' mappings here as the gateway does.
package conntest

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bilgate/connectors"
)

var update = flag.Bool("update", false, "write canonical.json and reject.txt of the cases anew")

// Batch ids, times and settings of a case are always the same.
const batchID = "batch"

// formats are the media types of what is pushed, by the ending of its name.
var formats = map[string]string{
	".json":   "application/json",
	".ndjson": "application/x-ndjson",
	".csv":    "text/csv",
	".tsv":    "text/tab-separated-values",
	".xml":    "application/xml",
	".an2":    "application/x-ansi-nist",
	".zip":    "application/zip",
}

// pushCase is one case of a feed.
type pushCase struct {
	name, folder string
	format       string
	set          map[string]string
	body         []byte
}

// Cases are the names of the cases of a feed.
func Cases(t testing.TB, feed string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(root(t), "fixtures", feed))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, e.Name())
		}
	}
	return out
}

// readCase reads a case; a folder without exactly one push file is a mistake.
func readCase(t testing.TB, feed, name string) pushCase {
	t.Helper()
	c := pushCase{name: name, folder: filepath.Join(root(t), "fixtures", feed, name), set: map[string]string{}}
	found, err := filepath.Glob(filepath.Join(c.folder, "push.*"))
	if err != nil || len(found) != 1 {
		t.Fatalf("case %s: %d files named push.*, there must be one", name, len(found))
	}
	c.format = formats[filepath.Ext(found[0])]
	if c.body, err = os.ReadFile(found[0]); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(optional(t, filepath.Join(c.folder, "set.txt"))) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		c.set[key] = value
	}
	return c
}

// optional is the text of a file, "" if there is none.
func optional(t testing.TB, name string) string {
	text, err := os.ReadFile(name)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(text)
}

// root is the repository's root: the nearest folder above with a go.mod.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
	}
}

// hasMappingFile says whether a feed's mapping can be opened.
func hasMappingFile(f connectors.Feed) bool {
	if f.Mapping == nil {
		return false
	}
	_, err := fs.Stat(f.Mapping, mappingFile)
	return err == nil
}

const mappingFile = "mapping.yaml"
