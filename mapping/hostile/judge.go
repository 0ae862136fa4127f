package hostile

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"

	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// judge knows a mapping, and says whether what it made of a sample is right.
type judge struct {
	program *mapping.Program
	kind    *canon.Kind
	schema  *arrow.Schema // of the source
	fields  []field
	values  map[string][]any // of each field, in the records of the tests
	filled  map[string]bool  // fields that a test fills
	targets map[string]bool  // canonical fields that an expression fills
	vouched map[[2]string]map[string]bool
	base    *trial // the record without a sample
}

func newJudge(p *mapping.Program, kind *canon.Kind, given []mapping.Given) *judge {
	influences := p.Influences()
	j := &judge{
		program: p, kind: kind, schema: given[0].Batch.Schema(),
		values: map[string][]any{}, filled: map[string]bool{}, targets: map[string]bool{}, vouched: map[[2]string]map[string]bool{},
	}
	j.fields = fieldsOf(j.schema, influences)
	for _, i := range influences {
		j.targets[i.Target] = true
	}
	for _, g := range given {
		j.learn(record(g.Batch), p.Run(g.Batch))
	}
	return j
}

// learn notes the good values of a test's record, and what the record vouches for.
func (j *judge) learn(row fields, result mapping.Result) {
	defer result.Batch.Release()
	accepted := canonical(result.Batch)
	for _, f := range j.fields {
		v, ok := at(row, j.schema.Fields(), f.path)
		if !ok || v == nil {
			continue
		}
		j.filled[f.path] = j.filled[f.path] || len(accepted) > 0
		if f.typ.ID() == arrow.STRING {
			j.values[f.path] = append(j.values[f.path], v)
		}
		if v != any(Unlisted) || len(accepted) == 0 {
			continue
		}
		for _, i := range f.reads {
			j.vouch(f.path, i.Target, accepted[0])
		}
	}
}

func (j *judge) vouch(source, target string, accepted fields) {
	key := [2]string{source, target}
	if j.vouched[key] == nil {
		j.vouched[key] = map[string]bool{}
	}
	v, _ := at(accepted, j.kind.Arrow().Fields(), target)
	j.vouched[key][sprint(v)] = true
}

// canonical are the records of a batch.
func canonical(batch arrow.RecordBatch) []fields {
	record := array.RecordToStructArray(batch)
	defer record.Release()
	out := make([]fields, record.Len())
	for i := range out {
		out[i] = valueOf(record, i).(fields)
	}
	return out
}

// order is the place of a field in the schema; the whole record stands first.
func (j *judge) order(path string) int {
	return slices.IndexFunc(j.fields, func(f field) bool { return f.path == path })
}

// take hands each trial its part of a result.
func (j *judge) take(trials []*trial, r mapping.Result) {
	defer r.Batch.Release()
	for i, result := range canonical(r.Batch) {
		t := trials[r.Rows[i]]
		t.result, t.dropped, t.verdict.Outcome = result, r.Dropped[r.Rows[i]], Unchanged
	}
	for _, reject := range r.Rejects {
		t, first := trials[reject.Row], reject.Errors[0]
		if t.verdict.Outcome != "" {
			t.fail("the record ends twice")
			continue
		}
		t.verdict.Outcome, t.verdict.Code, t.verdict.At = Rejected, first.Code, first.Field
		for _, e := range reject.Errors { // the one of the field that was exchanged, if it is there
			if t.field != nil && samePlace(e.Field, t.field.path) {
				t.verdict.Code, t.verdict.At = e.Code, e.Field
			}
			if e.Code == "" || e.Rule.Line == 0 {
				t.fail("it is rejected without a code or a place")
			}
		}
	}
	for _, skip := range r.Skipped {
		trials[skip.Row].verdict.Outcome, trials[skip.Row].verdict.Code = Skipped, skip.Reason
	}
	for _, t := range trials {
		if t.verdict.Outcome == "" {
			t.fail("the record is lost: neither accepted, rejected nor skipped")
		}
	}
}

func (t *trial) fail(says string, values ...any) {
	if t.verdict.Outcome != Failed {
		t.verdict.Outcome, t.verdict.Says = Failed, fmt.Sprintf(says, values...)
	}
}

// judge looks at an accepted record: at what the exchanged field takes part in, and at all the rest.
func (j *judge) judge(t *trial, trials []*trial) {
	if t.verdict.Outcome != Unchanged {
		return
	}
	if t.field == nil {
		j.whole(t)
		return
	}
	schema := j.kind.Arrow().Fields()
	for _, i := range t.field.reads {
		if got, ok := at(t.result, schema, i.Target); ok || t.value != nil {
			j.target(t, i, got, trials)
		}
	}
	for target := range j.targets {
		got, _ := at(t.result, schema, target)
		want, _ := at(j.base.result, schema, target)
		if !j.takesPart(t.field, target) && sprint(got) != sprint(want) && !slices.Contains(t.dropped, target) && !slices.Contains(j.base.dropped, target) {
			t.fail("%s, of which it is no part, became %s in place of %s", target, show(got), show(want))
		}
	}
}

// takesPart says whether a field has influence on a target; a list or a struct has if anything in it has.
func (j *judge) takesPart(f *field, target string) bool {
	has := func(i mapping.Influence) bool { return i.Target == target }
	for _, other := range j.fields {
		if (other.path == f.path || isBelow(other.path, f.path)) && slices.ContainsFunc(other.reads, has) {
			return true
		}
	}
	return false
}

// whole looks at a record that is hostile all over: what is accepted must be text that was sent.
func (j *judge) whole(t *trial) {
	sent := map[string]bool{}
	for _, v := range t.row {
		if text, ok := v.(string); ok {
			sent[text] = true
		}
	}
	for _, i := range j.program.Influences() {
		got, _ := at(t.result, j.kind.Arrow().Fields(), i.Target)
		text, ok := got.(string)
		if want, _ := at(j.base.result, j.kind.Arrow().Fields(), i.Target); ok && i.How == mapping.ByValue && !sent[text] && text != "" && want != got && len(i.Rows) == 0 {
			t.fail("%s became %s, which nobody sent", i.Target, show(got))
		}
	}
}

// show writes a value for a person, long ones cut.
func show(v any) string {
	const most = 60
	text, ok := v.(string)
	if !ok {
		if v == nil {
			return "nothing"
		}
		text = fmt.Sprint(v)
	}
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most]) + "…"
	}
	if ok {
		return fmt.Sprintf("%q", text)
	}
	return text
}
