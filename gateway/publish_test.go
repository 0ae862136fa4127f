package gateway

import (
	"maps"
	"slices"
	"testing"

	"bilgate/connectors/all"
)

// TestPublishedFiles: what is stored of a folder is what the mapping names, its shared fragment too, and
// compiles to the same mapping.
func TestPublishedFiles(t *testing.T) {
	feed, _ := all.Feed("penitentiary.inmate")
	files, err := Files(feed.Mapping)
	if err != nil {
		t.Fatal(err)
	}
	files["shared/other.yaml"], files["notes.txt"] = "fragment: other\n", "not for the register"
	p, problems := compile(&feed, files)
	if problems.Failed() {
		t.Fatal(problems)
	}
	stored := used(p, files)
	want := []string{"citizenship.csv", "document.csv", "language.csv", MappingFile, "sex.csv", "shared/subject.yaml"}
	if got := slices.Sorted(maps.Keys(stored)); !slices.Equal(got, want) {
		t.Errorf("stored %v, not %v", got, want)
	}
	again, problems := compile(&feed, stored)
	if problems.Failed() || again.Ref() != p.Ref() {
		t.Errorf("what is stored is another mapping: %v", problems)
	}
}
