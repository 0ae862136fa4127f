package fingerprint

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"bilgate/connectors/fingerprint/reference"
	"bilgate/connectors/holdings/holdingstest"
)

var subsystem = holdingstest.Subsystem{
	Outbound: Outbound(),
	Open:     func(dir string) (holdingstest.Server, error) { return reference.Open(dir) },
	Put:      personDelivery,
	Retract:  retraction,
}

func TestSubsystem(t *testing.T) { subsystem.Run(t) }

func BenchmarkPut(b *testing.B) { subsystem.Benchmark(b, 64) }

func TestChangedSubjectMovesTheEncounter(t *testing.T) {
	s := newStage(t)
	s.accepted(t, personDelivery("rec", 1))
	moved := personDelivery("rec", 2)
	moved.Subject = "another"
	s.accepted(t, moved)
	if status, _ := s.get(t, "/v1/persons/subject-of-rec/encounters/rec"); status != http.StatusNotFound {
		t.Errorf("the old person still answers %d", status)
	}
	if status, body := s.get(t, "/v1/persons/another/encounters/rec"); status != http.StatusOK || !strings.Contains(body, `"encounterId":"rec"`) {
		t.Errorf("the new person answers %d", status)
	}
	s.one(t)
}

func (s *stage) get(t *testing.T, path string) (int, string) {
	t.Helper()
	resp, err := s.web.Client().Get(s.web.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}
