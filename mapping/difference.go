package mapping

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/mapping/canon"
)

// Difference is what would become of records under another mapping: the answer to "what do I break?"
// before a mapping is published. It counts records; its samples are masked (I7).
type Difference struct {
	Records       int            `json:"records"`
	Same          int            `json:"same"`
	Changed       int            `json:"changed"`        // accepted by both, with other content
	NewlyRejected int            `json:"newly_rejected"` // accepted or skipped before
	NewlyAccepted int            `json:"newly_accepted"` // rejected or skipped before
	NewlySkipped  int            `json:"newly_skipped"`
	OtherReject   int            `json:"other_reject"` // rejected by both, for other reasons
	Fields        []FieldChange  `json:"fields"`       // the most frequent first
	Codes         map[string]int `json:"codes"`        // of the newly rejected: records by code
	Reasons       map[string]int `json:"reasons"`      // of the newly skipped: records by reason
	Examples      []FateChange   `json:"examples"`     // of what is newly rejected, accepted or skipped
}

// FieldChange is a canonical field that has another value in some records.
type FieldChange struct {
	Path    string   `json:"path"` // "person.surname", "documents[].number"; "documents[]" where the number of items differs
	Records int      `json:"records"`
	Samples []Change `json:"samples"`
}

// Change is one changed value, masked: letters and digits stand for letters and digits, biometric and
// genomic values show nothing.
type Change struct {
	At  string `json:"at"` // the record's place, as the caller names it
	Was string `json:"was"`
	Is  string `json:"is"`
}

// FateChange is a record that has another fate.
type FateChange struct {
	At  string `json:"at"`
	Was string `json:"was"` // "accepted", "rejected: iin_check", "skipped: draft"
	Is  string `json:"is"`
}

// Comparison runs two mappings of one source schema and one kind over the same batches.
type Comparison struct {
	old, new *Program
	samples  int // kept of each kind of change
	fields   map[string]*FieldChange
	out      Difference
}

// Compare begins a comparison that keeps so many samples of each change. The mappings must make the same kind.
func Compare(old, new *Program, samples int) (*Comparison, error) {
	if old.kind.Name != new.kind.Name {
		return nil, fmt.Errorf("the mappings make %s and %s: compare mappings of one kind", old.kind.Name, new.kind.Name)
	}
	return &Comparison{
		old: old, new: new, samples: samples, fields: map[string]*FieldChange{},
		out: Difference{Fields: []FieldChange{}, Codes: map[string]int{}, Reasons: map[string]int{}, Examples: []FateChange{}},
	}, nil
}

// Add maps a batch with both. at names the place of a row for samples.
func (c *Comparison) Add(batch arrow.RecordBatch, at func(row int) string) {
	was, is := c.old.Run(batch), c.new.Run(batch)
	defer was.Batch.Release()
	defer is.Batch.Release()
	before, after := fates(c.old.kind, was, int(batch.NumRows())), fates(c.new.kind, is, int(batch.NumRows()))
	for row := range before {
		c.row(before[row], after[row], func() string { return at(row) })
	}
}

// fate is what became of one row: content, or a reject, or a skip.
type fate struct {
	content []byte
	errors  []Error
	skipped string
}

func (f fate) accepted() bool { return f.content != nil }

func (f fate) String() string {
	switch {
	case f.accepted():
		return "accepted"
	case f.skipped != "":
		return "skipped: " + f.skipped
	}
	return "rejected: " + f.errors[0].Code
}

func fates(kind *canon.Kind, r Result, rows int) []fate {
	out := make([]fate, rows)
	for i, row := range r.Rows {
		out[row].content = kind.AppendJSON(nil, r.Batch, i, canon.Writing{})
	}
	for _, reject := range r.Rejects {
		out[reject.Row].errors = reject.Errors
	}
	for _, s := range r.Skipped {
		out[s.Row].skipped = s.Reason
	}
	return out
}

// row compares the fates of one record.
func (c *Comparison) row(was, is fate, at func() string) {
	c.out.Records++
	switch {
	case was.accepted() && is.accepted() && !bytes.Equal(was.content, is.content):
		c.out.Changed++
		c.changed(was.content, is.content, at)
		return
	case is.accepted() && !was.accepted():
		c.out.NewlyAccepted++
	case is.skipped != "" && was.skipped == "":
		c.out.NewlySkipped++
		c.out.Reasons[is.skipped]++
	case is.errors != nil && was.errors == nil:
		c.out.NewlyRejected++
		c.out.Codes[is.errors[0].Code]++
	case is.errors != nil && !sameErrors(was.errors, is.errors):
		c.out.OtherReject++
	default:
		c.out.Same++
		return
	}
	if len(c.out.Examples) < c.samples {
		c.out.Examples = append(c.out.Examples, FateChange{at(), was.String(), is.String()})
	}
}

// sameErrors compares codes and fields: the rules stand in two files.
func sameErrors(a, b []Error) bool {
	return slices.EqualFunc(a, b, func(x, y Error) bool { return x.Code == y.Code && x.Field == y.Field })
}

// Rejected is the share of the compared records that are newly rejected, from 0 to 1.
func (d Difference) Rejected() float64 {
	if d.Records == 0 {
		return 0
	}
	return float64(d.NewlyRejected) / float64(d.Records)
}

// Report is what was found so far.
func (c *Comparison) Report() Difference {
	out := c.out
	for _, f := range c.fields {
		out.Fields = append(out.Fields, *f)
	}
	slices.SortFunc(out.Fields, func(a, b FieldChange) int {
		return cmp.Or(cmp.Compare(b.Records, a.Records), cmp.Compare(a.Path, b.Path))
	})
	out.Codes, out.Reasons, out.Examples = maps.Clone(out.Codes), maps.Clone(out.Reasons), slices.Clone(out.Examples)
	return out
}
