package canon_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"strings"
	"testing"
	"time"

	"bilgate/connectors/all"
	"bilgate/fixtures"
	"bilgate/mapping/canon"
)

// TestAvroKeepsTheFixtures: the business content of every canonical record among the cases of the feeds survives
// Avro byte for byte.
func TestAvroKeepsTheFixtures(t *testing.T) {
	records := 0
	for _, inbound := range all.Inbounds() {
		for _, feed := range inbound.Feeds {
			k, _ := canon.Lookup(feed.Kind)
			codec, err := k.Avro()
			if err != nil {
				t.Fatal(err)
			}
			for c := range fixtures.Cases(feed.Name) {
				for _, record := range recordsOf(t, k, c) {
					records++
					data, err := codec.AppendAvro(nil, record)
					if err != nil {
						t.Errorf("%s/%s: %v", c.Feed, c.Name, err)
						continue
					}
					if back, err := codec.JSON(data); err != nil || !bytes.Equal(back, record) {
						t.Errorf("%s/%s: %v\n got %s\nwant %s", c.Feed, c.Name, err, back, record)
					}
				}
			}
		}
	}
	if records < 20 {
		t.Errorf("only %d records among the cases", records)
	}
}

// recordsOf are a case's canonical records as they travel.
func recordsOf(t *testing.T, k *canon.Kind, c fixtures.Case) [][]byte {
	t.Helper()
	text, err := fs.ReadFile(c.FS, "canonical.json")
	if err != nil {
		return nil // a case of rejects alone
	}
	var found []struct {
		Op   canon.Op
		Data json.RawMessage
	}
	if err := json.Unmarshal(text, &found); err != nil {
		t.Fatal(err)
	}
	var out [][]byte
	for _, f := range found {
		var data bytes.Buffer
		if len(f.Data) > 0 {
			if err := json.Compact(&data, f.Data); err != nil {
				t.Fatal(err)
			}
		}
		record, err := canon.Record{
			ID: strings.Repeat("A2", 12), Kind: k.Name, Op: f.Op, Order: canon.Order{Major: 7},
			Source:     canon.Source{Feed: c.Feed, Part: 1, Parts: 1},
			ReceivedAt: time.Date(2026, 7, 12, 9, 0, 0, 123456789, time.UTC),
			Data:       data.Bytes(),
		}.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, record)
	}
	return out
}
