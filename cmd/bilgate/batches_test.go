package main

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"bilgate/fixtures"
)

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
