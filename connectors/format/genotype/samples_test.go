package genotype

import (
	"os"
	"path/filepath"
	"testing"
)

// sampleFile reads a reference file that may lie beside the repository.
func sampleFile(t testing.TB, name string) []byte {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, "..", "shared", "samples", filepath.FromSlash(name)))
	if err != nil {
		t.Skip("no reference file ", name, " beside the repository")
	}
	return data
}

func mustRead(t testing.TB, data []byte) *Table {
	t.Helper()
	table, err := ReadTable(data)
	if err != nil {
		t.Fatal(err)
	}
	return table
}
