package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// exported writes a feed's mapping to a folder and returns the mapping file.
func exported(t *testing.T, feed, dir string) string {
	t.Helper()
	return strings.TrimSpace(must(t, "map", "export", feed, "--out", dir))
}

// TestExportCarriesWhatIsUsed: the fragments and code lists that the mapping names, and no others.
func TestExportCarriesWhatIsUsed(t *testing.T) {
	dir := t.TempDir()
	file := exported(t, "penitentiary.inmate", filepath.Join(dir, "inmate"))
	if _, err := os.Stat(filepath.Join(dir, "inmate", "shared", "subject.yaml")); err != nil {
		t.Error(err)
	}
	if out := must(t, "map", "lint", file); strings.Contains(out, "error") {
		t.Error(out)
	}
	exported(t, "penitentiary.dna", filepath.Join(dir, "dna"))
	if _, err := os.Stat(filepath.Join(dir, "dna", "shared")); err == nil {
		t.Error("the mapping of DNA profiles uses no fragment")
	}
}

// TestSharedFolderBesideTheFolder: mappings in folders side by side find the fragments that they share.
func TestSharedFolderBesideTheFolder(t *testing.T) {
	dir := t.TempDir()
	file := exported(t, "penitentiary.inmate", filepath.Join(dir, "inmate"))
	if err := os.Rename(filepath.Join(dir, "inmate", "shared"), filepath.Join(dir, "shared")); err != nil {
		t.Fatal(err)
	}
	if out := must(t, "map", "test", file); !strings.Contains(out, " 0 failed") {
		t.Error(out)
	}
	m, err := openMap(file, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "inmate", "notes.csv"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	p, problems := m.compile()
	if problems.Failed() {
		t.Fatal(problems)
	}
	files, err := m.files(p)
	want := []string{"citizenship.csv", "document.csv", "language.csv", "mapping.yaml", "sex.csv", "shared/subject.yaml"}
	if got := slices.Sorted(maps.Keys(files)); err != nil || !slices.Equal(got, want) {
		t.Errorf("published %v, not %v: %v", got, want, err)
	}
}
