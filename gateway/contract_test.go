package gateway_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"bilgate/connectors"
	"bilgate/gateway"
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
		time.Sleep(500 * time.Millisecond)
		if virtualLocks { // another process joins while records flow, and the first leaves
			first := h.stop
			h.start("2", gateway.Roles()...)
			time.Sleep(3 * time.Second)
			first()
		} else { // the process is stopped while records flow, and starts again
			h.stop()
			h.start("1", gateway.Roles()...)
		}
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
