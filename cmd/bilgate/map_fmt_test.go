package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMapFmt: it prints by default, lists and checks without a change, and writes when it is told to.
func TestMapFmt(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.yaml")
	const untidy, tidy = "version: 1\nmapping: a.b\nlet:\n    a: src.x\n    bcd: 'src.y'\n", "mapping: a.b\nversion: 1\nlet:\n  a:   src.x\n  bcd: src.y\n"
	if err := os.WriteFile(file, []byte(untidy), 0o640); err != nil {
		t.Fatal(err)
	}
	read := func() string {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	if out := must(t, "map", "fmt", file); out != tidy || read() != untidy {
		t.Errorf("printed %q", out)
	}
	if out := must(t, "map", "fmt", "-l", file); strings.TrimSpace(out) != file || read() != untidy {
		t.Errorf("listed %q", out)
	}
	if r := bilgate(t, "map", "fmt", "--check", file); r.code != 1 || strings.TrimSpace(r.stdout) != file {
		t.Errorf("check exits %d with %q", r.code, r.stdout)
	}
	must(t, "map", "fmt", "-w", file)
	if info, err := os.Stat(file); read() != tidy || err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("wrote %q, %v, %v", read(), info.Mode(), err)
	}
	if out := must(t, "map", "fmt", "--check", file); out != "" {
		t.Errorf("a formatted file is listed: %q", out)
	}
	if err := os.WriteFile(file, []byte("mapping: [\n"), 0o640); err != nil {
		t.Fatal(err)
	}
	if r := bilgate(t, "map", "fmt", "-w", file); r.code != 2 || read() != "mapping: [\n" {
		t.Errorf("what is no YAML exits %d, and is now %q", r.code, read())
	}
}
