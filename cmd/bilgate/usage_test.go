package main

import (
	"bytes"
	"compress/gzip"
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
		{"bogus", "choose one of broker, check"},
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

// TestUnreadable: what cannot be read has a line with its code in the receipt, and the rest is stored.
func TestUnreadable(t *testing.T) {
	d := demo(t)
	good := func(id string) string {
		return `{"message_id":"` + id + `","inmate_id":"` + id + `","rev":1}` + "\n"
	}
	for name, c := range map[string]struct{ text, unreadable string }{
		"half written": {good("bad-1") + `{"message_id":"bad-2","inmate_`, `[{"seq":2,"code":"truncated"}]`},
		"windows-1251": {good("bad-3") + "{\"message_id\":\"bad-4\",\"inmate_id\":\"\xc8\xe2\xe0\xed\",\"rev\":1}\n", `[{"seq":2,"code":"encoding"}]`},
		"twice a key":  {good("bad-5") + `{"message_id":"bad-6","message_id":"bad-7","inmate_id":"BAD-6","rev":1}`, `[{"seq":2,"code":"duplicate_key"}]`},
		"20 MiB":       {`{"message_id":"bad-8","fio":["` + strings.Repeat("x", 20<<20) + `"]}` + "\n" + good("bad-9"), `[{"seq":1,"code":"too_large"}]`},
		"no JSON":      {good("bad-10") + "hello\n", ``},
	} {
		r := send(t, d, fixtures.Inmate, "lines.ndjson", c.text)
		if r.code != 0 || !strings.Contains(r.stdout, `"framed":1,`) || !strings.Contains(r.stdout, `"unreadable":`+c.unreadable) || strings.Contains(r.stdout, `"unreadable":[]`) {
			t.Errorf("%s: exit %d %.300s%s", name, r.code, r.stdout, r.stderr)
		}
	}
}

// TestPackedFiles: a file named .gz goes as it is, and one that is no gzip is refused whole.
func TestPackedFiles(t *testing.T) {
	d := demo(t)
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Write([]byte(`{"message_id":"packed-1","inmate_id":"PACKED-1","rev":1}`))
	w.Close()
	if r := send(t, d, fixtures.Inmate, "good.ndjson.gz", packed.String()); r.code != 0 || !strings.Contains(r.stdout, `"framed":1,"repeated":0,"unreadable":[]`) {
		t.Errorf("exit %d %s%s", r.code, r.stdout, r.stderr)
	}
	sentence(t, send(t, d, fixtures.Inmate, "bad.ndjson.gz", "\x1f\x8b\x08garbage"), wrongInput, "gzip")
	sentence(t, send(t, d, fixtures.Inmate, "cut.ndjson.gz", packed.String()[:packed.Len()-9]), wrongInput, "gzip")
}

// TestBatchIDs: the same bytes under an id are a repeat, other bytes a conflict.
func TestBatchIDs(t *testing.T) {
	d := demo(t)
	const text = `{"message_id":"batch-1","inmate_id":"BATCH-1","rev":1}`
	first := send(t, d, fixtures.Inmate, "a.ndjson", text, "--batch", "batch-ids")
	again := send(t, d, fixtures.Inmate, "a.ndjson", text, "--batch", "batch-ids")
	if first.code != 0 || again.code != 0 || again.stdout != strings.Replace(first.stdout, `"repeated":0`, `"repeated":1`, 1) {
		t.Errorf("%s%s%s%s", first.stdout, again.stdout, first.stderr, again.stderr)
	}
	sentence(t, send(t, d, fixtures.Inmate, "a.ndjson", text+"\n\n", "--batch", "batch-ids"), wrongInput, "other bytes")
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
