package gateway_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilgate/connectors"
	"bilgate/gateway"
	"bilgate/gateway/audit"
	"bilgate/gateway/bus"
	"bilgate/gateway/register"
	"bilgate/gateway/store"
)

// What must not stop the house, or must stop only itself.

func TestObjectStoreAwayMeansNoReceiptAndNothingStored(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		large := inmate("m1", "i1", 1, map[string]any{"facility": strings.Repeat("x", 300_000)})
		check(t, os.Rename(filepath.Join(h.dir, "objects"), filepath.Join(h.dir, "away")))
		_, err := h.gateway.Emit(t.Context(), connectors.Batch{
			Feed: inmates, ID: "b1", Format: "application/x-ndjson", Received: time.Now(), Body: bytes.NewReader(ndjson(large)),
		})
		if !errors.Is(err, connectors.ErrAway) {
			t.Errorf("with the object store away: %v", err)
		}
		if s := h.settle(); s.Received != 0 {
			t.Errorf("stored all the same: %+v", s.Books)
		}
		check(t, os.Rename(filepath.Join(h.dir, "away"), filepath.Join(h.dir, "objects")))
		if r := h.push("b1", large); r.Framed != 1 || r.Repeated != 0 {
			t.Errorf("receipt %+v", r)
		}
		if s := h.settle(); s.Registered != 1 {
			t.Errorf("books %+v", s.Books)
		}
	})
}

func TestBodyThatIsGoneRejectsItsMessageAndAReplayMendsIt(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.stop()
		h.start("1") // no stage takes the message yet
		h.push("b1", inmate("m1", "i1", 1, map[string]any{"facility": strings.Repeat("x", 300_000)}), inmate("m2", "i2", 1, nil))
		found, err := filepath.Glob(filepath.Join(h.dir, "objects/*/*/*"))
		if err != nil || len(found) != 1 {
			t.Fatalf("objects %v, %v", found, err)
		}
		check(t, os.Rename(found[0], found[0]+".gone"))
		h.stop()
		h.start("1", gateway.Roles()...)
		if s := h.settle(); s.Registered != 1 || s.Rejected != 1 || !strings.Contains(rejectCodes(h), "raw.body") {
			t.Errorf("books %+v, %s", s.Books, rejectCodes(h))
		}
		check(t, os.Rename(found[0]+".gone", found[0]))
		h.replayAll()
		if s := h.settle(); s.Registered != 2 || s.Rejected != 0 {
			t.Errorf("after the replay: %+v, %s", s.Books, rejectCodes(h))
		}
	})
}

func (h *house) replayAll() {
	h.t.Helper()
	_, err := h.gateway.Replay(h.t.Context(), register.RejectQuery{Feed: inmates, Limit: 100}, audit.Event{Actor: "test"})
	check(h.t, err)
	time.Sleep(5 * time.Second)
}

func TestAlienRawRecordsAreRejectedAloneAndEachOnItsOwn(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		w := h.bus().Write(t.Context())
		good := h.gateway.MessageKey(inmates, "m1")
		for _, headers := range [][]bus.Header{nil, nil, {{Key: "ce_id", Value: good}}, {{Key: "bil-origin", Value: "no place"}}, {{Key: "bil-origin", Value: "0/0"}}} {
			check(t, w.Add(bus.Record{Topic: "raw." + inmates, Key: []byte("somebody"), Value: bytes.Repeat([]byte("x"), 3<<20), Headers: headers}))
		}
		check(t, w.Wait())
		h.push("b1", inmate("m1", "i1", 1, nil))
		s := h.settle()
		if s.Received != 6 || s.Rejected != 5 || s.Registered != 1 || strings.Count(rejectCodes(h), "raw.alien") != 5 {
			t.Errorf("books %+v, %s", s.Books, rejectCodes(h))
		}
	})
}

func TestRecordTooLargeForCanonicalIsRejected(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1", inmate("m1", "i1", 1, map[string]any{"birth_place": strings.Repeat("ә", 3<<20)}), inmate("m2", "i2", 1, nil))
		if s := h.settle(); s.Registered != 1 || s.Rejected != 1 || !strings.Contains(rejectCodes(h), "canonical.too_large") {
			t.Errorf("books %+v, %s", s.Books, rejectCodes(h))
		}
	})
}

var _ io.Reader = (*silent)(nil)

// Another worker that had lost a partition wrote once more: the owner goes on from where the register stands.
func TestOwnerGoesOnWhereTheRegisterStands(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.push("b1", inmate("m1", "i1", 1, nil))
		h.settle()
		check(t, h.db.Do(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), `UPDATE consumed SET next = next - 1 WHERE next > 0`)
			return err
		}))
		h.push("b2", inmate("m2", "i1", 2, map[string]any{"birth_place": "Верный"}))
		if s := h.settle(); s.Registered != 2 || s.Duplicate != 0 {
			t.Errorf("books %+v", s.Books)
		}
	})
}

func TestMissingSaysSinceWhenAndWhetherOverdue(t *testing.T) {
	inBubble(t, func(t *testing.T, h *house) {
		h.stop()
		h.start("1", gateway.Deliver)
		came := time.Now()
		h.push("b1", inmate("m1", "i1", 1, nil))
		feed, _ := h.gateway.Feed(inmates)
		for _, late := range []bool{false, true} {
			missing, err := h.gateway.Missing(t.Context())
			if err != nil || len(missing) != 1 || missing[0].Overdue != late || missing[0].Since.Sub(came).Abs() > time.Second {
				t.Errorf("overdue %t: %+v, %v", late, missing, err)
			}
			time.Sleep(feed.Deadline + time.Second)
		}
	})
}
