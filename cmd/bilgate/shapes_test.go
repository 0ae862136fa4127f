package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"bilgate/fixtures"
)

// The shapes that scripts may rely on, of commands that need no gateway.

func TestIINShape(t *testing.T) {
	const want = "[{birth text, iin text, pass number, reason text, sex text, valid bool}]"
	text := must(t, "iin", "--json", "850307100012", "850307100013")
	hasShape(t, text, want)
	if !strings.Contains(text, `{"iin":"850307100012","valid":true,"reason":"","birth":"1885-03-07","sex":"M","pass":1}`) {
		t.Error(text)
	}
}

func TestVersionShape(t *testing.T) {
	hasShape(t, must(t, "version", "--json"), "{go text, version text}")
}

func TestMappingShapes(t *testing.T) {
	dir := t.TempDir()
	file := strings.TrimSpace(must(t, "map", "export", "penitentiary.inmate", "--out", dir))
	if got := must(t, "map", "lint", "--json", file); got != "[]\n" {
		t.Errorf("a mapping in order: %s", got)
	}
	hasShape(t, must(t, "map", "test", "--json", file), "[{line number, name text, passed bool} | "+
		"{errors [{code text, field text, rule {column number, file text, line number}, value_class text}], line number, name text, passed bool}]")

	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	wrong := filepath.Join(dir, "wrong.yaml")
	if err := os.WriteFile(wrong, []byte(strings.Replace(string(body), "src.birth_place", "src.birth_plaec", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	r := bilgate(t, "map", "lint", "--json", wrong)
	hasShape(t, r.stdout, "[{code text, column number, end_column number, file text, fix text, line number, message text, severity text}]")
	if r.code != wrongInput || r.stderr != "" || !strings.Contains(r.stdout, "birth_place") {
		t.Errorf("exit %d, stderr %q: %s", r.code, r.stderr, r.stdout)
	}
}

func TestSchemaExport(t *testing.T) {
	for _, kind := range []string{"person", "fingerprint_registration", "genomic_registration"} {
		schema := decodeJSON[struct {
			Schema     string         `json:"$schema"`
			Type       string         `json:"type"`
			Required   []string       `json:"required"`
			Properties map[string]any `json:"properties"`
		}](t, must(t, "schema", "export", kind))
		if schema.Schema != "https://json-schema.org/draft/2020-12/schema" || schema.Type != "object" || len(schema.Required) == 0 || len(schema.Properties) == 0 {
			t.Errorf("%s: %+v", kind, schema)
		}
		if text := must(t, "schema", "export", "--format", "arrow", kind); !strings.HasPrefix(text, "schema:\n  fields: ") {
			t.Errorf("%s: %.80s", kind, text)
		}
	}
}

// The shapes of commands that look at a gateway.

func TestDemoShape(t *testing.T) {
	d := demo(t)
	hasShape(t, shared.line.String(), "{api text, broker text, dir text, fingerprint text, genomic text, "+
		"pids {broker number, fingerprint number, gateway number, genomic number}}")
	for name, pid := range d.Pids {
		if err := syscall.Kill(pid, 0); err != nil {
			t.Errorf("%s: process %d: %v", name, pid, err)
		}
	}
	file, err := os.ReadFile(filepath.Join(d.Dir, "demo.json"))
	if err != nil || string(file)+"\n" != shared.line.String() {
		t.Errorf("demo.json says %s, %v", file, err)
	}
}

func TestReceiptShape(t *testing.T) {
	d := demo(t)
	const want = "{at text, batch text, framed number, repeated number, sha256 text, unreadable [{code text, seq number}]}"
	r := send(t, d, fixtures.Inmate, "half.ndjson", "{\"message_id\":\"shape-1\",\"inmate_id\":\"SHAPE-1\",\"rev\":1}\n{\"inmate_id\":")
	hasShape(t, r.stdout, want)
	if r.code != 0 || !strings.Contains(r.stdout, `"framed":1,"repeated":0,"unreadable":[{"seq":2,"code":"truncated"}]`) {
		t.Errorf("exit %d: %s%s", r.code, r.stdout, r.stderr)
	}
	r = send(t, d, fixtures.Inmate, "none.ndjson", "")
	hasShape(t, r.stdout, strings.Replace(want, "[{code text, seq number}]", "[]", 1))
}

func TestSameSeedIsTheSameRecords(t *testing.T) {
	d := demo(t)
	shas := func(batch string) (out []string) {
		for line := range strings.Lines(must(t, "send", "--count", "30", "--seed", "41", "--batch", batch, "--json", "--to", d.API)) {
			out = append(out, decodeJSON[struct{ SHA256 string }](t, line).SHA256)
		}
		return out
	}
	if a, b := strings.Join(shas("seed-a"), " "), strings.Join(shas("seed-b"), " "); a != b || a == "" {
		t.Errorf("%s\n%s", a, b)
	}
}

func TestStatusShape(t *testing.T) {
	d := demo(t)
	const books = "duplicate number, %sparts {registered number, rejected number, unchanged number}, received number, registered number, rejected number, %sunchanged number, waiting number"
	feed := "{" + strings.ReplaceAll(books, "%s", "") + "}"
	const delivered = "{accepted number, fed number, overdue number, refused number, superseded number, waiting number}"
	text := must(t, "status", "--json", "--to", d.API)
	if v := decodeJSON[map[string]any](t, text); v["overcollected"] != nil { // stands there once a source has sent what no kind has
		delete(v, "overcollected")
		text = string(marshal(t, v)) + "\n"
	}
	want := strings.Replace(books, "%s", "feeds {penitentiary.dna "+feed+", penitentiary.inmate "+feed+", penitentiary.tenprint "+feed+"}, ", 1)
	want = strings.Replace(want, "%s", "subsystems {fingerprint "+delivered+", genomic "+delivered+"}, ", 1)
	hasShape(t, text, "{"+want+"}")
}

func TestRejectAndRecordShapes(t *testing.T) {
	d := demo(t)
	send(t, d, fixtures.Inmate, "bad.json", `{"message_id":"shape-2","inmate_id":"SHAPE-2","rev":1,"dob":"31.02.1885"}`)
	must(t, "send", "--count", "5", "--seed", "42", "--feed", fixtures.Inmate, "--to", d.API)
	settled(t, d)
	reject := "{at text, errors [{code text, field text, rule {column number, file text, line number}, value_class text}], feed text, mapping text, " +
		"message text, message_id text, origin {offset number, partition number}, part number, parts number, seq number, state text}"
	hasShape(t, must(t, "rejects", "show", "shape-2", "--feed", fixtures.Inmate, "--json", "--to", d.API), "["+reject+"]")
	hasShape(t, must(t, "rejects", "list", "--feed", fixtures.Inmate, "--json", "--to", d.API), "["+reject+"]")

	list := must(t, "records", "list", "--kind", "person", "--json", "--to", d.API)
	hasShape(t, list, "[{feed text, id text, kind text, op text, version number}]")
	id := decodeJSON[[]struct{ ID string }](t, list)[0].ID
	versions := decodeJSON[[]map[string]any](t, must(t, "records", "show", id, "--json", "--to", d.API))
	for _, member := range []string{"version", "state", "op", "order", "received_at", "registered_at", "mapping", "record", "deliveries"} {
		if _, ok := versions[0][member]; !ok {
			t.Errorf("records show has no %s", member)
		}
	}
	hasShape(t, must(t, "rejects", "replay", "--feed", fixtures.Inmate, "--message", "shape-2", "--json", "--to", d.API), "{replayed number}")
	settled(t, d)
}

func TestJobShapes(t *testing.T) {
	d := demo(t)
	hasShape(t, must(t, "jobs", "list", "--json", "--to", d.API), "[{help text, name text, next text, when text}]")
	run := decodeJSON[map[string]any](t, must(t, "jobs", "run", "reconcile", "--json", "--to", d.API))
	const want = "{attempt number, ended text, holder text, job text, slot text, started text, state text, summary {}, trigger text}"
	summary := run["summary"].(map[string]any)
	for _, name := range []string{"differences", "fingerprint.compared", "fingerprint.missing", "fingerprint.extra", "fingerprint.altered",
		"fingerprint.other_version", "fingerprint.in_flight", "genomic.compared", "genomic.missing", "genomic.extra", "genomic.altered",
		"genomic.other_version", "genomic.in_flight"} {
		if _, ok := summary[name].(float64); !ok {
			t.Errorf("the summary has no %s", name)
		}
	}
	run["summary"] = map[string]any{}
	if got := shape(run); got != want {
		t.Errorf("shape\n got %s\nwant %s", got, want)
	}
	history := decodeJSON[[]map[string]any](t, must(t, "jobs", "history", "reconcile", "--json", "--to", d.API))
	if len(history) == 0 || history[0]["slot"] != run["slot"] {
		t.Errorf("the newest run comes first: %v", history)
	}
}

func TestPublishShape(t *testing.T) {
	d := demo(t)
	file := strings.TrimSpace(must(t, "map", "export", "penitentiary.dna", "--out", t.TempDir()))
	hasShape(t, must(t, "map", "publish", file, "--json", "--to", d.API),
		"{feed text, mapping {hash text, name text, version number}, switches [{from number, mapping text, partition number}]}")

	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(body, "# other bytes\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := bilgate(t, "map", "publish", file, "--to", d.API); r.code != wrongInput || !strings.Contains(r.stderr, "raise `version`") {
		t.Errorf("the same version of another mapping: exit %d, %s", r.code, r.stderr)
	}
}
