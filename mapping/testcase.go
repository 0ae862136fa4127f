package mapping

import (
	"strconv"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// TestResult is how one test of the mapping file went.
type TestResult struct {
	Name   string  `json:"name"` // as written, else "test 1", "test 2", …
	Line   int     `json:"line"`
	Passed bool    `json:"passed"`
	Cells  []Cell  `json:"cells,omitempty"`  // what differs
	Errors []Error `json:"errors,omitempty"` // of a record that was rejected
}

// Cell is one difference: what a test expects and what the mapping gave. Values stand in it because a
// test's record is made up.
type Cell struct {
	Path string `json:"path"` // in the canonical record, "reject" or "skip"
	Want string `json:"want"`
	Got  string `json:"got"`
}

// nothing is how a cell shows a value that is not there.
const nothing = "nothing"

// testCase is one test: a record of one row, and what it must become.
type testCase struct {
	name   string
	line   int
	given  arrow.RecordBatch
	expect []Cell
	reject *wantedReject
	skip   string // the reason
}

type wantedReject struct{ code, field string }

// Test runs the tests of the file.
func (p *Program) Test() []TestResult {
	out := make([]TestResult, len(p.tests))
	for i, t := range p.tests {
		out[i] = p.test(t)
	}
	return out
}

func (p *Program) test(t *testCase) TestResult {
	result := p.Run(t.given)
	defer result.Batch.Release()
	out := TestResult{Name: t.name, Line: t.line}
	if len(result.Rejects) > 0 {
		out.Errors = result.Rejects[0].Errors
	}
	got := ""
	if len(result.Skipped) > 0 {
		got = result.Skipped[0].Reason
	}
	switch {
	case t.skip != "" || got != "":
		out.Cells = t.compareSkip(got, out.Errors)
	case t.reject != nil:
		out.Cells = t.reject.compare(out.Errors)
	case out.Errors != nil:
		out.Cells = []Cell{{"reject", nothing, describe(out.Errors)}}
	default:
		out.Cells = p.compare(t.expect, result.Batch)
	}
	out.Passed = len(out.Cells) == 0
	return out
}

// compare looks at the named fields only.
func (p *Program) compare(expect []Cell, batch arrow.RecordBatch) []Cell {
	var out []Cell
	record := array.RecordToStructArray(batch)
	defer record.Release()
	for _, want := range expect {
		want.Got = valueAt(record, 0, want.Path)
		if want.Got != want.Want {
			out = append(out, want)
		}
	}
	return out
}

func (w *wantedReject) compare(errors []Error) []Cell {
	for _, e := range errors {
		if e.Code == w.code && (w.field == "" || e.Field == w.field) {
			return nil
		}
	}
	want := w.code
	if w.field != "" {
		want += " of " + w.field
	}
	got := describe(errors)
	if errors == nil {
		got = "accepted"
	}
	return []Cell{{"reject", want, got}}
}

// compareSkip compares the reason for which a record is skipped, "" if it is not, with what the test wants.
func (t *testCase) compareSkip(got string, errors []Error) []Cell {
	switch {
	case got == t.skip:
		return nil
	case got != "" && t.skip == "":
		return []Cell{{"skip", nothing, got}}
	case got != "":
		return []Cell{{"skip", t.skip, got}}
	case errors != nil:
		return []Cell{{"skip", t.skip, "rejected: " + describe(errors)}}
	}
	return []Cell{{"skip", t.skip, "accepted"}}
}

func describe(errors []Error) string {
	parts := make([]string, len(errors))
	for i, e := range errors {
		parts[i] = e.Code + " of " + e.Field
	}
	return strings.Join(parts, ", ")
}

// valueAt follows a canonical path such as images[1].position to its value as text.
func valueAt(a arrow.Array, i int, path string) string {
	if i < 0 || i >= a.Len() || a.IsNull(i) {
		return nothing
	}
	switch a := a.(type) {
	case *array.Struct:
		name, rest := firstStep(path)
		at, ok := a.DataType().(*arrow.StructType).FieldIdx(name)
		if !ok {
			return nothing
		}
		return valueAt(a.Field(at), i, rest)
	case *array.List:
		return itemAt(a, i, path)
	}
	return a.ValueStr(i)
}

func itemAt(a *array.List, i int, path string) string {
	from, to := a.ValueOffsets(i)
	index, rest, ok := indexStep(path)
	switch {
	case !ok:
		return strconv.FormatInt(to-from, 10) + " items"
	case index >= int(to-from):
		return nothing
	}
	return valueAt(a.ListValues(), int(from)+index, rest)
}

// firstStep cuts a path after its first name: "a.b" is "a" and "b", "a[1].b" is "a" and "[1].b".
func firstStep(path string) (name, rest string) {
	at := strings.IndexAny(path, ".[")
	if at < 0 {
		return path, ""
	}
	return path[:at], strings.TrimPrefix(path[at:], ".")
}

func indexStep(path string) (index int, rest string, ok bool) {
	if !strings.HasPrefix(path, "[") {
		return 0, "", false
	}
	number, rest, ok := strings.Cut(path[1:], "]")
	index, err := strconv.Atoi(number)
	return index, strings.TrimPrefix(rest, "."), ok && err == nil
}
