package gateway

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"bilgate/connectors"
	"bilgate/gateway/bus"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// Codes of messages that the gateway itself rejects.
const (
	codeEmpty    = "empty"               // the message holds no record
	codeCrash    = "internal.crash"      // it made decoder or mapping panic, or break their contract
	codeTooLarge = "canonical.too_large" // one of its records is larger than a canonical record may be
)

// errCrash says that decoder or mapping panicked or broke their contract.
var errCrash = errors.New("the decoder or the mapping crashed")

// turning is the work on one run of messages under one mapping.
type turning struct {
	g       *Gateway
	f       *connectors.Feed
	program *mapping.Program
	kind    *canon.Kind
	out     []bus.Record
}

// safely translates arrivals. After an error nothing of theirs is in t.out.
func (t *turning) safely(ctx context.Context, arrivals []*arrival) (err error) {
	before := len(t.out)
	defer func() {
		if what := recover(); what != nil {
			t.g.cfg.Log.Error("panic while translating", "feed", t.f.Name, "type", fmt.Sprintf("%T", what))
			err = errCrash
		}
		if err != nil {
			t.out = t.out[:before]
			for _, a := range arrivals {
				a.rows, a.kept = 0, false
			}
		}
	}()
	return t.translate(ctx, arrivals)
}

// rowOf is a decoded row's place in its message.
type rowOf struct {
	*arrival
	connectors.Row
	part int // from 1
}

// translate decodes arrivals into one batch, maps it, and appends what comes out to t.out, in the order
// in which the messages came.
func (t *turning) translate(ctx context.Context, arrivals []*arrival) error {
	b := &connectors.Builder{Columns: array.NewRecordBuilder(memory.DefaultAllocator, t.f.Schema)}
	defer b.Columns.Release()
	made := map[*arrival][]bus.Record{}
	var rows []rowOf
	for _, a := range arrivals {
		decoded, whole, err := t.begin(ctx, b, a)
		if err != nil {
			return err
		}
		if rows = append(rows, decoded...); len(decoded) == 0 {
			made[a] = []bus.Record{whole}
		}
	}
	if err := t.run(b, rows, made); err != nil {
		return err
	}
	for _, a := range arrivals {
		t.out = append(t.out, made[a]...)
	}
	return nil
}

// begin decodes a message into rows, or makes what stands for the whole of it.
func (t *turning) begin(ctx context.Context, b *connectors.Builder, a *arrival) (rows []rowOf, whole bus.Record, err error) {
	switch {
	case a.fault != "":
		whole, err = t.whole(a, a.fault, "", "")
		return nil, whole, err
	case a.message.Op == canon.Retract:
		whole, err = t.retract(a)
		return nil, whole, err
	}
	return t.decode(ctx, b, a)
}

func (t *turning) decode(ctx context.Context, b *connectors.Builder, a *arrival) (rows []rowOf, whole bus.Record, err error) {
	before := len(b.Rows)
	blobs, err := t.f.Decode(b, a.message)
	decoded := b.Rows[before:]
	var fault *connectors.Fault
	switch {
	case errors.As(err, &fault) && len(decoded) == 0:
		whole, err = t.whole(a, fault.Code, fault.Field, fault.Class)
		return nil, whole, err
	case err != nil:
		t.g.cfg.Log.Error("a decoder broke its contract", "feed", t.f.Name, "error", fmt.Sprintf("%T", err))
		return nil, whole, errCrash
	case len(decoded) == 0:
		whole, err = t.whole(a, codeEmpty, "", "")
		return nil, whole, err
	}
	a.rows = len(decoded)
	for i, r := range decoded {
		rows = append(rows, rowOf{a, r, i + 1})
	}
	return rows, whole, t.storeBlobs(ctx, decoded, blobs)
}

// run maps the rows and sorts what comes out by message and part.
func (t *turning) run(b *connectors.Builder, rows []rowOf, made map[*arrival][]bus.Record) error {
	if len(rows) == 0 {
		return nil
	}
	batch := b.Columns.NewRecordBatch()
	defer batch.Release()
	if batch.NumRows() != int64(len(rows)) {
		t.g.cfg.Log.Error("a decoder broke its contract", "feed", t.f.Name, "rows", len(rows), "in_columns", batch.NumRows())
		return errCrash
	}
	out, err := t.finish(rows, t.program.Run(batch))
	for i, r := range rows {
		made[r.arrival] = append(made[r.arrival], out[i])
	}
	return err
}

// finish makes one record for Kafka of each row.
func (t *turning) finish(rows []rowOf, result mapping.Result) ([]bus.Record, error) {
	out := make([]bus.Record, len(rows))
	errs := make([]error, 0, 1)
	for _, r := range slices.SortedFunc(slices.Values(result.Rejects), func(a, b mapping.Reject) int { return a.Row - b.Row }) {
		var err error
		out[r.Row], err = t.reject(rows[r.Row], append(r.Errors, faultsOf(rows[r.Row].Findings)...))
		errs = append(errs, err)
	}
	for _, s := range result.Skipped {
		var err error
		out[s.Row], err = t.skip(rows[s.Row], s)
		errs = append(errs, err)
	}
	if result.Batch != nil {
		defer result.Batch.Release()
	}
	for i, row := range result.Rows {
		var err error
		out[row], err = t.canonical(rows[row], result, i)
		errs = append(errs, err)
	}
	return out, errors.Join(errs...)
}
