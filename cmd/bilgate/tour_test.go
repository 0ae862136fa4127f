package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTourWalksByItself: without a terminal the tour does not wait, and leaves the extract behind.
func TestTourWalksByItself(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a whole demo")
	}
	t.Parallel()
	dir := t.TempDir()
	out := must(t, "demo", "--tour", "--dir", dir)
	for _, step := range []string{"1. ", "2. ", "sex_code", "3. ", "4. ", "5. ", "6. ", "differences 0", "7. ", "That was the tour"} {
		if !strings.Contains(out, step) {
			t.Errorf("the tour did not say %q:\n%s", step, out)
		}
	}
	if pdf, err := os.ReadFile(filepath.Join(dir, "bilgate-extract.pdf")); err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("the extract: %v, %.20q", err, pdf)
	}
}
