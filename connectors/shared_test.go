package connectors

import (
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"
)

// TestWithShared: a walk sees both folders, each file opens under its name, and nothing outside does.
func TestWithShared(t *testing.T) {
	both := WithShared(
		fstest.MapFS{"mapping.yaml": {Data: []byte("m")}, "zone.csv": {}},
		fstest.MapFS{"names.yaml": {Data: []byte("n")}})
	var got []string
	err := fs.WalkDir(both, ".", func(name string, _ fs.DirEntry, err error) error {
		got = append(got, name)
		return err
	})
	if want := []string{".", "mapping.yaml", "shared", "shared/names.yaml", "zone.csv"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("walked %v: %v", got, err)
	}
	if text, err := fs.ReadFile(both, "shared/names.yaml"); err != nil || string(text) != "n" {
		t.Errorf("%q %v", text, err)
	}
	for _, name := range []string{"names.yaml", "shared/../mapping.yaml", "shared/mapping.yaml", "../mapping.yaml"} {
		if _, err := fs.ReadFile(both, name); err == nil {
			t.Errorf("%s opens", name)
		}
	}
}

// TestWithNothingShared: a folder that is not there is no part of the walk.
func TestWithNothingShared(t *testing.T) {
	none, err := fs.Sub(fstest.MapFS{"a": {}}, "b")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := fs.ReadDir(WithShared(fstest.MapFS{"mapping.yaml": {}}, none), ".")
	if err != nil || len(entries) != 1 {
		t.Errorf("%v %v", entries, err)
	}
}
