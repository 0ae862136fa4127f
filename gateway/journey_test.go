package gateway_test

import (
	"strings"
	"testing"

	"bilgate/gateway/register"
)

func TestOneInmateFromPushToBooks(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		receipt := h.push("b1", inmate("m1", "i1", 1, nil))
		if receipt.Framed != 1 || len(receipt.Unreadable) != 0 || receipt.Repeated != 0 {
			t.Fatalf("receipt %+v", receipt)
		}
		s := h.settle()
		want := register.Books{Received: 1, Registered: 1, Parts: register.Parts{Registered: 1}}
		if s.Books != want {
			t.Fatalf("books %+v, rejects %v", s.Books, h.rejects())
		}
		for _, subsystem := range []string{"fingerprint", "genomic"} {
			if d := s.Subsystems[subsystem]; d != (register.Delivered{Fed: 1, Accepted: 1}) {
				t.Errorf("%s: %+v", subsystem, d)
			}
		}
		id := h.only("person")
		v := h.versions(id)
		if p := person(t, v[0]); p.Person.Surname != "Құдайбергенов" || p.Person.BirthDate != "1885-01-01" {
			t.Errorf("the person reads %+v", p)
		}
		for _, subsystem := range []string{"fingerprint", "genomic"} {
			held := h.holdings(subsystem)
			if len(held) != 1 || held[0].ID != id || held[0].Version != 1 || held[0].Digest != v[0].Deliveries[0].Digest && held[0].Digest != v[0].Deliveries[1].Digest {
				t.Errorf("%s holds %+v", subsystem, held)
			}
		}
	})
}

func TestRejectSaysWhatTheDecoderFound(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		table := strings.Replace(string(dnaTable("S1")), "9.3", "9.30", 1)
		h.send("penitentiary.dna", "d1", "text/tab-separated-values", dnaSettings, []byte(table))
		if s := h.settle(); s.Rejected != 1 {
			t.Fatalf("books %+v", s.Books)
		}
		if text := rejectCodes(h); !strings.Contains(text, "profile_refused") || !strings.Contains(text, `"field":"TH01"`) || strings.Contains(text, "9.30") {
			t.Errorf("the reject says %s", text)
		}
	})
}
