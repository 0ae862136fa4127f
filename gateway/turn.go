package gateway

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"bilgate/connectors"
	"bilgate/gateway/bus"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// arrival is a raw record, opened.
type arrival struct {
	record  *bus.Record
	origin  *place // of a replay
	env     envelope
	message connectors.Message
	rows    int // parts it decoded to
	err     error
}

// first is where the message first stood on raw.
func (a *arrival) first() place {
	if a.origin != nil {
		return *a.origin
	}
	return place{a.record.Partition, a.record.Offset}
}

// turn makes canonical records and rejects of raw records. It is pure but for the large bodies that it
// fetches and the images that it stores before anything is produced. Each raw record gives n ≥ 1 parts.
func (g *Gateway) turn(ctx context.Context, f *connectors.Feed, schedule schedule, records []*bus.Record) ([]bus.Record, error) {
	var out []bus.Record
	for len(records) > 0 {
		hash := schedule.at(records[0].Partition, records[0].Offset)
		n := 1
		for n < len(records) && schedule.at(records[n].Partition, records[n].Offset) == hash {
			n++
		}
		program, err := g.mappings.program(ctx, f, hash)
		if err != nil {
			return nil, err
		}
		made, err := g.turnWith(ctx, f, program, records[:n])
		if err != nil {
			return nil, err
		}
		out, records = append(out, made...), records[n:]
	}
	return out, nil
}

// turnWith translates records under one mapping. A message that crashes decoder or mapping is found
// by going message by message, and rejected alone.
func (g *Gateway) turnWith(ctx context.Context, f *connectors.Feed, program *mapping.Program, records []*bus.Record) ([]bus.Record, error) {
	t := &turning{g: g, f: f, program: program, kind: kindOf(f)}
	if err := t.open(ctx, records); err != nil {
		return nil, err
	}
	err := t.safely(func() error { return t.translate(ctx, t.arrivals) })
	var crash *crashed
	if !errors.As(err, &crash) {
		return t.out, err
	}
	t.out = nil
	for _, a := range t.arrivals {
		err := t.safely(func() error { return t.translate(ctx, []*arrival{a}) })
		if errors.As(err, &crash) {
			t.rejectWhole(a, canonicalCrash, "", "")
			err = nil
		}
		if err != nil {
			return nil, err
		}
	}
	return t.out, nil
}

// canonicalCrash is the code of a message that made decoder or mapping panic.
const canonicalCrash = "internal.crash"

// Codes of messages that come to no part.
const (
	codeEmpty    = "empty"     // the message holds no record
	codeUnopened = "raw.alien" // not written by this gateway, or under another key
)

type crashed struct{ what any }

func (c *crashed) Error() string { return "the decoder or the mapping panicked" }

// turning is the work on one run of records under one mapping.
type turning struct {
	g        *Gateway
	f        *connectors.Feed
	program  *mapping.Program
	kind     *canon.Kind
	arrivals []*arrival
	out      []bus.Record
}

func (t *turning) safely(do func() error) (err error) {
	defer func() {
		if what := recover(); what != nil {
			t.g.cfg.Log.Error("panic while translating", "feed", t.f.Name, "type", fmt.Sprintf("%T", what))
			err = &crashed{what}
		}
	}()
	return do()
}

func (t *turning) open(ctx context.Context, records []*bus.Record) error {
	for _, r := range records {
		a := &arrival{record: r}
		if a.origin, a.err = origin(r); a.err == nil {
			a.env, a.message, a.err = t.g.open(ctx, t.f, r)
		}
		if a.err != nil && !errors.Is(a.err, errEnvelope) {
			return a.err // the object store is away: try again
		}
		t.arrivals = append(t.arrivals, a)
	}
	return nil
}

// translate decodes arrivals into one batch, maps it, and appends what comes out to t.out.
func (t *turning) translate(ctx context.Context, arrivals []*arrival) error {
	b := &connectors.Builder{Columns: array.NewRecordBuilder(memory.DefaultAllocator, t.f.Schema)}
	defer b.Columns.Release()
	var rows []rowOf
	for _, a := range arrivals {
		switch {
		case a.err != nil:
			t.rejectWhole(a, codeUnopened, "", "")
		case a.message.Op == canon.Retract:
			t.retract(a)
		default:
			made, err := t.decode(ctx, b, a)
			if err != nil {
				return err
			}
			rows = append(rows, made...)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	batch := b.Columns.NewRecordBatch()
	defer batch.Release()
	return t.finish(rows, t.program.Run(batch))
}

// rowOf is a decoded row's place in its message.
type rowOf struct {
	*arrival
	connectors.Row
	part int // from 1
}

func (t *turning) decode(ctx context.Context, b *connectors.Builder, a *arrival) ([]rowOf, error) {
	before := len(b.Rows)
	blobs, err := t.f.Decode(b, a.message)
	var fault *connectors.Fault
	switch {
	case errors.As(err, &fault):
		t.rejectWhole(a, fault.Code, fault.Field, fault.Class)
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("decode: %w", err)
	}
	decoded := b.Rows[before:]
	if len(decoded) == 0 {
		t.rejectWhole(a, codeEmpty, "", "")
		return nil, nil
	}
	a.rows = len(decoded)
	out := make([]rowOf, len(decoded))
	for i, r := range decoded {
		out[i] = rowOf{a, r, i + 1}
	}
	return out, t.storeBlobs(ctx, decoded, blobs)
}

// storeBlobs stores images before the records that refer to them; orphans after an abort are harmless.
func (t *turning) storeBlobs(ctx context.Context, rows []connectors.Row, blobs []connectors.Blob) error {
	for _, blob := range blobs {
		ref := t.blobRef(rows[blob.Row].RecordID, blob.SHA256)
		if err := t.g.cfg.Objects.Put(ctx, ref, t.g.cfg.Vault.Seal("blob|"+ref, blob.Data)); err != nil {
			return fmt.Errorf("store an image: %w", err)
		}
	}
	return nil
}

func (t *turning) blobRef(record, sha256 string) string {
	return t.g.cfg.Vault.ID("blob", t.g.recordID(t.f.Name, record), sha256)
}

// finish turns a mapping's result into records for Kafka.
func (t *turning) finish(rows []rowOf, result mapping.Result) error {
	for _, r := range result.Rejects {
		if err := t.reject(rows[r.Row], r.Errors); err != nil {
			return err
		}
	}
	if result.Batch == nil {
		return nil
	}
	defer result.Batch.Release()
	for i, row := range result.Rows {
		if err := t.canonical(rows[row], result, i); err != nil {
			return err
		}
	}
	return nil
}

func (t *turning) canonical(row rowOf, result mapping.Result, i int) error {
	id := t.g.recordID(t.f.Name, row.RecordID)
	refs := func(sha256 string) string { return t.blobRef(row.RecordID, sha256) }
	seal := func(path string, plain []byte) []byte {
		return t.g.cfg.Vault.Seal(fieldAD(t.kind.Name, path, id), plain)
	}
	rec := t.provenance(row.arrival, id, row.part)
	rec.Findings = row.Findings
	rec.Data = t.kind.AppendJSON(nil, result.Batch, i, canon.Writing{Ref: refs, Seal: seal})
	content := t.kind.AppendJSON(nil, result.Batch, i, canon.Writing{Content: true})
	keys, subject := t.keys(t.kind.Keys(result.Batch, i), id)
	return t.produce(row.arrival, rec, content, keys, subject, result.Dropped[i])
}

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
func (t *turning) retract(a *arrival) {
	a.rows = 1
	id := t.g.recordID(t.f.Name, a.message.RecordID)
	rec := t.provenance(a, id, 1)
	if err := t.produce(a, rec, []byte("retracted"), nil, id, nil); err != nil {
		panic(err) // provenance always marshals
	}
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

func (t *turning) produce(a *arrival, rec canon.Record, content []byte, keys []string, subject string, dropped []string) error {
	value, err := rec.MarshalJSON()
	if err != nil {
		return err
	}
	headers := t.headers(a, "kz.bil.canonical."+t.kind.Name, rec.Source.Part)
	headers = append(headers,
		bus.Header{Key: headerBusiness, Value: hex.EncodeToString(t.g.cfg.Vault.MAC("content|"+t.kind.Name, content))},
		bus.Header{Key: headerSubject, Value: subject},
		bus.Header{Key: headerKeys, Value: strings.Join(keys, " ")},
		bus.Header{Key: headerDropped, Value: strings.Join(dropped, " ")})
	t.out = append(t.out, bus.Record{Topic: canonicalTopic(t.kind.Name), Key: []byte(rec.ID), Value: value, Headers: headers})
	return nil
}

func (t *turning) headers(a *arrival, kind string, part int) []bus.Header {
	message := a.record.Header(headerID)
	headers := cloudEvent(fmt.Sprintf("%s/%d", message, part), t.f.Name, kind, "application/json", a.message.Received)
	headers = append(headers,
		bus.Header{Key: headerMessage, Value: message},
		bus.Header{Key: headerDigest, Value: hex.EncodeToString(t.g.cfg.Vault.MAC("body", []byte(a.env.SHA256)))},
		bus.Header{Key: headerRaw, Value: place{a.record.Partition, a.record.Offset}.String()})
	if a.origin != nil {
		headers = append(headers, bus.Header{Key: headerOrigin, Value: a.origin.String()})
	}
	return headers
}

// rejection is the value of a record on rejects.<feed>.
type rejection struct {
	canon.Record
	Seq    int             `json:"seq"`
	Errors []mapping.Error `json:"errors"`
	Raw    []byte          `json:"raw"` // the sealed raw record, for replay
}

func (r rejection) MarshalJSON() ([]byte, error) {
	type plain struct {
		Source  canon.Source    `json:"source"`
		Mapping canon.Mapping   `json:"mapping"`
		Record  string          `json:"id"`
		Order   canon.Order     `json:"order"`
		Time    any             `json:"received_at"`
		Seq     int             `json:"seq"`
		Errors  []mapping.Error `json:"errors"`
		Raw     []byte          `json:"raw"`
	}
	return json.Marshal(plain{r.Source, r.Mapping, r.ID, r.Order, r.ReceivedAt, r.Seq, r.Errors, r.Raw})
}

func (t *turning) rejectWhole(a *arrival, code, field, class string) {
	a.rows = 1
	err := t.reject(rowOf{a, connectors.Row{RecordID: a.message.RecordID}, 1}, []mapping.Error{{Code: code, Field: field, Class: class}})
	if err != nil {
		panic(err) // errors always marshal
	}
}

func (t *turning) reject(row rowOf, errs []mapping.Error) error {
	id := t.g.recordID(t.f.Name, row.RecordID)
	value, err := json.Marshal(rejection{
		Record: t.provenance(row.arrival, id, row.part), Seq: row.message.Seq, Errors: errs, Raw: row.record.Value,
	})
	if err != nil {
		return err
	}
	t.out = append(t.out, bus.Record{
		Topic: rejectsTopic(t.f.Name), Key: row.record.Key, Value: value, Headers: t.headers(row.arrival, "kz.bil.reject", row.part),
	})
	return nil
}
