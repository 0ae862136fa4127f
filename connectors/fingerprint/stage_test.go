package fingerprint

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"testing"

	"bilgate/connectors"
	"bilgate/connectors/fingerprint/reference"
	"bilgate/mapping/canon"
)

// stage is a sink and the reference subsystem that it speaks to over loopback.
type stage struct {
	*sink
	subsystem *reference.Server
	web       *httptest.Server
}

func newStage(t testing.TB) *stage {
	t.Helper()
	subsystem, err := reference.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(subsystem)
	s, err := open(connectors.Env{URL: web.URL, HTTP: web.Client()})
	if err != nil {
		t.Fatal(err)
	}
	st := &stage{s, subsystem, web}
	t.Cleanup(func() {
		web.Close()
		subsystem.Close()
	})
	return st
}

// deliver expects an answer.
func (s *stage) deliver(t testing.TB, d connectors.Delivery) connectors.Ack {
	t.Helper()
	ack, err := s.Deliver(context.Background(), d)
	if err != nil {
		t.Fatalf("deliver %s v%d: %v", d.RecordID, d.Version, err)
	}
	return ack
}

func (s *stage) accepted(t testing.TB, d connectors.Delivery) connectors.Ack {
	t.Helper()
	ack := s.deliver(t, d)
	if ack.State != connectors.Accepted {
		t.Fatalf("deliver %s v%d: %+v, want accepted", d.RecordID, d.Version, ack)
	}
	return ack
}

// one is what the subsystem holds, when that is a single record.
func (s *stage) one(t testing.TB) connectors.Holding {
	t.Helper()
	list, err := s.Holdings(context.Background(), 0, 10)
	if err != nil || len(list) != 1 {
		t.Fatalf("holdings %+v, %v; want one", list, err)
	}
	return list[0]
}

func personDelivery(record string, version int64) connectors.Delivery {
	data := `{"subject":{"scheme":"iin","value":"850101100005","country":"KAZ"},
		"person":{"surname":"Әлиев","given_name":"Нұрлан","birth_date":"1885-01","sex":"M","citizenship":"KAZ"},
		"documents":[{"type":"identity_card","number":"000000001"}],"links":{"card_number":"12345"},"legal_basis":"p. 54"}`
	return delivery(record, kindPerson, version, data)
}

func delivery(record, kind string, version int64, data string) connectors.Delivery {
	return connectors.Delivery{
		ID: fmt.Sprintf("tx-%s-%d", record, version), RecordID: record, Subject: "subject-of-" + record,
		Version: version, Op: connectors.Put,
		Record: canon.Record{ID: record, Kind: kind, Op: canon.Put, Data: json.RawMessage(data)},
	}
}

func retraction(record string, version int64) connectors.Delivery {
	d := delivery(record, kindPerson, version, "")
	d.Op, d.Record.Op, d.Record.Data = connectors.Retract, canon.Retract, nil
	return d
}

// cardDelivery is a card with one image, whose bytes Blob finds under the reference "ref-1".
func cardDelivery(record string, version int64, pixels []byte) connectors.Delivery {
	sum := sha256.Sum256(pixels)
	data := fmt.Sprintf(`{"subject":{"scheme":"card","value":"7"},"person":{"surname":"Әлиев"},"card":{"number":"7"},"basis":"exchange","origin":"test",
		"images":[{"idc":3,"position":2,"impression":3,"resolution":500,"width":4,"height":2,"compression":"WSQ20",
		"media":"image/x-wsq","sha256":%q,"ref":"ref-1","quality":254,"quality_algorithm":"NFIQ1"}],
		"fingers":[{"position":2,"status":"captured"},{"position":7,"status":"amputated"},{"position":8,"status":"unreadable"}]}`,
		hex.EncodeToString(sum[:]))
	d := delivery(record, kindRegistration, version, data)
	d.Blob = func(_ context.Context, ref string) ([]byte, error) {
		if ref != "ref-1" {
			return nil, fmt.Errorf("no blob %q", ref)
		}
		return bytes.Clone(pixels), nil
	}
	return d
}
