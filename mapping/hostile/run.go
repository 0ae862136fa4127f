package hostile

import (
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// Outcome is what became of a sample.
type Outcome string

// The outcomes.
const (
	Rejected  Outcome = "rejected"  // with a code and a place
	Skipped   Outcome = "skipped"   // by the mapping's when
	Unchanged Outcome = "unchanged" // accepted, and no value is another one
	Failed    Outcome = "FAIL"
)

// Verdict is what became of one sample in one field of one record. The records are made up, so that values
// may stand in it.
type Verdict struct {
	Sample  string  `json:"sample"`
	Field   string  `json:"field"`  // of the source; "" for the whole record
	Record  string  `json:"record"` // name of the mapping's test that the record is taken from
	Outcome Outcome `json:"outcome"`
	Code    string  `json:"code,omitempty"` // of a reject or a skip
	At      string  `json:"at,omitempty"`   // the field that the reject names
	Says    string  `json:"says,omitempty"` // what is wrong, of one that failed
}

// maxRecords bounds how many of the mapping's test records are taken.
const maxRecords = 8

// Run makes the samples of a mapping whose names fit only, runs them, and says what became of each, in the
// order of fields. It fails if no test of the mapping expects a canonical record: then there is none to
// exchange a field in.
func Run(p *mapping.Program, kind *canon.Kind, only *regexp.Regexp) ([]Verdict, error) {
	given := p.Accepted()
	if len(given) == 0 {
		return nil, errors.New("no test of the mapping expects a canonical record, in which fields could be exchanged: add one with expect")
	}
	j := newJudge(p, kind, given)
	var out []Verdict
	for _, g := range given[:min(len(given), maxRecords)] {
		verdicts, err := j.record(g, only)
		if err != nil {
			return nil, err
		}
		out = append(out, verdicts...)
	}
	slices.SortStableFunc(out, func(a, b Verdict) int { return j.order(a.Field) - j.order(b.Field) })
	return out, nil
}

// trial is one record with a sample in it, and what the mapping made of it.
type trial struct {
	sample
	field   *field // nil for the whole record
	row     fields
	verdict Verdict
	result  fields // the canonical record; nil if there is none
	dropped []string
}

// chunk is how many trials go through the mapping at once: some hold megabytes.
const chunk = 256

// record tries all samples in one record.
func (j *judge) record(g mapping.Given, only *regexp.Regexp) ([]Verdict, error) {
	good := record(g.Batch)
	trials := []*trial{{sample: sample{name: "as it is"}, row: good}}
	trials = append(trials, j.wholes(good)...)
	for i := range j.fields {
		trials = append(trials, j.trials(&j.fields[i], good)...)
	}
	for part := range slices.Chunk(trials, chunk) {
		if err := j.try(part); err != nil {
			return nil, err
		}
	}
	if trials[0].result == nil {
		return nil, nil // the test fails by itself, or is about something else
	}
	j.base = trials[0]
	var out []Verdict
	for _, t := range trials[1:] {
		t.verdict.Sample, t.verdict.Record = t.name, g.Test
		if t.field != nil {
			t.verdict.Field = t.field.path
		}
		if only.MatchString(t.verdict.Field+": "+t.name) || only.MatchString(t.name) {
			j.judge(t, trials)
			out = append(out, t.verdict)
		}
	}
	return out, nil
}

// trials are those of one field; none where the record has no such place, or nothing there while the record of
// another test has something.
func (j *judge) trials(f *field, good fields) []*trial {
	value, ok := at(good, j.schema.Fields(), f.path)
	if !ok || value == nil && j.filled[f.path] {
		return nil
	}
	var out []*trial
	for _, s := range append(f.samples(value), j.known(f)...) {
		if f.holds(s.value) {
			out = append(out, &trial{sample: s, field: f, row: with(good, j.schema.Fields(), f.path, s.value)})
		}
	}
	return out
}

// known are good values of a field by which its influence is seen: those of the other tests, of code lists
// and of comparisons.
func (j *judge) known(f *field) []sample {
	var out []sample
	for _, v := range j.values[f.path] {
		out = append(out, sample{name: "value of another test", value: v})
	}
	if f.typ.ID() != arrow.STRING {
		return out
	}
	seen := map[string]bool{}
	add := func(name, text string) {
		if !seen[text] {
			seen[text] = true
			out = append(out, sample{name: name, value: text})
		}
	}
	for _, i := range f.reads {
		for _, row := range i.Rows[:min(len(i.Rows), maxRows)] {
			add("value of the code list", row.Value)
		}
		for _, word := range i.Words {
			add("word of the mapping", word)
		}
	}
	return out
}

// maxRows bounds how many values of a code list are tried.
const maxRows = 40

// wholes are records that are hostile all over.
func (j *judge) wholes(good fields) []*trial {
	out := []*trial{{sample: sample{name: "every field null"}, row: make(fields, len(good))}}
	for _, c := range []struct{ name, text string }{
		{"every text empty", ""}, {"every text blank", " "}, {"every text NUL", "\x00"}, {"every text 10,000 characters", strings.Repeat("Ж", 10_000)}, {"every text bytes of no encoding", "\xff\xfe"},
	} {
		row := slices.Clone(good)
		for i, f := range j.schema.Fields() {
			if f.Type.ID() == arrow.STRING {
				row[i] = c.text
			}
		}
		out = append(out, &trial{sample: sample{name: c.name}, row: row})
	}
	return out
}

// try runs trials with kernels and with the interpreter, which must agree.
func (j *judge) try(trials []*trial) error {
	rows := make([]fields, len(trials))
	for i, t := range trials {
		rows[i] = t.row
	}
	batch, err := batchOf(j.schema, rows)
	if err != nil {
		return err
	}
	defer batch.Release()
	j.take(trials, j.program.Run(batch))
	again := make([]*trial, len(trials))
	for i, t := range trials {
		again[i] = &trial{field: t.field, sample: t.sample}
	}
	j.take(again, j.program.Interpret(batch))
	for i, t := range trials {
		if t.verdict != again[i].verdict || !reflect.DeepEqual(t.result, again[i].result) {
			t.verdict.Outcome, t.verdict.Says = Failed, "kernels and interpreter do not agree"
		}
	}
	return nil
}
