package genomic

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"testing"
	"time"

	"bilgate/connectors"
	"bilgate/connectors/genomic/reference"
	"bilgate/connectors/holdings/holdingstest"
	"bilgate/mapping/canon"
)

func subsystem(put, retract func(string, int64) connectors.Delivery) holdingstest.Subsystem {
	return holdingstest.Subsystem{
		Outbound: Outbound(),
		Open:     func(dir string) (holdingstest.Server, error) { return reference.Open(dir) },
		Put:      put, Retract: retract,
	}
}

func TestSubjects(t *testing.T)  { subsystem(subjectDelivery, retraction(kindPerson)).Run(t) }
func TestSpecimens(t *testing.T) { subsystem(specimenDelivery, retraction(kindRegistration)).Run(t) }

func BenchmarkPutSubject(b *testing.B) { subsystem(subjectDelivery, nil).Benchmark(b, 64) }
func BenchmarkPutSpecimen(b *testing.B) {
	subsystem(specimenDelivery, nil).Benchmark(b, 64)
}

// newStage is a sink with the reference subsystem that it speaks to over loopback.
func newStage(t *testing.T) (*sink, *httptest.Server) {
	t.Helper()
	server, err := reference.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(server)
	t.Cleanup(func() {
		web.Close()
		server.Close()
	})
	s, err := open(connectors.Env{URL: web.URL, HTTP: web.Client()})
	if err != nil {
		t.Fatal(err)
	}
	return s, web
}

func subjectDelivery(record string, version int64) connectors.Delivery {
	return delivery(record, kindPerson, version, `{"subject":{"scheme":"iin","value":"850101100005","country":"KAZ"},
		"person":{"surname":"Әлиева","birth_date":"1885-01","sex":"F","citizenship":"KAZ"},"legal_basis":"p. 54"}`)
}

// profile is the genomic registration that specimenDelivery sends, as a tree that a test may change.
func profile() map[string]any {
	return map[string]any{
		"specimen": map[string]any{"id": "ABCD1234NL#01", "material": "buccal"},
		"origin":   "penitentiary", "laboratory": "LAB-1", "reader": "reader-7", "kit": "GlobalFiler",
		"analysed_on": "1890-02-03", "category": "convicted", "case_number": "1890.12", "profile_class": "person",
		"loci": []any{
			map[string]any{"locus": "AMEL", "alleles": []string{"X", "Y"}},
			map[string]any{"locus": "TH01", "alleles": []string{"9.3", "9.3"}},
			map[string]any{"locus": "DYS389I", "alleles": []string{"13"}},
		},
	}
}

func specimenDelivery(record string, version int64) connectors.Delivery {
	p := profile()
	p["analysed_on"] = "2024-02-03"
	return profileDelivery(record, version, p)
}

func profileDelivery(record string, version int64, tree map[string]any) connectors.Delivery {
	data, err := json.Marshal(tree)
	if err != nil {
		panic(err)
	}
	return delivery(record, kindRegistration, version, string(data))
}

func delivery(record, kind string, version int64, data string) connectors.Delivery {
	return connectors.Delivery{
		ID: fmt.Sprintf("tx-%s-%d", record, version), RecordID: record, Subject: "subject-of-" + record,
		Version: version, Op: connectors.Put,
		Record: canon.Record{ID: record, Kind: kind, Op: canon.Put, Data: json.RawMessage(data),
			ReceivedAt: time.Date(2026, 3, 4, 5, 6, 7, 0, time.FixedZone("", 5*3600)).Add(time.Duration(version) * time.Second)},
	}
}

func retraction(kind string) func(string, int64) connectors.Delivery {
	return func(record string, version int64) connectors.Delivery {
		d := delivery(record, kind, version, "")
		d.Op, d.Record.Op, d.Record.Data = connectors.Retract, canon.Retract, nil
		return d
	}
}
