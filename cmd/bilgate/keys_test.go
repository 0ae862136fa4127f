package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestKeysAreMadeOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "keys.json")
	must(t, "keys", "create", file)
	first, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := bilgate(t, "keys", "create", file)
	if r.code != wrongInput || !strings.Contains(r.stderr, "never written over") {
		t.Errorf("a second time: exit %d, %s", r.code, r.stderr)
	}
	if again, _ := os.ReadFile(file); string(again) != string(first) {
		t.Error("the keys were written over")
	}
	if info, _ := os.Stat(file); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
}
