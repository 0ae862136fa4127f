// Package holdingstest is the suite that both subsystems pass: a sink against its reference server over HTTP, through
// every answer that there is. A subsystem's own tests are about its own protocol.
//
// Neighbours: the tests of connectors/fingerprint and connectors/genomic call Run and Benchmark.
package holdingstest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"bilgate/connectors"
	"bilgate/connectors/holdings"
)

// Subsystem is what the suite needs to know of one.
type Subsystem struct {
	Outbound connectors.Outbound
	Open     func(dir string) (Server, error)                       // the reference server
	Put      func(record string, version int64) connectors.Delivery // a record of some kind
	Retract  func(record string, version int64) connectors.Delivery // of the same kind
}

// Server is a reference server.
type Server interface {
	http.Handler
	Behave(holdings.Behaviour) error
	Close() error
}

// Sink is a sink that lists and reads.
type Sink interface {
	connectors.Sink
	connectors.Lister
	connectors.Reader
}

// Run runs the suite.
func (sub Subsystem) Run(t *testing.T) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Subsystem)
	}{
		{"accepted says what is held", acceptedSaysWhatIsHeld},
		{"an update replaces, an older version is refused", olderIsRefused},
		{"a later version creates what was never sent", laterCreates},
		{"the same delivery twice is one effect", sameDeliveryTwice},
		{"a retraction removes and stays", retractionStays},
		{"an older retraction is refused", olderRetraction},
		{"refused on demand", refusedOnDemand},
		{"a failure is silence, the retry is taken", failureIsSilence},
		{"a lost answer and its retry are one effect", lostAnswer},
		{"pending carries the task", pendingCarriesTask},
		{"slowness ends with the context", slownessEnds},
		{"a planted difference is mended by a repair", plantedDifference},
		{"a wrong address is silence", wrongAddress},
		{"an address must be HTTP", addressMustBeHTTP},
		{"windows join without gaps", windows},
		{"a restart keeps all", restartKeepsAll},
		{"concurrent deliveries", concurrentDeliveries},
		{"in a bubble of virtual time", bubble},
		{"close leaves nothing behind", closeIsClean},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, sub) })
	}
}

// stage is a sink and the reference server that it speaks to over loopback.
type stage struct {
	Sink
	server Server
	web    *httptest.Server
}

func (sub Subsystem) stage(t testing.TB, dir string) *stage {
	t.Helper()
	server, err := sub.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(server)
	s := &stage{sub.sink(t, web.URL, web.Client()), server, web}
	t.Cleanup(s.close)
	return s
}

func (sub Subsystem) sink(t testing.TB, url string, client *http.Client) Sink {
	t.Helper()
	s, err := sub.Outbound.Open(connectors.Env{URL: url, HTTP: client})
	if err != nil {
		t.Fatal(err)
	}
	return s.(Sink)
}

func (s *stage) close() {
	s.web.Close()
	s.server.Close()
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

func (s *stage) refused(t testing.TB, d connectors.Delivery, reason string) {
	t.Helper()
	if ack := s.deliver(t, d); ack.State != connectors.Refused || ack.Reason != reason {
		t.Fatalf("deliver %s v%d: %+v, want refused, %s", d.RecordID, d.Version, ack, reason)
	}
}

func (s *stage) silent(t testing.TB, d connectors.Delivery) {
	t.Helper()
	if ack, err := s.Deliver(context.Background(), d); err == nil {
		t.Fatalf("deliver %s v%d: %+v, want silence", d.RecordID, d.Version, ack)
	}
}

func (s *stage) behave(t testing.TB, b holdings.Behaviour) {
	t.Helper()
	if err := s.server.Behave(b); err != nil {
		t.Fatal(err)
	}
}

// held is everything the subsystem holds, by the sink's listing.
func (s *stage) held(t testing.TB) []connectors.Holding {
	t.Helper()
	list, err := s.Holdings(context.Background(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// one is the only record that is held.
func (s *stage) one(t testing.TB) connectors.Holding {
	t.Helper()
	list := s.held(t)
	if len(list) != 1 {
		t.Fatalf("%d records are held, want one", len(list))
	}
	return list[0]
}
