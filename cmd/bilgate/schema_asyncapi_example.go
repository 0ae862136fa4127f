package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"bilgate/connectors"
	"bilgate/connectors/all"
	"bilgate/fixtures"
	"bilgate/gateway"
	"bilgate/mapping/canon"
)

type asyncExample struct {
	Name    string          `json:"name"`
	Summary string          `json:"summary"`
	Payload json.RawMessage `json:"payload"`
}

// exampleOf is the first record of the cases of the first feed that makes the kind: a made-up person.
func exampleOf(k *canon.Kind) (asyncExample, error) {
	for _, in := range all.Inbounds() {
		for _, f := range in.Feeds {
			if f.Kind != k.Name {
				continue
			}
			for c := range fixtures.Cases(f.Name) {
				payload, err := recordOfCase(k, in.Name, f, c)
				if payload != nil || err != nil {
					return asyncExample{c.Name, "A record of a made-up person.", payload}, err
				}
			}
		}
	}
	return asyncExample{}, fmt.Errorf("no case makes a record of the kind %s", k.Name)
}

// recordOfCase is nil where a case makes no record with business fields.
func recordOfCase(k *canon.Kind, agency string, f connectors.Feed, c fixtures.Case) ([]byte, error) {
	text, err := fs.ReadFile(c.FS, "canonical.json")
	if err != nil {
		return nil, nil // a case of rejects alone
	}
	var made []struct {
		Op   canon.Op
		Data map[string]json.RawMessage
	}
	if err := json.Unmarshal(text, &made); err != nil {
		return nil, fmt.Errorf("%s/%s: %w", c.Feed, c.Name, err)
	}
	if len(made) == 0 || made[0].Op != canon.Put {
		return nil, nil
	}
	return canon.Record{
		ID: strings.Repeat("a2", 12), Kind: k.Name, Op: canon.Put, Order: canon.Order{Major: 1},
		Source: canon.Source{
			Agency: agency, Feed: f.Name, MessageID: "example-1", Part: 1, Parts: 1,
			Topic: gateway.RawTopic(f.Name), SHA256: digestOf("message"),
		},
		Mapping:    canon.Mapping{Name: f.Name, Version: 1, Hash: digestOf("mapping")},
		ReceivedAt: time.Date(2026, 7, 12, 9, 0, 0, 0, time.UTC),
		Data:       fieldsInOrder(k.Fields, made[0].Data),
	}.MarshalJSON()
}

// digestOf stands where a record has a digest of real bytes.
func digestOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// fieldsInOrder writes business fields in the order of the kind, those of the top that rest sealed as sealed.
func fieldsInOrder(fields []*canon.Field, data map[string]json.RawMessage) []byte {
	var members []string
	for _, f := range fields {
		value, ok := data[f.Name]
		if !ok {
			continue
		}
		if f.Sensitivity == canon.Biometric || f.Sensitivity == canon.Genomic {
			value = []byte(`{"sealed":"YW4gZXhhbXBsZQ=="}`)
		}
		members = append(members, fmt.Sprintf("%q:%s", f.Name, value))
	}
	return []byte("{" + strings.Join(members, ",") + "}")
}
