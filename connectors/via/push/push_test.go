package push

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"bilgate/connectors"
)

var feeds = map[string]*connectors.Feed{
	"a.records": {
		Name: "a.records", Formats: []string{"application/json", "application/x-ndjson", "text/csv"},
		Settings: []connectors.Setting{{Name: "laboratory"}, {Name: "reader"}},
	},
	"a.cards": {Name: "a.cards", Formats: []string{"application/octet-stream", "application/x-ansi-nist", "application/zip", "application/json"}},
	"a.xml":   {Name: "a.xml", Formats: []string{"application/xml"}},
}

// agency talks to a real server whose Emit is given.
type agency struct {
	*testing.T
	server *httptest.Server
	got    connectors.Batch
	bytes  string
}

// newAgency starts a server; emit gets the batch after its body was read, nil accepts everything.
func newAgency(t *testing.T, max int64, emit func(connectors.Batch) (connectors.Receipt, error)) *agency {
	a := &agency{T: t}
	h := Handler(func(name string) (*connectors.Feed, bool) { f, ok := feeds[name]; return f, ok },
		func(_ context.Context, b connectors.Batch) (connectors.Receipt, error) {
			text, err := io.ReadAll(b.Body)
			a.got, a.bytes = b, string(text)
			if err != nil {
				return connectors.Receipt{}, errors.Join(errors.New("store the batch"), err)
			}
			if emit == nil {
				return connectors.Receipt{Batch: b.ID, Framed: 1}, nil
			}
			return emit(b)
		}).(handler)
	h.max = max
	mux := http.NewServeMux()
	mux.Handle("POST /v1/feeds/{feed}/batches/{id}", h)
	a.server = httptest.NewServer(mux)
	t.Cleanup(a.server.Close)
	return a
}

// post sends a body, whose headers stand in pairs, and returns status, problem code and answer.
func (a *agency) post(path, body string, headers ...string) (int, string, http.Header, string) {
	a.Helper()
	r, err := http.NewRequest("POST", a.server.URL+"/v1/feeds/"+path, strings.NewReader(body))
	if err != nil {
		a.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := a.server.Client().Do(r)
	if err != nil {
		a.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		a.Fatal(err)
	}
	var p problem
	if answer.StatusCode != http.StatusOK {
		if err := json.Unmarshal(text, &p); err != nil || p.Status != answer.StatusCode || p.Detail == "" || p.Title == "" {
			a.Errorf("%s: no problem as RFC 9457 wants it: %s", path, text)
		}
		if media := answer.Header.Get("Content-Type"); media != "application/problem+json" {
			a.Errorf("%s: a problem comes as %q", path, media)
		}
	}
	return answer.StatusCode, p.Code, answer.Header, string(text)
}

func TestPushAnswersWithTheReceipt(t *testing.T) {
	a := newAgency(t, 1000, nil)
	status, _, header, text := a.post("a.records/batches/b-1?set.reader=%D0%90.%20%D0%91.&set.laboratory=L1", "{\"a\":1}\n", "Content-Type", "application/x-ndjson; charset=UTF-8")
	if status != http.StatusOK || header.Get("Content-Type") != "application/json" {
		t.Fatalf("%d %s %s", status, header.Get("Content-Type"), text)
	}
	if !strings.Contains(text, `"unreadable":[]`) || !strings.Contains(text, `"batch":"b-1"`) {
		t.Errorf("the receipt is %s", text)
	}
	if a.got.Feed != "a.records" || a.got.ID != "b-1" || a.got.Format != "application/x-ndjson" || a.bytes != "{\"a\":1}\n" {
		t.Errorf("the batch is %+v with %q", a.got, a.bytes)
	}
	if a.got.Set["reader"] != "А. Б." || a.got.Set["laboratory"] != "L1" || a.got.Received.IsZero() {
		t.Errorf("the batch is %+v", a.got)
	}
}

func TestPushTakesPackedBodies(t *testing.T) {
	a := newAgency(t, 4<<20, nil)
	body := strings.Repeat("{\"a\":\"0123456789\"}\n", 1000)
	if status, _, _, text := a.post("a.records/batches/b", packed(body), "Content-Encoding", "gzip", "Content-Type", "application/x-ndjson"); status != 200 || a.bytes != body {
		t.Errorf("%d %s", status, text)
	}
	whole := packed(strings.Repeat("x", 5000))
	for name, c := range map[string]struct {
		body, code string
		status     int
	}{
		"no gzip at all":         {"plain", "batch_gzip", 400},
		"cut":                    {whole[:len(whole)-6], "batch_gzip", 400},
		"a bomb by ratio":        {packed(strings.Repeat("\x00", 3<<20)), "batch_ratio", 413},
		"larger when unpacked":   {packed(random(5 << 20)), "batch_too_large", 413},
		"something else follows": {whole + "garbage", "batch_gzip", 400},
	} {
		status, code, _, _ := a.post("a.cards/batches/b", c.body, "Content-Encoding", "gzip")
		if status != c.status || code != c.code {
			t.Errorf("%s: %d %s, want %d %s", name, status, code, c.status, c.code)
		}
	}
}

func packed(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, text)
	w.Close()
	return b.String()
}

// random is text that packs to about half of its size.
func random(n int) string {
	b, x := make([]byte, n), uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = 'a' + byte(x>>28)
	}
	return string(b)
}

func TestPushRefusesBeforeAnythingIsStored(t *testing.T) {
	a := newAgency(t, 100, func(connectors.Batch) (connectors.Receipt, error) {
		t.Error("the batch was stored")
		return connectors.Receipt{}, nil
	})
	for name, c := range map[string]struct {
		path, body string
		header     []string
		status     int
		code       string
	}{
		"an unknown feed":             {"b.records/batches/b", "{}", nil, 404, "unknown_feed"},
		"a batch id with a slash":     {"a.records/batches/b%2Fc", "{}", nil, 400, "batch_id"},
		"a batch id with a blank":     {"a.records/batches/b%20c", "{}", nil, 400, "batch_id"},
		"a long batch id":             {"a.records/batches/" + strings.Repeat("b", 129), "{}", nil, 400, "batch_id"},
		"an unknown setting":          {"a.records/batches/b?set.lab=1", "{}", nil, 400, "setting"},
		"an unknown parameter":        {"a.records/batches/b?laboratory=1", "{}", nil, 400, "setting"},
		"a setting twice":             {"a.records/batches/b?set.reader=1&set.reader=2", "{}", nil, 400, "setting"},
		"an empty setting":            {"a.records/batches/b?set.reader=", "{}", nil, 400, "setting"},
		"a setting over lines":        {"a.records/batches/b?set.reader=a%0Ab", "{}", nil, 400, "setting"},
		"a setting not in UTF-8":      {"a.records/batches/b?set.reader=%FF", "{}", nil, 400, "setting"},
		"a query that does not parse": {"a.records/batches/b?set.reader=%zz", "{}", nil, 400, "setting"},
		"another format":              {"a.records/batches/b", "{}", []string{"Content-Type", "application/pdf"}, 415, "format"},
		"a content type of nonsense":  {"a.records/batches/b", "{}", []string{"Content-Type", ";;"}, 415, "format"},
		"another character set":       {"a.records/batches/b", "a;b\n", []string{"Content-Type", "text/csv; charset=windows-1251"}, 415, "format"},
		"unrecognisable":              {"a.records/batches/b", "hello", nil, 415, "format"},
		"another packing":             {"a.records/batches/b", "{}", []string{"Content-Encoding", "br"}, 415, "encoding"},
	} {
		status, code, _, _ := a.post(c.path, c.body, c.header...)
		if status != c.status || code != c.code {
			t.Errorf("%s: %d %s, want %d %s", name, status, code, c.status, c.code)
		}
	}
}

func TestPushTellsFailuresApart(t *testing.T) {
	for name, c := range map[string]struct {
		err    error
		status int
		code   string
	}{
		"conflict":         {connectors.ErrConflict, 409, "batch_conflict"},
		"storage away":     {errors.Join(connectors.ErrAway, errors.New("dial")), 503, "away"},
		"gone in between":  {connectors.ErrUnknownFeed, 404, "unknown_feed"},
		"something unseen": {errors.New("secret detail"), 500, "internal"},
	} {
		a := newAgency(t, 100, func(connectors.Batch) (connectors.Receipt, error) { return connectors.Receipt{}, c.err })
		status, code, header, text := a.post("a.records/batches/b", "{}")
		if status != c.status || code != c.code || strings.Contains(text, "secret") {
			t.Errorf("%s: %d %s, want %d %s", name, status, text, c.status, c.code)
		}
		if again := header.Get("Retry-After"); (again != "") != (status == 503) {
			t.Errorf("%s: Retry-After %q", name, again)
		}
	}
}

func TestPushRefusesABatchOverTheCap(t *testing.T) {
	a := newAgency(t, 100, nil)
	if status, code, _, _ := a.post("a.records/batches/b", strings.Repeat("{}\n", 33)); status != 200 {
		t.Errorf("99 bytes: %d %s", status, code)
	}
	if status, code, _, _ := a.post("a.records/batches/b", strings.Repeat("{}\n", 34)); status != 413 || code != "batch_too_large" {
		t.Errorf("102 bytes: %d %s", status, code)
	}
}

func TestPushOfABodyThatBreaksOff(t *testing.T) {
	h := Handler(func(name string) (*connectors.Feed, bool) { return feeds["a.records"], true },
		func(_ context.Context, b connectors.Batch) (connectors.Receipt, error) {
			_, err := io.Copy(io.Discard, b.Body)
			return connectors.Receipt{}, err
		})
	r := httptest.NewRequest("POST", "/v1/feeds/a.records/batches/b", io.MultiReader(strings.NewReader("{}\n"), brokenOff{}))
	r.SetPathValue("feed", "a.records")
	r.SetPathValue("id", "b")
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 400 || !strings.Contains(w.Body.String(), "batch_cut") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

type brokenOff struct{}

func (brokenOff) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestPushRecognisesTheFormat(t *testing.T) {
	a := newAgency(t, 1000, nil)
	for _, c := range []struct{ feed, contentType, body, want string }{
		{"a.records", "", `{"a":1}`, "application/json"},
		{"a.records", "", "{\n\"a\":1}", "application/json"},
		{"a.records", "", "{\"a\":\"}\\\"{\"}\n{\"a\":1}\n", "application/x-ndjson"},
		{"a.records", "", "{\"a\":1\n}\n{\"a\":1}\n", "application/json"},
		{"a.records", "", "\ufeff [ {} ]", "application/json"},
		{"a.records", "application/octet-stream", "a;b\n1;2\n", "text/csv"},
		{"a.records", "text/plain; charset=utf-8", "a,b\n1,2\n", "text/csv"},
		{"a.records", "application/x-www-form-urlencoded", "[]", "application/json"},
		{"a.records", "application/ndjson", "[]", "application/x-ndjson"},
		{"a.cards", "", "1.001:156\x1d", "application/x-ansi-nist"},
		{"a.cards", "", "PK\x03\x04", "application/zip"},
		{"a.cards", "application/octet-stream", "\x00\x01", "application/octet-stream"},
		{"a.cards", "", `{"op":"retract"}`, "application/json"},
		{"a.xml", "text/xml", "<a/>", "application/xml"},
		{"a.xml", "", "anything", "application/xml"},
	} {
		status, code, _, _ := a.post(c.feed+"/batches/b", c.body, "Content-Type", c.contentType)
		if status != 200 || a.got.Format != c.want || a.bytes != c.body {
			t.Errorf("%s %q %q: %d %s %s, want %s", c.feed, c.contentType, c.body, status, code, a.got.Format, c.want)
		}
	}
}

func TestRecogniseTables(t *testing.T) {
	for head, want := range map[string]string{
		"Sample Name\tMarker\tAllele 1\n": "text/tab-separated-values",
		"a\tb,c;d,e\n":                    "text/csv",
		"\ufeffa;b\n":                     "text/csv",
		"\n<?xml version=\"1.0\"?>":       "application/xml",
		"01.001:":                         "application/x-ansi-nist",
		"word":                            "",
		"":                                "",
	} {
		if got := append(mediaTypes([]byte(head)), ""); got[0] != want {
			t.Errorf("%q: %q, want %q", head, got[0], want)
		}
	}
}
