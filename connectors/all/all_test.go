package all

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"bilgate/connectors/conntest"
	fingerprints "bilgate/connectors/fingerprint/reference"
	genomics "bilgate/connectors/genomic/reference"
)

// TestEveryFeedHasCases: a feed that is listed has cases under fixtures, by which it can be judged.
func TestEveryFeedHasCases(t *testing.T) {
	for _, inbound := range Inbounds() {
		for _, feed := range inbound.Feeds {
			if len(conntest.Cases(t, feed.Name)) == 0 {
				t.Errorf("%s is listed and has no cases under fixtures/%s", feed.Name, feed.Name)
			}
		}
	}
}

func TestInbounds(t *testing.T) {
	for _, inbound := range Inbounds() {
		conntest.Inbound(t, inbound)
	}
}

func TestNamesAreUnique(t *testing.T) {
	seen := map[string]bool{}
	unique := func(name string) {
		if seen[name] {
			t.Errorf("%s is listed twice", name)
		}
		seen[name] = true
	}
	for _, inbound := range Inbounds() {
		unique(inbound.Name)
		for _, feed := range inbound.Feeds {
			unique(feed.Name)
			if got, ok := Feed(feed.Name); !ok || got.Name != feed.Name {
				t.Errorf("Feed does not find %s", feed.Name)
			}
		}
	}
	for _, outbound := range Outbounds() {
		unique(outbound.Name)
	}
	if _, ok := Feed("penitentiary"); ok {
		t.Error("Feed finds a feed that is not listed")
	}
}

// subsystem is a reference subsystem.
type subsystem interface {
	http.Handler
	Close() error
}

// TestOutbounds: every sink passes the suite against the reference subsystem beside it.
func TestOutbounds(t *testing.T) {
	open := map[string]func(dir string) (subsystem, error){
		"fingerprint": func(dir string) (subsystem, error) { return fingerprints.Open(dir) },
		"genomic":     func(dir string) (subsystem, error) { return genomics.Open(dir) },
	}
	for _, outbound := range Outbounds() {
		t.Run(outbound.Name, func(t *testing.T) {
			if open[outbound.Name] == nil {
				t.Fatal("there is no reference subsystem to run it against")
			}
			conntest.Outbound(t, outbound, func(t *testing.T) string { return serve(t, open[outbound.Name]) })
		})
	}
}

func serve(t *testing.T, open func(dir string) (subsystem, error)) string {
	t.Helper()
	s, err := open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(s)
	t.Cleanup(func() {
		web.Close()
		s.Close()
	})
	return web.URL
}
