package register

import (
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
	"time"

	"bilgate/gateway/store"
	"bilgate/gateway/store/storetest"
	"bilgate/gateway/vault"
	"bilgate/mapping/canon"
	"bilgate/schedules"
	"bilgate/schedules/ledgertest"
)

// open gives a test a register of its own: on SQLite, and on PostgreSQL where BILGATE_TEST_POSTGRES names one.
func open(t *testing.T, url string) *Register {
	t.Helper()
	db, err := store.Open(t.Context(), url, Migrations())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	key := make([]byte, 32)
	rand.Read(key)
	v, err := vault.New(key, key)
	if err != nil {
		t.Fatal(err)
	}
	return New(db, v, func(kind string) []string {
		if kind == "person" {
			return []string{"fingerprint", "genomic"}
		}
		return []string{"genomic"}
	})
}

// everywhere runs a test on each database.
func everywhere(t *testing.T, test func(t *testing.T, r *Register)) {
	storetest.Everywhere(t, func(t *testing.T, url string) { test(t, open(t, url)) })
}

// feeder makes outcomes as translate would, and applies them.
type feeder struct {
	t    *testing.T
	r    *Register
	next int64 // on canonical.person/0
	raw  int64
}

func newFeeder(t *testing.T, r *Register) *feeder {
	f := &feeder{t: t, r: r}
	if _, err := r.Positions(t.Context(), []Place{{"canonical.person", 0}}); err != nil {
		t.Fatal(err)
	}
	return f
}

// put is a canonical record: message id, record, order, content.
func (f *feeder) put(message, record string, order int64, content string) Outcome {
	f.raw++
	body, err := canon.Record{ID: record, Kind: "person", Op: canon.Put, Data: []byte(`{"c":"` + content + `"}`)}.MarshalJSON()
	if err != nil {
		f.t.Fatal(err)
	}
	return Outcome{
		Feed: "penitentiary.inmate", Message: message, AgencyID: "agency " + message, Part: 1, Parts: 1,
		Digest: message + content, Raw: Raw{0, f.raw - 1}, Mapping: "m1", Received: time.Unix(1, 0),
		Kind: "person", Record: record, Op: canon.Put, Order: canon.Order{Major: order}, Content: content,
		Subject: record, Keys: []string{"key " + content}, Body: body,
	}
}

func (f *feeder) retract(message, record string, order int64) Outcome {
	o := f.put(message, record, order, "retracted")
	o.Op, o.Keys = canon.Retract, nil
	return o
}

func (f *feeder) reject(message, code string) Outcome {
	o := f.put(message, "", 0, "")
	o.Rejected, o.Code, o.Errors, o.RawValue, o.Body = true, code, fmt.Appendf(nil, `[{"code":%q}]`, code), []byte("raw"), nil
	return o
}

// replayed is an outcome of a message put on raw again under another mapping.
func (f *feeder) replayed(first Outcome, mapping string, now Outcome) Outcome {
	now.Message, now.Digest, now.Mapping = first.Message, first.Digest, mapping
	now.Origin = &first.Raw
	return now
}

func (f *feeder) apply(outcomes ...Outcome) {
	f.t.Helper()
	from := f.next
	f.next += int64(len(outcomes)) + 1 // a transaction's marker leaves a gap
	piece := Piece{Place: Place{"canonical.person", 0}, From: from, To: f.next}
	if err := f.r.Apply(f.t.Context(), []Piece{piece}, outcomes, time.Unix(100+from, 0)); err != nil {
		f.t.Fatal(err)
	}
}

func (f *feeder) books() Books {
	f.t.Helper()
	b, err := f.r.Feeds(f.t.Context(), map[string]int64{"penitentiary.inmate": f.raw})
	if err != nil {
		f.t.Fatal(err)
	}
	return b["penitentiary.inmate"]
}

func (f *feeder) versions(record string) []Version {
	f.t.Helper()
	v, err := f.r.Versions(f.t.Context(), record)
	if err != nil {
		f.t.Fatal(err)
	}
	return v
}

func (f *feeder) delivered() map[string]Delivered {
	f.t.Helper()
	d, err := f.r.Deliveries(f.t.Context())
	if err != nil {
		f.t.Fatal(err)
	}
	return d
}

func TestLedgerConforms(t *testing.T) {
	storetest.Everywhere(t, func(t *testing.T, _ string) {
		ledgertest.Run(t, func(t *testing.T) schedules.Ledger {
			url := storetest.SQLite(t)
			if strings.Contains(t.Name(), "postgresql") {
				url = storetest.PostgreSQL(t)
			}
			return open(t, url).Ledger()
		})
	})
}
