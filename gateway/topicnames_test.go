package gateway

import (
	"slices"
	"testing"

	"bilgate/connectors"
	"bilgate/gateway/bus"
	"bilgate/gateway/vault"
	"bilgate/mapping/canon"
)

// TestCanonicalHeadersAreThoseWritten: what is said of a canonical record is what is written.
func TestCanonicalHeadersAreThoseWritten(t *testing.T) {
	key := make([]byte, 32)
	v, err := vault.New(key, key)
	if err != nil {
		t.Fatal(err)
	}
	k, _ := canon.Lookup("person")
	turn := &turning{g: &Gateway{cfg: Config{Vault: v}}, f: &connectors.Feed{Name: "somewhere.people"}, kind: k}
	a := &arrival{record: &bus.Record{Topic: RawTopic("somewhere.people")}, id: "id", origin: &place{}}
	r, err := turn.record(a, canon.Record{ID: "id", Kind: k.Name, Op: canon.Put}, nil, nil, "subject", nil)
	if err != nil {
		t.Fatal(err)
	}
	var written, said []string
	for _, h := range r.Headers {
		written = append(written, h.Key)
	}
	for _, h := range CanonicalHeaders() {
		said = append(said, h.Name)
	}
	slices.Sort(written)
	slices.Sort(said)
	if !slices.Equal(written, said) {
		t.Errorf("written %q, said %q", written, said)
	}
	if r.Topic != CanonicalTopic(k.Name) || r.Header(headerType) != CanonicalType(k.Name) {
		t.Errorf("topic %q, type %q", r.Topic, r.Header(headerType))
	}
}
