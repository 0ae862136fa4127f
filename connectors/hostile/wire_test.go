package hostile_test

import (
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"testing"

	"bilgate/connectors"
	"bilgate/connectors/hostile"
	"bilgate/connectors/penitentiary"
	"bilgate/mapping"
	"bilgate/mapping/canon"
	values "bilgate/mapping/hostile"
)

// inmates is the feed that the faulty ones are made of.
func inmates(t *testing.T) (connectors.Feed, *mapping.Program) {
	t.Helper()
	f := penitentiary.Inbound().Feeds[0]
	kind, _ := canon.Lookup(f.Kind)
	p, problems := mapping.Compile(mapping.Source{FS: f.Mapping, File: "mapping.yaml"}, f.Schema, kind, f.Decoder)
	if p == nil {
		t.Fatal(problems)
	}
	return f, p
}

// failures are the samples that failed, each with what is wrong.
func failures(f connectors.Feed, p *mapping.Program) map[string]string {
	out := map[string]string{}
	for _, v := range hostile.Wire(f, p, regexp.MustCompile("")) {
		if v.Outcome == values.Failed {
			out[v.Sample] = v.Says
		}
	}
	return out
}

func TestAStrictFeedPasses(t *testing.T) {
	f, p := inmates(t)
	if bad := failures(f, p); len(bad) > 0 {
		t.Errorf("%v", bad)
	}
	seen := map[string]int{}
	for _, v := range hostile.Wire(f, p, regexp.MustCompile("")) {
		seen[v.Code]++
	}
	for _, code := range []string{"duplicate_key", "truncated", "syntax", "encoding", "no_id", "no_revision", "too_large", "decode.wrong_type"} {
		if seen[code] == 0 {
			t.Errorf("no sample is refused with %s: %v", code, seen)
		}
	}
}

// TestALenientFeedFails: what a library that means well lets pass is found.
func TestALenientFeedFails(t *testing.T) {
	f, p := inmates(t)
	bad := failures(lenient(f), p)
	for sample, says := range map[string]string{
		"key twice":                "nothing says that it is broken",
		"half of a surrogate pair": "a character is lost",
		"byte of no encoding":      "a character is lost",
		"unknown member":           "no finding",
		"key in capitals":          "no finding",
	} {
		if !strings.Contains(bad[sample], says) {
			t.Errorf("%s: %q", sample, bad[sample])
		}
	}
}

// lenient reads with encoding/json: a key twice counts once, a broken letter becomes another one, what is not
// known is not said.
func lenient(f connectors.Feed) connectors.Feed {
	f.Split = func(b connectors.Batch, message func(connectors.Message) error, unreadable func(connectors.Unreadable) error) error {
		body, err := io.ReadAll(b.Body)
		var object map[string]any
		if err == nil && json.Unmarshal(body, &object) != nil {
			return unreadable(connectors.Unreadable{Seq: 1, Code: connectors.CodeSyntax})
		}
		for key := range object {
			if !f.Schema.HasField(key) {
				delete(object, key)
			}
		}
		known, _ := json.Marshal(object)
		return message(connectors.Message{Seq: 1, ID: "m", Feed: f.Name, RecordID: "i", Revision: 1, Op: connectors.Put, Format: "application/json", Body: known})
	}
	return f
}

// TestAFeedThatBreaksFails: a panic and a body that vanishes are outcomes like others.
func TestAFeedThatBreaksFails(t *testing.T) {
	f, p := inmates(t)
	split := f.Split
	f.Split = func(b connectors.Batch, message func(connectors.Message) error, unreadable func(connectors.Unreadable) error) error {
		if b.Format == "text/csv" {
			return nil
		}
		return split(b, message, unreadable)
	}
	decode := f.Decode
	f.Decode = func(b *connectors.Builder, m connectors.Message) ([]connectors.Blob, error) {
		if strings.Contains(string(m.Body), "padding") {
			panic("out of range")
		}
		return decode(b, m)
	}
	bad := failures(f, p)
	if !strings.Contains(bad["a PDF file"], "vanishes") || !strings.Contains(bad["1 MB in an unknown member"], "panics") {
		t.Errorf("%v", bad)
	}
}
