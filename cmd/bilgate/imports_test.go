package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// mayImport is the house's plan: for each place the places whose packages it may import. "x/*" is every
// package below x. The first row that fits a package binds it. Test files are free.
var mayImport = []struct {
	place string
	may   []string
}{
	{"cmd/*", []string{"*"}},
	{"gateway", []string{"connectors", "connectors/all", "mapping", "mapping/canon", "gateway/*"}},
	{"gateway/bus", nil},
	{"gateway/api", []string{"gateway", "gateway/*", "connectors", "mapping", "mapping/canon", "mapping/canon/*"}},
	{"gateway/extract", []string{"mapping/canon", "mapping/canon/*", "connectors/format/*"}},
	// The register fulfils the schedules' ledger and reconciliation's side, in their own types.
	{"gateway/register", []string{"gateway/store", "gateway/vault", "mapping/canon", "schedules", "schedules/reconcile"}},
	// The pipe maps by itself, without connectors and register: it decodes JSON and runs a program.
	{"gateway/pipe", []string{"mapping", "mapping/canon", "connectors/format/jsonrec"}},
	{"gateway/*", []string{"mapping/canon", "mapping/canon/*", "gateway/store", "gateway/vault"}},
	{"connectors/via/*", []string{"connectors"}},
	{"connectors/format/*", []string{"connectors/format/*"}},
	{"connectors/all", []string{"connectors", "connectors/*", "mapping", "mapping/canon", "fixtures"}},
	{"connectors/conntest", []string{"connectors/*", "connectors", "mapping", "mapping/hostile", "mapping/canon", "fixtures"}},
	{"connectors/hostile", []string{"connectors", "mapping", "mapping/hostile", "mapping/canon"}},
	// What both reference subsystems and both sinks are made of: a journal on disk and its HTTP face.
	{"connectors/holdings", []string{"connectors"}},
	{"connectors", []string{"mapping/canon"}},
	{"connectors/*", []string{"connectors", "connectors/format/*", "connectors/via/*", "connectors/holdings", "mapping/canon", "mapping/canon/*", "own"}},
	{"mapping/canon", []string{"mapping/canon/*"}},
	{"mapping/canon/*", []string{"mapping/canon/*"}},
	{"mapping", []string{"mapping/canon", "mapping/canon/*"}},
	{"mapping/hostile", []string{"mapping", "mapping/canon", "mapping/canon/*"}},
	{"schedules", []string{"mapping/canon", "schedules/*"}},
	{"schedules/*", []string{"mapping/canon", "schedules", "schedules/*", "connectors"}},
	{"fixtures", []string{"connectors/format/*", "mapping/canon", "mapping/canon/*", "own"}},
	{"fixtures/*", []string{"connectors/format/*", "mapping/canon", "mapping/canon/*"}},
}

func TestPackagesImportOnlyWhatThePlanAllows(t *testing.T) {
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && file != root {
			return fs.SkipDir
		}
		if strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go") {
			rel, err := filepath.Rel(root, file)
			if err != nil {
				return err
			}
			checkImports(t, filepath.ToSlash(rel), file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkImports(t *testing.T, name, file string) {
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, source, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	from := path.Dir(name)
	for _, i := range parsed.Imports {
		imported, _ := strconv.Unquote(i.Path.Value)
		to, ours := strings.CutPrefix(imported, "bilgate/")
		if ours && !allowed(from, to) {
			t.Errorf("%s imports %s, which the plan does not allow to %s", name, to, from)
		}
	}
}

func allowed(from, to string) bool {
	for _, row := range mayImport {
		if !covers(row.place, from) {
			continue
		}
		for _, may := range row.may {
			if may == "*" || covers(may, to) || may == "own" && strings.HasPrefix(to, from+"/") || may == "own" && strings.HasPrefix(from, to+"/") {
				return true
			}
		}
		return false
	}
	return false
}

func covers(place, pkg string) bool {
	if prefix, ok := strings.CutSuffix(place, "/*"); ok {
		return strings.HasPrefix(pkg, prefix+"/")
	}
	return place == pkg
}

func TestThePlanBites(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"connectors/penitentiary", "connectors/format/itl", true},
		{"connectors/penitentiary", "gateway/bus", false},
		{"connectors/genomic", "connectors/penitentiary", false},
		{"connectors/genomic/reference", "connectors/genomic", true},
		{"gateway/bus", "mapping/canon", false},
		{"mapping", "gateway", false},
		{"somewhere", "mapping", false},
	} {
		if got := allowed(c.from, c.to); got != c.want {
			t.Errorf("%s → %s: allowed %t, want %t", c.from, c.to, got, c.want)
		}
	}
}
