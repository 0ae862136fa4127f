package hostile

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"bilgate/connectors"
	"bilgate/mapping"
	"bilgate/mapping/canon"
	"bilgate/mapping/hostile"
)

const (
	mediaJSON   = "application/json"
	mediaNDJSON = "application/x-ndjson"
)

// Wire sends bytes through Split, Decode and the mapping. JSON samples are made of the mapping's test records,
// where the feed takes such records as JSON at all; files of another kind are sent in all of its formats.
func Wire(f connectors.Feed, p *mapping.Program, only *regexp.Regexp) []hostile.Verdict {
	kind, _ := canon.Lookup(f.Kind)
	w := &wire{feed: f, kind: kind, program: p, only: only}
	if g, o := w.plainRecord(); o != nil {
		w.send(mediaJSON, g.Test, slices.Concat(bodies(o), members(o)))
	}
	for _, format := range f.Formats {
		w.send(format, format, foreign())
	}
	return w.verdicts
}

// wire is the samples of one feed on their way.
type wire struct {
	feed     connectors.Feed
	kind     *canon.Kind
	program  *mapping.Program
	only     *regexp.Regexp
	plain    string // the canonical record without a sample
	verdicts []hostile.Verdict
}

// plainRecord is the first test record that the feed takes as JSON and the mapping accepts.
func (w *wire) plainRecord() (mapping.Given, object) {
	for _, g := range w.program.Accepted() {
		o := objectOf(g.Batch)
		if got := w.run(mediaJSON, o.String()); got.refused() == "" && len(got.records) == 1 {
			w.plain = got.records[0]
			return g, o
		}
	}
	return mapping.Given{}, nil
}

func (w *wire) send(format, record string, samples []sample) {
	for _, s := range samples {
		if !w.only.MatchString(s.field+": "+s.name) && !w.only.MatchString(s.name) {
			continue
		}
		v := w.judge(s, w.run(format, s.body))
		v.Sample, v.Field, v.Record = s.name, s.field, record
		w.verdicts = append(w.verdicts, v)
	}
}

// run takes a body through framing, decoding and mapping. A panic is an outcome.
func (w *wire) run(format, body string) (out outcome) {
	defer func() {
		if p := recover(); p != nil {
			out.broken = fmt.Sprintf("it panics: %v", p)
		}
	}()
	b := connectors.Batch{
		Feed: w.feed.Name, ID: "batch", Format: format, Set: map[string]string{},
		Received: time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC), Body: strings.NewReader(body),
	}
	err := w.feed.Split(b,
		func(m connectors.Message) error { out.pieces++; w.message(m, &out); return nil },
		func(u connectors.Unreadable) error {
			out.pieces++
			out.refuse(u.Code, fmt.Sprint("piece ", u.Seq))
			return nil
		})
	if err != nil {
		out.broken = "framing fails: " + err.Error()
	}
	return out
}

func (w *wire) message(m connectors.Message, out *outcome) {
	b := &connectors.Builder{Columns: array.NewRecordBuilder(memory.DefaultAllocator, w.feed.Schema)}
	defer b.Columns.Release()
	if m.Op == connectors.Retract {
		out.broken = "it retracts a record"
		return
	}
	var fault *connectors.Fault
	switch _, err := w.feed.Decode(b, m); {
	case errors.As(err, &fault):
		out.refuse(fault.Code, fault.Field)
		if fault.Place == "" {
			out.broken = "it is refused without a place"
		}
		return
	case err != nil:
		out.broken = "decoding fails without a fault: " + err.Error()
		return
	case len(b.Rows) == 0:
		out.refuse("empty", "")
		return
	}
	for _, r := range b.Rows {
		out.findings += len(r.Findings)
	}
	batch := b.Columns.NewRecordBatch()
	defer batch.Release()
	w.mapped(batch, out)
}

func (w *wire) mapped(batch arrow.RecordBatch, out *outcome) {
	result := w.program.Run(batch)
	defer result.Batch.Release()
	for i := range result.Rows {
		out.records = append(out.records, string(w.kind.AppendJSON(nil, result.Batch, i, canon.Writing{})))
	}
	for _, r := range result.Rejects {
		out.refuse(r.Errors[0].Code, r.Errors[0].Field)
	}
	for _, s := range result.Skipped {
		out.skipped = s.Reason
	}
}
