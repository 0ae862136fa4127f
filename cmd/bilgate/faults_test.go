package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the expected sentences anew")

// TestConfigurationFaults: every fault of a file is said at once, with its line and fix.
func TestConfigurationFaults(t *testing.T) {
	file := filepath.Join("testdata", "wrong.yaml")
	expected := filepath.Join("testdata", "wrong.txt")
	r := bilgate(t, "check", "--config", file)
	if *update {
		if err := os.WriteFile(expected, []byte(r.stdout), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(expected)
	if err != nil {
		t.Fatal(err)
	}
	if r.code != wrongInput || r.stdout != string(want) || r.stderr != "" {
		t.Errorf("exit %d, stderr %q, got\n%s", r.code, r.stderr, r.stdout)
	}
	faults := decodeJSON[[]Fault](t, bilgate(t, "check", "--config", file, "--json").stdout)
	if lines := strings.Count(string(want), "fix: "); len(faults) != lines || lines < 16 {
		t.Errorf("%d faults as JSON, %d as text", len(faults), lines)
	}
	hasShape(t, bilgate(t, "check", "--config", file, "--json").stdout, "[{column number, file text, fix text, line number, message text}]")
	if served := bilgate(t, "serve", "--config", file); served.code != wrongInput || !strings.HasPrefix(served.stderr, string(want)) {
		t.Errorf("serve: exit %d\n%s", served.code, served.stderr)
	}
}

const inOrder = `listen: 127.0.0.1:0
kafka: [127.0.0.1:1]
database: sqlite:${BILGATE_TEST_DIR}/register.db
objects: ${BILGATE_TEST_DIR}/objects
key_file: ${BILGATE_TEST_DIR}/keys.json
`

// TestConfigurationInOrder: values come from the environment; the order of keys and what is left out do not matter.
func TestConfigurationInOrder(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("BILGATE_TEST_DIR", dir)
	file := filepath.Join(dir, "bilgate.yaml")
	if err := os.WriteFile(file, []byte(inOrder), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, "check", "--config", file)
	if got := must(t, "check", "--config", file, "--json"); got != "[]\n" {
		t.Error(got)
	}
	c, faults := readConfig(file)
	if len(faults) > 0 || c.KeyFile != filepath.Join(dir, "keys.json") || c.Partitions != 4 || len(c.Roles) != len(allRoles()) {
		t.Errorf("%v %+v", faults, c)
	}
	for name, text := range map[string]string{"yaml": "a: [", "list": "- a", "empty": ""} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, faults := readConfig(file); len(faults) != 1 || faults[0].Fix == "" {
			t.Errorf("%s: %v", name, faults)
		}
	}
}

// TestKeysMustBeThereAndTheirOwners: serve refuses to start, and says what to do.
func TestKeysMustBeThereAndTheirOwners(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("BILGATE_TEST_DIR", dir)
	file, keys := filepath.Join(dir, "bilgate.yaml"), filepath.Join(dir, "keys.json")
	if err := os.WriteFile(file, []byte(inOrder), 0o600); err != nil {
		t.Fatal(err)
	}
	r := bilgate(t, "serve", "--config", file)
	sentence(t, r, surroundings, "key_file")
	if err := os.WriteFile(keys, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(keys, 0o644); err != nil {
		t.Fatal(err)
	}
	sentence(t, bilgate(t, "serve", "--config", file), surroundings, "set it to 0600")
}

// sentence fails unless the command ended with this code and one line that has the word.
func sentence(t *testing.T, r result, code int, word string) {
	t.Helper()
	if r.code != code || strings.Count(r.stderr, "\n") != 1 || !strings.HasPrefix(r.stderr, "bilgate: ") || !strings.Contains(r.stderr, word) {
		t.Errorf("exit %d, want %d; want one line with %q, got %q", r.code, code, word, r.stderr)
	}
}
