package gateway_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilgate/gateway"
	"bilgate/gateway/audit"
	"bilgate/gateway/bus"
	"bilgate/gateway/register"
)

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
