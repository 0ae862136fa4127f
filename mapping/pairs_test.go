package mapping

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"go.yaml.in/yaml/v4"

	"bilgate/mapping/canon"
)

var update = flag.Bool("update", false, "write the problems that are found at the end of the .bad.yaml files")

// advised is the pair that is shown with its advice; the others leave source fields unread.
const advised = "source-unused."

// TestPairs compiles every pair of testdata. A .good.yaml has no problem; a .bad.yaml has exactly the
// problems that its last lines name, each as "# file:line:column-end severity code: message | fix".
func TestPairs(t *testing.T) {
	good, err := filepath.Glob("testdata/*.good.yaml")
	if err != nil || len(good) < 15 {
		t.Fatalf("%d good files: %v", len(good), err)
	}
	for _, file := range good {
		name := strings.TrimSuffix(filepath.Base(file), ".good.yaml")
		t.Run(name, func(t *testing.T) {
			if problems := compilePair(t, name+".good.yaml"); problems != nil {
				t.Errorf("the good file has problems:\n%v", problems)
			}
			comparePair(t, name+".bad.yaml")
		})
	}
}

func comparePair(t *testing.T, file string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	body, want, _ := strings.Cut(string(text), "#=\n")
	problems := compilePair(t, file)
	if len(problems) == 0 {
		t.Fatal("the bad file has no problems")
	}
	got := pairText(problems)
	if *update {
		if err := os.WriteFile(filepath.Join("testdata", file), []byte(body+"#=\n"+got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if !*update && got != want {
		t.Errorf("got\n%s\nwant\n%s\n%v", got, want, problems)
	}
	for _, p := range problems {
		if p.Fix == "" {
			t.Errorf("%s says no fix", p.Code)
		}
	}
}

func pairText(problems Problems) string {
	var b strings.Builder
	for _, p := range problems {
		used := ""
		if p.Used != nil {
			used = fmt.Sprintf(" (used from %s:%d)", p.Used.File, p.Used.Line)
		}
		fmt.Fprintf(&b, "# %s:%d:%d-%d %s %s: %s | %s%s\n", p.File, p.Line, p.Column, p.EndColumn, p.Severity, p.Code, p.Message, p.Fix, used)
	}
	return b.String()
}

func compilePair(t *testing.T, file string) Problems {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	var head struct{ To string }
	_ = yaml.Unmarshal(text, &head) // a file that is not YAML has no kind
	k, ok := canon.Lookup(head.To)
	if !ok {
		k = kind(t, "person")
	}
	p, problems := Compile(Source{os.DirFS("testdata"), file}, pairSchema(k), k, "test 1")
	if strings.HasPrefix(file, advised) {
		return append(problems, p.Advice()...)
	}
	if strings.HasPrefix(file, "basis-") && p != nil {
		return append(problems, slices.DeleteFunc(p.Advice(), func(a Problem) bool { return a.Code == "source.unused" })...)
	}
	return problems
}

// pairSchema is the source schema of the pairs of a kind.
func pairSchema(k *canon.Kind) *arrow.Schema {
	switch k.Name {
	case "fingerprint_registration":
		return sheetSchema()
	case "genomic_registration":
		return specimenSchema()
	}
	return inmateSchema()
}
