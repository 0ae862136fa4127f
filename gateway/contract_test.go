package gateway_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilgate/connectors"
	"bilgate/connectors/all"
	"bilgate/gateway"
	"bilgate/gateway/audit"
	"bilgate/gateway/bus"
	"bilgate/gateway/register"
)

// One test a point of the delivery contract, by its name.

func TestContract1Identity(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1", inmate("m1", "i1", 1, nil))
		h.settle()
		h.push("b2", inmate("m1", "i1", 1, nil))
		h.push("b3", inmate("m1", "i1", 2, map[string]any{"birth_place": "Верный"}))
		s := h.settle()
		if s.Duplicate != 1 || s.Rejected != 1 || s.Registered != 1 {
			t.Errorf("books %+v", s.Books)
		}
		if r := h.rejects(); len(r) != 1 || !strings.Contains(string(r[0].Errors), register.CodeIdentityConflict) {
			t.Errorf("rejects %+v", r)
		}
		// A, B, A again is three updates, whatever the digests.
		a, b := inmate("m2", "i1", 3, map[string]any{"birth_place": "Верный"}), inmate("m3", "i1", 4, nil)
		h.push("b4", a, b)
		h.settle()
		if v := h.versions(h.only("person")); len(v) != 3 {
			t.Errorf("A, B, A made %d versions", len(v))
		}
	})
}

func TestContract2WaysIn(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1", inmate("m1", "i1", 1, nil), inmate("m2", "i2", 1, map[string]any{"pol": "?"}))
		h.settle()
		h.push("b2", inmate("m3", "i1", 1, nil))
		h.settle()
		got := map[string]string{}
		last := int64(0)
		for _, o := range h.outcomes(inmates) {
			if o.Cursor <= last {
				t.Errorf("cursor %d after %d", o.Cursor, last)
			}
			last, got[o.MessageID] = o.Cursor, o.Outcome
		}
		if got["m1"] != register.Registered || got["m2"] != register.Rejected || got["m3"] != register.Unchanged || len(got) != 3 {
			t.Errorf("outcomes in the agency's own ids: %v", got)
		}
		rest, err := h.gateway.Register().Outcomes(t.Context(), inmates, last-1, 10)
		if err != nil || len(rest) != 1 || rest[0].Cursor != last {
			t.Errorf("after cursor %d: %+v, %v", last-1, rest, err)
		}
	})
}

func TestContract3Raw(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		large := strings.Repeat("ә", 200_000)
		h.push("b1", inmate("m-secret", "i-secret", 1, nil), inmate("m2", "i2", 1, map[string]any{"facility": large}))
		h.settle()
		b := h.bus()
		n := 0
		for p := range int32(4) {
			h.scan(b, "raw."+inmates, p, func(r *bus.Record) {
				n++
				whole := fmt.Sprintf("%s %s %v", r.Key, r.Value, r.Headers)
				if strings.Contains(whole, "secret") || strings.Contains(whole, "Семей") {
					t.Error("raw shows an agency's id or a value")
				}
				if len(r.Value) > 100<<10 {
					t.Errorf("a body of %d bytes travels on Kafka", len(r.Value))
				}
			})
		}
		if n != 2 {
			t.Errorf("%d raw records, want 2", n)
		}
		err := h.gateway.Register().RememberTopic(t.Context(), "raw."+inmates, "another id", 4)
		var other *register.OtherTopic
		if !errors.As(err, &other) {
			t.Errorf("another topic under the same name: %v", err)
		}
	})
}

func TestContract4OrderAndVersion(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1", inmate("m3", "i1", 3, map[string]any{"birth_place": "C"}))
		h.settle()
		h.push("b2",
			inmate("m1", "i1", 1, map[string]any{"birth_place": "C"}), // older, content of the current one
			inmate("m2", "i1", 3, map[string]any{"birth_place": "X"}), // equal order, other content
			inmate("m4", "i1", 4, map[string]any{"birth_place": "C"})) // newer, equal content
		s := h.settle()
		v := h.versions(h.only("person"))
		if len(v) != 2 || v[0].State != register.Current || v[1].State != register.Superseded || len(v[1].Deliveries) != 0 {
			t.Errorf("versions %+v", v)
		}
		if s.Registered != 2 || s.Rejected != 1 || s.Unchanged != 1 {
			t.Errorf("books %+v", s.Books)
		}
		for _, held := range h.holdings("genomic") {
			if held.Version != 1 {
				t.Errorf("a subsystem was sent version %d", held.Version)
			}
		}
	})
}

func TestContract5Translate(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.send("penitentiary.dna", "d1", "text/tab-separated-values", dnaSettings, dnaTable("S1", "S2", "S3"))
		s := h.settle()
		if s.Feeds["penitentiary.dna"].Parts != (register.Parts{Registered: 3}) || s.Received != 1 {
			t.Errorf("three profiles in one message: %+v, rejects %s", s.Feeds["penitentiary.dna"], rejectCodes(h))
		}
		for _, o := range h.outcomes("penitentiary.dna") {
			if o.Parts != 3 {
				t.Errorf("outcome %+v of a message of three parts", o)
			}
		}
		h.send("penitentiary.dna", "d2", "text/tab-separated-values", dnaSettings, dnaTable())
		if s = h.settle(); s.Rejected != 1 {
			t.Errorf("a table without a profile: %+v", s.Books)
		}
	})
}

func TestContract6Register(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		var batch []map[string]any
		for i := range 200 {
			batch = append(batch, inmate(fmt.Sprint("m", i), fmt.Sprint("i", i), 1, nil))
		}
		h.push("b1", batch...)
		// Another process joins while records flow, and the first leaves.
		first := h.stop
		h.start("2", gateway.Roles()...)
		time.Sleep(3 * time.Second)
		first()
		h.push("b2", batch...)
		s := h.settle()
		if s.Registered != 200 || s.Duplicate != 200 {
			t.Errorf("books %+v", s.Books)
		}
		if d := s.Subsystems["genomic"]; d.Fed != 200 || d.Accepted != 200 {
			t.Errorf("deliveries %+v", d)
		}
	})
}

func TestContract7Replay(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1", inmate("m1", "i1", 1, map[string]any{"pol": "муж."}))
		h.settle()
		again := func() register.Status {
			_, err := h.gateway.Replay(t.Context(), register.RejectQuery{Feed: inmates, Limit: 10}, audit.Event{Actor: "test"})
			check(t, err)
			time.Sleep(5 * time.Second)
			return h.settle()
		}
		if s := again(); s.Received != 1 || s.Rejected != 1 {
			t.Errorf("a replay under the same mapping: %+v", s.Books)
		}
		p := h.publishWord("муж.")
		if len(p.Switches) != 4 {
			t.Errorf("switches %+v", p.Switches)
		}
		h.push("b2", inmate("m2", "i1", 2, map[string]any{"birth_place": "Верный"}))
		h.settle()
		s := again()
		if s.Received != 2 || s.Rejected != 0 || s.Registered != 2 {
			t.Errorf("a replay under the mended mapping: %+v, %s", s.Books, rejectCodes(h))
		}
		v := h.versions(h.only("person"))
		if len(v) != 2 || v[0].State != register.Current || v[1].Mapping != p.Mapping.Hash {
			t.Errorf("the mended older message is no older version: %+v", v)
		}
	})
}

func TestContract8Deliver(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.behave("genomic", `{"drop_every": 1}`)
		h.push("b1", inmate("m1", "i1", 1, nil))
		time.Sleep(20 * time.Second)
		h.push("b2", inmate("m2", "i1", 2, map[string]any{"birth_place": "Верный"}))
		time.Sleep(20 * time.Second)
		h.behave("genomic", `{}`)
		s := h.settle()
		if d := s.Subsystems["genomic"]; d.Accepted+d.Superseded != d.Fed || d.Fed != 2 {
			t.Errorf("deliveries %+v", d)
		}
		if held := h.holdings("genomic"); len(held) != 1 || held[0].Version != 2 {
			t.Errorf("after lost answers genomic holds %+v", held)
		}
		h.behave("fingerprint", `{"refuse_every": 1}`)
		h.push("b3", inmate("m3", "i2", 1, nil))
		s = h.settle()
		if d := s.Subsystems["fingerprint"]; d.Refused != 1 {
			t.Errorf("a refusal: %+v", d)
		}
		if d := s.Subsystems["genomic"]; d.Accepted+d.Superseded != 3 {
			t.Errorf("the other subsystem: %+v", d)
		}
	})
}

func TestContract9Withdrawal(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1", inmate("m1", "i1", 1, nil))
		h.settle()
		h.push("b2",
			map[string]any{"op": "retract", "id": "i1", "revision": 2, "message_id": "m2"},
			map[string]any{"op": "retract", "id": "nobody", "revision": 1, "message_id": "m3"})
		s := h.settle()
		if s.Registered != 3 {
			t.Errorf("books %+v, %s", s.Books, rejectCodes(h))
		}
		for _, subsystem := range []string{"fingerprint", "genomic"} {
			if held := h.holdings(subsystem); len(held) != 0 {
				t.Errorf("%s still holds %+v", subsystem, held)
			}
			if d := s.Subsystems[subsystem]; d.Fed != 2 || d.Accepted != 2 {
				t.Errorf("%s: %+v", subsystem, d)
			}
		}
		found, err := h.gateway.Register().Records(t.Context(), "person", "", 10)
		check(t, err)
		for _, r := range found {
			v := h.versions(r.ID)
			if len(v) == 2 && person(t, v[0]).Person.Surname == "" {
				t.Error("the withdrawn record's old version cannot be read")
			}
		}
	})
}

func TestContract10Books(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1",
			inmate("m1", "i1", 1, nil), inmate("m2", "i2", 1, nil), // two registered
			inmate("m3", "i1", 2, nil), // unchanged
			inmate("m4", "i4", 1, map[string]any{"dob": "31.02.1885"}))
		h.push("b2", inmate("m1", "i1", 1, nil)) // duplicate
		s := h.settle()
		want := register.Books{Received: 5, Duplicate: 1, Rejected: 1, Registered: 2, Unchanged: 1,
			Parts: register.Parts{Rejected: 1, Registered: 2, Unchanged: 1}}
		if s.Feeds[inmates] != want {
			t.Errorf("books %+v, want %+v", s.Feeds[inmates], want)
		}
		// A message that no translate has seen is named.
		h.stop()
		h.start("1", gateway.Deliver)
		h.push("b3", inmate("m5", "i5", 1, nil))
		time.Sleep(time.Second)
		missing, err := h.gateway.Missing(t.Context())
		if err != nil || len(missing) != 1 || missing[0].Message != h.gateway.MessageKey(inmates, "m5") {
			t.Errorf("missing %+v, %v", missing, err)
		}
	})
}

func TestContract11AtRest(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1", inmate("m1", "i1", 1, nil))
		h.send("penitentiary.dna", "d1", "text/tab-separated-values", dnaSettings, dnaTable("S-MARKED"))
		h.settle()
		b := h.bus()
		for _, topic := range []string{"raw." + inmates, "raw.penitentiary.dna", "canonical.genomic_registration"} {
			spans, err := b.Spans(t.Context(), topic)
			check(t, err)
			for p := range spans {
				h.scan(b, topic, p, func(r *bus.Record) {
					for _, marked := range []string{"Құдайбергенов", "D3S1358"} {
						if bytes.Contains(r.Value, []byte(marked)) {
							t.Errorf("%s shows %s", topic, marked)
						}
					}
				})
			}
		}
		h.stop()
		check(t, fs.WalkDir(os.DirFS(h.dir), ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(path, "fingerprint") || strings.HasPrefix(path, "genomic") {
				return err
			}
			body, err := os.ReadFile(filepath.Join(h.dir, path))
			for _, marked := range []string{"Құдайбергенов", "D3S1358", "S-MARKED"} {
				if bytes.Contains(body, []byte(marked)) {
					t.Errorf("%s shows %s", path, marked)
				}
			}
			return err
		}))
	})
}

func TestTheSameBatchAgainHasTheSameReceipt(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		first := h.push("b1", inmate("m1", "i1", 1, nil))
		again := h.push("b1", inmate("m1", "i1", 1, nil))
		if again.Repeated != 1 || again.SHA256 != first.SHA256 || !again.At.Equal(first.At) {
			t.Errorf("first %+v, again %+v", first, again)
		}
		_, err := h.gateway.Emit(t.Context(), connectors.Batch{
			Feed: inmates, ID: "b1", Format: "application/x-ndjson", Received: time.Now(),
			Body: bytes.NewReader(ndjson(inmate("m9", "i1", 1, nil))),
		})
		if !errors.Is(err, connectors.ErrConflict) {
			t.Errorf("other bytes under the same id: %v", err)
		}
		if s := h.settle(); s.Received != 1 {
			t.Errorf("received %d", s.Received)
		}
	})
}

var dnaSettings = map[string]string{"category": "convicted", "laboratory": "LAB1", "reader": "R1"}

// dnaTable is a GeneMapper table in the wide layout with one profile a sample.
func dnaTable(samples ...string) []byte {
	loci := []string{"AMEL", "D3S1358", "vWA", "D16S539", "CSF1PO", "TPOX", "D8S1179", "D21S11", "D18S51", "TH01", "FGA"}
	values := []string{"X, Y", "15, 16", "17, 18", "9, 12", "10, 12", "8, 8", "12, 13", "29, 31.2", "13, 17", "6, 9.3", "21, 24"}
	var b strings.Builder
	b.WriteString("Sample Name\t" + strings.Join(loci, "\t") + "\r\n")
	for _, s := range samples {
		b.WriteString(s + "\t" + strings.Join(values, "\t") + "\r\n")
	}
	return []byte(b.String())
}

func rejectCodes(h *house) string {
	var out []string
	for _, r := range h.rejects() {
		out = append(out, string(r.Errors))
	}
	return strings.Join(out, "; ")
}

func (h *house) bus() *bus.Bus {
	h.t.Helper()
	b, err := bus.Open(bus.Config{Seeds: h.cluster.ListenAddrs(), Dial: h.net.DialContext})
	check(h.t, err)
	h.closers = append(h.closers, b.Close)
	return b
}

func (h *house) scan(b *bus.Bus, topic string, partition int32, fn func(*bus.Record)) {
	h.t.Helper()
	spans, err := b.Spans(h.t.Context(), topic)
	check(h.t, err)
	ctx, cancel := context.WithTimeout(h.t.Context(), time.Minute)
	defer cancel()
	check(h.t, b.Scan(ctx, bus.Place{Topic: topic, Partition: partition}, spans[partition].Start, spans[partition].End, func(r *bus.Record) error {
		fn(r)
		return nil
	}))
}

// publishWord adds a word for "male" to the inmate feed's code list and publishes it as the next version.
func (h *house) publishWord(word string) register.Publication {
	h.t.Helper()
	feed, _ := all.Feed(inmates)
	files, err := gateway.Files(feed.Mapping)
	check(h.t, err)
	files["sex.csv"] += "M," + word + "\n"
	files[gateway.MappingFile] = strings.Replace(files[gateway.MappingFile], "version: 1\n", "version: 2\n", 1)
	p, err := h.gateway.Publish(h.t.Context(), inmates, "test", files)
	check(h.t, err)
	return p
}
