package main

import (
	"bytes"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bilgate/fixtures"
)

// TestWrongUsage: every misuse has exit code 2, and one sentence that says what to do.
func TestWrongUsage(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ args, says string }{
		{"stat", "did you mean status?"},
		{"bogus", "choose one of bench, broker, check"},
		{"jobs bogus --json", "choose one of differences, history"},
		{"completion klingon", "choose one of bash"},
		{"send --nope", "`bilgate send --help`"},
		{"status extra", "`bilgate status --help`"},
		{"iin", "`bilgate iin --help`"},
		{"rejects show x", `"feed" not set`},
		{"records list --iin 850307100012 --card 1", "[card iin]"},
		{"records list --iin 850307100013", "check_digit"},
		{"send", "--count N"},
		{"send --count -1", "above zero"},
		{"send --count 1 --rate -1", "--rate"},
		{"send --count 1 --feed nobody.nothing", "penitentiary.inmate"},
		{"send --feed penitentiary.inmate --count 1 FILE", "one after the other"},
		{"send FILE", "name it by --feed"},
		{"send --feed penitentiary.inmate --to http://127.0.0.1:1 /no/such/file", "no such file"},
		{"send --feed penitentiary.inmate --to http://127.0.0.1:1 " + dir, "is a folder"},
		{"send --feed penitentiary.inmate --to http://127.0.0.1:1 --set x " + os.DevNull, "name=value"},
		{"status --to garbage", "like http://127.0.0.1:8080"},
		{"status --to ftp://127.0.0.1", "like http://127.0.0.1:8080"},
		{"status --to http://127.0.0.1:1 --dir " + dir, "keep one"},
		{"status --dir " + dir, "no data directory of a demo"},
		{"map lint /no/such/file", "no such file"},
		{"map lint --feed nobody.nothing " + os.DevNull, "choose one of"},
		{"map lint " + os.DevNull, "which feed?"},
		{"map export nobody.nothing --out " + dir, "choose one of"},
		{"map schema --feed nobody.nothing", "choose one of"},
		{"map schema FILE", "`bilgate map schema --help`"},
		{"map lsp FILE", "`bilgate map lsp --help`"},
		{"schema export nothing", "person"},
		{"schema export --format xml person", "json-schema, arrow"},
		{"broker --listen 0.0.0.0:1 --dir " + dir, "127.0.0.1 only"},
		{"subsystem genomic --listen garbage --dir " + dir, "host:port"},
		{"demo --listen garbage --dir " + dir, "host:port"},
		{"demo --broker 0.0.0.0:1 --dir " + dir, "127.0.0.1 only"},
	} {
		r := bilgate(t, strings.Fields(c.args)...)
		if r.stdout != "" {
			t.Errorf("%s: stdout %q", c.args, r.stdout)
		}
		sentence(t, r, wrongInput, c.says)
	}
}

// TestNobodyAnswers: what is wrong with the surroundings has exit code 3.
func TestNobodyAnswers(t *testing.T) {
	sentence(t, bilgate(t, "status", "--to", "http://127.0.0.1:1"), surroundings, "is it running?")
	r := bilgate(t, "send", "--count", "1", "--patience", "300ms", "--to", "http://127.0.0.1:1")
	if r.code != surroundings || !strings.Contains(r.stderr, "trying batch") || !strings.Contains(r.stderr, "is it running?") {
		t.Errorf("exit %d: %s", r.code, r.stderr)
	}
}

// TestPortsInUse: a named port that is taken is said at once, before any process starts.
func TestPortsInUse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	taken, dir := l.Addr().String(), t.TempDir()
	for _, flag := range []string{"--listen", "--broker", "--fingerprint", "--genomic"} {
		sentence(t, bilgate(t, "demo", "--dir", dir, flag, taken), surroundings, taken+" is taken")
	}
	if log, err := os.ReadDir(filepath.Join(dir, "broker")); err == nil {
		t.Errorf("a child has started: %v", log)
	}
	sentence(t, bilgate(t, "broker", "--dir", dir, "--listen", taken), surroundings, "is taken")
	sentence(t, bilgate(t, "subsystem", "fingerprint", "--dir", dir, "--listen", taken), surroundings, "is taken")

	t.Setenv("BILGATE_TEST_DIR", dir)
	file := filepath.Join(dir, "bilgate.yaml")
	if err := os.WriteFile(file, []byte(strings.Replace(inOrder, "127.0.0.1:0", taken, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	sentence(t, bilgate(t, "serve", "--config", file), surroundings, "is taken")
}

// TestDataDirectoriesBelongToOneProcess: the demo's, and each of its children's.
func TestDataDirectoriesBelongToOneProcess(t *testing.T) {
	d := demo(t)
	sentence(t, bilgate(t, "demo", "--dir", d.Dir), surroundings, "another running bilgate")
	sentence(t, bilgate(t, "broker", "--dir", filepath.Join(d.Dir, "broker")), surroundings, "another running bilgate")
	sentence(t, bilgate(t, "subsystem", "genomic", "--dir", filepath.Join(d.Dir, "genomic")), surroundings, "another running process")
	config, err := os.ReadFile(filepath.Join(d.Dir, "bilgate.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "bilgate.yaml")
	if err := os.WriteFile(file, bytes.Replace(config, []byte(strings.TrimPrefix(d.API, "http://")), []byte("127.0.0.1:0"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	sentence(t, bilgate(t, "serve", "--config", file), surroundings, "in use by another process")
}

// TestUnknownNames: the gateway says what it knows.
func TestUnknownNames(t *testing.T) {
	d := demo(t)
	for _, c := range []struct{ args, says string }{
		{"records list --kind nothing", "genomic_registration"},
		{"records list --limit -1", "limit"},
		{"records show nothing", "records list"},
		{"rejects list --feed nobody.nothing", "penitentiary.dna"},
		{"rejects list --state closed", "open or mended"},
		{"rejects show nothing --feed penitentiary.inmate", "no reject"},
		{"rejects show nothing --feed nobody.nothing", "penitentiary.dna"},
		{"rejects replay --feed nobody.nothing", "penitentiary.dna"},
		{"rejects replay --message x", "name it"},
		{"jobs run nothing", "reconcile"},
		{"jobs history nothing", "reconcile"},
		{"extract --person 1 --out /no/such/folder/x.pdf", "twelve"},
		{"extract --person 850307100013 --out /no/such/folder/x.pdf", "check digit"},
		{"send --feed nobody.nothing " + os.DevNull, "no such feed"},
		{"send --feed penitentiary.inmate --format image/png " + os.DevNull, "application/x-ndjson"},
		{"send --feed penitentiary.inmate --set colour=red " + os.DevNull, "parameter"},
	} {
		sentence(t, bilgate(t, append(strings.Fields(c.args), "--to", d.API)...), wrongInput, c.says)
	}
	if r := bilgate(t, "send", "--feed", fixtures.Inmate, "--batch", "a b/c?", "--to", d.API, os.DevNull); r.code != wrongInput {
		t.Errorf("a batch id of other letters: exit %d, %s", r.code, r.stderr)
	}
}

func TestInvalidIINsHaveExitCode2(t *testing.T) {
	r := bilgate(t, "iin", "850307100012", "850307100013")
	if r.code != wrongInput || !strings.Contains(r.stdout, "850307100013  invalid: check_digit") {
		t.Errorf("exit %d: %s", r.code, r.stdout)
	}
	must(t, "iin", "850307100012")
}

func TestCompletionScripts(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if text := must(t, "completion", shell); !strings.Contains(text, "bilgate") || len(text) < 1000 {
			t.Errorf("%s: %.100s", shell, text)
		}
	}
	if text := must(t, "__complete", "rejects", ""); !strings.Contains(text, "replay\t") {
		t.Errorf("the shell is told %q", text)
	}
}
