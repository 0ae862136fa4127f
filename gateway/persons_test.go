package gateway_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	"bilgate/fixtures"
	"bilgate/gateway/audit"
	"bilgate/gateway/register"
	"bilgate/gateway/store"
)

const (
	iinA = "850101100012"
	iinB = "850307100012"
)

func (h *house) person(iin string) (kinds []string) {
	h.t.Helper()
	records, err := h.gateway.Person(h.t.Context(), iin, audit.Event{Actor: "clerk", Action: "extract.print"})
	check(h.t, err)
	for _, r := range records {
		kinds = append(kinds, r.Kind)
	}
	slices.Sort(kinds)
	return kinds
}

func TestPersonComesWithTheProfileThatItsRecordNames(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1", inmate("m1", "i1", 1, map[string]any{"barcode": "S1"}))
		h.send(dna, "d1", "text/tab-separated-values", dnaSettings, dnaTable("S1", "S2"))
		h.settle()
		if got := h.person(iinA); !slices.Equal(got, []string{"genomic_registration", "person"}) {
			t.Errorf("under the IIN: %v, %s", got, rejectCodes(h))
		}
		h.push("b2", map[string]any{"op": "retract", "id": "i1", "revision": 2, "message_id": "m2"})
		h.settle()
		if got := h.person(iinA); len(got) != 0 {
			t.Errorf("withdrawn: %v", got)
		}
	})
}

// One made-up person in all three feeds: card and profile have no IIN and are found through the person's record.
func TestPersonComesWithCardAndProfile(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		var iin string
		for _, feed := range fixtures.Feeds {
			for n, b := range fixtures.Batches(7, 1, feed) {
				h.send(feed, fmt.Sprint(feed, n), b.Format, b.Set, b.Body)
				var m struct{ IIN string }
				if feed == fixtures.Inmate {
					check(t, json.Unmarshal(bytes.TrimSpace(b.Body), &m))
					iin = m.IIN
				}
			}
		}
		h.settle()
		if got, want := h.person(iin), []string{"fingerprint_registration", "genomic_registration", "person"}; !slices.Equal(got, want) {
			t.Errorf("the person's records: %v, want %v; %s", got, want, rejectCodes(h))
		}
	})
}

func TestCorrectedIINIsNotFoundUnderTheOldOne(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1", inmate("m1", "i1", 1, nil))
		h.settle()
		h.push("b2", inmate("m2", "i1", 2, map[string]any{"iin": iinB}), inmate("m0", "i1", 0, map[string]any{"birth_place": "Верный"}))
		h.settle()
		if a, b := h.person(iinA), h.person(iinB); len(a) != 0 || len(b) != 1 {
			t.Errorf("under the old number %v, under the new one %v, %s", a, b, rejectCodes(h))
		}
		by := audit.Event{Actor: "clerk"}
		for iin, want := range map[string]int{iinA: 0, iinB: 1} {
			if found, err := h.gateway.Find(t.Context(), "iin", iin, by); err != nil || len(found) != want {
				t.Errorf("found %d, want %d, %v", len(found), want, err)
			}
		}
	})
}

// I8: without an audit log there is no access.
func TestNoAccessWithoutAnAuditEvent(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1", inmate("m1", "i1", 1, nil), inmate("m2", "i2", 1, map[string]any{"pol": "муж."}))
		h.settle()
		h.publishWord("муж.")
		id := h.only("person")
		check(t, h.db.Do(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), `CREATE TRIGGER full BEFORE INSERT ON audit_event BEGIN SELECT RAISE(ABORT, 'disk is full'); END`)
			return err
		}))
		by := audit.Event{Actor: "clerk"}
		records, err1 := h.gateway.Person(t.Context(), iinA, by)
		versions, err2 := h.gateway.Versions(t.Context(), id, true, by)
		found, err3 := h.gateway.Find(t.Context(), "iin", iinA, by)
		replayed, err4 := h.gateway.Replay(t.Context(), register.RejectQuery{Feed: inmates}, by)
		rejects, err5 := h.gateway.Rejects(t.Context(), register.RejectQuery{Feed: inmates}, by)
		if err1 == nil || err2 == nil || err3 == nil || err4 == nil || err5 == nil || len(records)+len(versions)+len(found)+replayed+len(rejects) > 0 {
			t.Errorf("%v, %v, %v, %v, %v; %d, %d, %d, %d, %d", err1, err2, err3, err4, err5, len(records), len(versions), len(found), replayed, len(rejects))
		}
		if s := h.settle(); errors.Join(err1, err2, err3, err4) != nil && s.Rejected != 1 {
			t.Errorf("the replay went on all the same: %+v", s.Books)
		}
	})
}

func TestEveryAccessIsInTheAuditLogWithoutAValue(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1", inmate("m1", "i1", 1, nil))
		h.settle()
		h.person(iinA)
		h.versions(h.only("person"))
		_, err := h.gateway.Find(t.Context(), "iin", iinA, audit.Event{Actor: "clerk"})
		check(t, err)
		h.replayAll()
		events, err := h.gateway.Audit().Recent(t.Context(), "", 10)
		check(t, err)
		var actions []string
		for _, e := range events {
			actions = append(actions, e.Action)
			if e.Object == "" || e.Object == iinA || e.Decision != audit.Allowed || e.At.IsZero() {
				t.Errorf("event %+v", e)
			}
		}
		if want := []string{"rejects.replay", "records.find", "records.show", "extract.print"}; !slices.Equal(actions, want) {
			t.Errorf("actions %v, want %v", actions, want)
		}
	})
}
