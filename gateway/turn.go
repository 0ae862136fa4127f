package gateway

import (
	"context"
	"errors"
	"fmt"

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
