package gateway

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"bilgate/connectors"
	"bilgate/gateway/bus"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

func (t *turning) canonical(row rowOf, result mapping.Result, i int) (bus.Record, error) {
	id := t.g.recordID(t.f.Name, row.RecordID)
	refs := func(sha256 string) string { return t.blobRef(row.RecordID, sha256) }
	seal := func(path string, plain []byte) []byte {
		return t.g.cfg.Vault.Seal(fieldAD(t.kind.Name, path, id), plain)
	}
	rec := t.provenance(row.arrival, id, row.part)
	rec.Findings = append(slices.Clip(row.Findings), t.kind.Disagreements(result.Batch, i)...)
	rec.Data = t.kind.AppendJSON(nil, result.Batch, i, canon.Writing{Ref: refs, Seal: seal})
	content := t.kind.AppendJSON(nil, result.Batch, i, canon.Writing{Content: true})
	keys, subject := t.keys(t.kind.Keys(result.Batch, i), id)
	out, err := t.record(row.arrival, rec, content, keys, subject, result.Dropped[result.Rows[i]])
	if err == nil && len(out.Value) > canonicalBytes {
		return t.reject(row, []mapping.Error{{Code: codeTooLarge}})
	}
	return out, err
}

// canonicalBytes bounds a canonical record: Kafka refuses what is larger than its topic's limit, and a
// record that Kafka refuses would stand in the way of all behind it.
const canonicalBytes = 2 << 20

func fieldAD(kind, path, record string) string { return "field|" + kind + "|" + path + "|" + record }

// OpenFields opens the sealed fields of a canonical record.
func (g *Gateway) OpenFields(rec canon.Record) (canon.Record, error) {
	kind, ok := canon.Lookup(rec.Kind)
	if !ok || len(rec.Data) == 0 {
		return rec, nil
	}
	data, err := kind.Unseal(rec.Data, func(path string, sealed []byte) ([]byte, error) {
		return g.cfg.Vault.Open(fieldAD(rec.Kind, path, rec.ID), sealed)
	})
	rec.Data = data
	return rec, err
}

// LookupKey is the opaque form of a look-up key, such as ("iin", number).
func (g *Gateway) LookupKey(name, value string) string { return g.cfg.Vault.ID("key", name, value) }

// keys makes look-up keys opaque; the subject is the person's key, or the record itself.
func (t *turning) keys(keys []canon.LookupKey, record string) (opaque []string, subject string) {
	subject = record
	for _, k := range keys {
		key := t.g.LookupKey(k.Name, k.Value)
		opaque = append(opaque, key)
		if k.Name == "iin" {
			subject = t.g.cfg.Vault.ID("subject", k.Name, k.Value)
		}
	}
	return opaque, subject
}

// retract makes a tombstone, without running the mapping (contract 9).
func (t *turning) retract(a *arrival) (bus.Record, error) {
	a.rows = 1
	id := t.g.recordID(t.f.Name, a.message.RecordID)
	return t.record(a, t.provenance(a, id, 1), []byte("retracted"), nil, id, nil)
}

func (t *turning) provenance(a *arrival, id string, part int) canon.Record {
	at := a.first()
	agency, _, _ := strings.Cut(t.f.Name, ".")
	return canon.Record{
		ID: id, Kind: t.kind.Name, Op: a.message.Op, Order: t.order(a, part),
		Source: canon.Source{
			Agency: agency, Feed: t.f.Name, MessageID: a.message.ID, Part: part, Parts: a.rows,
			Topic: a.record.Topic, Partition: at.partition, Offset: at.offset, SHA256: a.env.SHA256,
		},
		Mapping: t.program.Ref(), ReceivedAt: a.message.Received.UTC(),
	}
}

// order is the source's: the revision, or the message's first place on raw (contract 4).
func (t *turning) order(a *arrival, part int) canon.Order {
	if t.f.Order == connectors.ByRevision {
		return canon.Order{Major: a.message.Revision}
	}
	return canon.Order{Major: a.first().offset, Minor: int64(part)}
}

func (t *turning) record(a *arrival, rec canon.Record, content []byte, keys []string, subject string, dropped []string) (bus.Record, error) {
	value, err := rec.MarshalJSON()
	if err != nil {
		return bus.Record{}, err
	}
	headers := t.headers(a, CanonicalType(t.kind.Name), rec.Source.Part)
	headers = append(headers,
		bus.Header{Key: headerBusiness, Value: hex.EncodeToString(t.g.cfg.Vault.MAC("content|"+t.kind.Name, content))},
		bus.Header{Key: headerSubject, Value: subject},
		bus.Header{Key: headerKeys, Value: strings.Join(keys, " ")},
		bus.Header{Key: headerDropped, Value: strings.Join(dropped, " ")})
	return bus.Record{Topic: canonicalTopic(t.kind.Name), Key: []byte(rec.ID), Value: value, Headers: headers}, nil
}

func (t *turning) headers(a *arrival, kind string, part int) []bus.Header {
	headers := cloudEvent(fmt.Sprintf("%s/%d", a.id, part), t.f.Name, kind, "application/json", a.message.Received)
	headers = append(headers,
		bus.Header{Key: headerMessage, Value: a.id},
		bus.Header{Key: headerDigest, Value: hex.EncodeToString(t.g.cfg.Vault.MAC("body", []byte(a.env.SHA256)))},
		bus.Header{Key: headerRaw, Value: place{a.record.Partition, a.record.Offset}.String()})
	if a.origin != nil {
		headers = append(headers, bus.Header{Key: headerOrigin, Value: a.origin.String()})
	}
	return headers
}
