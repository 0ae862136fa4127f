package conntest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bilgate/connectors"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// record is one record of canonical.json.
type record struct {
	Message  string          `json:"message"`
	Record   string          `json:"record"`
	Op       canon.Op        `json:"op"`
	Revision int64           `json:"revision,omitempty"`
	Findings []string        `json:"findings,omitempty"` // "W itl.length 1.009"
	Data     json.RawMessage `json:"data,omitempty"`
}

// written is what becomes of a case.
type written struct {
	records []record
	rejects []string
}

// outcome compares what becomes of a case with its files.
func (s *feedSuite) outcome(t *testing.T, c pushCase, pieces framed) {
	var w written
	for _, piece := range pieces {
		switch piece := piece.(type) {
		case connectors.Unreadable:
			w.reject("piece %d is unreadable: %s", piece.Seq, piece.Code)
		case connectors.Message:
			s.translate(t, piece, &w)
		}
	}
	s.count(w)
	if len(w.records)+len(w.rejects) == 0 {
		t.Error("nothing becomes of the case: it shows nothing")
	}
	s.hold(t, filepath.Join(c.folder, "canonical.json"), canonical(t, w.records))
	s.hold(t, filepath.Join(c.folder, "reject.txt"), strings.Join(w.rejects, ""))
}

func (s *feedSuite) count(w written) {
	of := func(op canon.Op) bool {
		return slices.ContainsFunc(w.records, func(r record) bool { return r.Op == op })
	}
	if of(canon.Retract) {
		s.retracted++
	}
	switch {
	case len(w.rejects) > 0:
		s.wrong++
	case of(canon.Put):
		s.good++
	}
}

// translate does with a message what the gateway does, but for the register.
func (s *feedSuite) translate(t *testing.T, m connectors.Message, w *written) {
	if m.Op == connectors.Retract {
		w.records = append(w.records, record{Message: m.ID, Record: m.RecordID, Op: m.Op, Revision: m.Revision})
		return
	}
	d := s.decode(t, m)
	defer d.batch.Release()
	switch {
	case d.fault != nil:
		w.reject("message %s: %s, field %q, class %q, at %s", m.ID, d.fault.Code, d.fault.Field, d.fault.Class, d.fault.Place)
		return
	case len(d.rows) == 0:
		w.reject("message %s: empty", m.ID)
		return
	}
	result := s.program.Run(d.batch)
	defer result.Batch.Release()
	kind, _ := canon.Lookup(s.feed.Kind)
	for i, row := range result.Rows {
		w.records = append(w.records, record{
			Message: m.ID, Record: d.rows[row].RecordID, Op: m.Op, Revision: m.Revision,
			Findings: findings(d.rows[row]), Data: kind.AppendJSON(nil, result.Batch, i, canon.Writing{}),
		})
	}
	for _, reject := range result.Rejects {
		w.rejected(m, reject)
	}
}

func (w *written) reject(format string, args ...any) {
	w.rejects = append(w.rejects, fmt.Sprintf(format, args...)+"\n")
}

func (w *written) rejected(m connectors.Message, r mapping.Reject) {
	for _, e := range r.Errors {
		w.reject("message %s part %d: %s, field %q", m.ID, r.Row+1, e.Code, e.Field)
	}
}

func findings(r connectors.Row) []string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, strings.TrimSpace(f.Grade+" "+f.Code+" "+f.Field))
	}
	return out
}

func canonical(t *testing.T, records []record) string {
	if len(records) == 0 {
		return ""
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(records); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// hold compares a text with a file, or writes the file; no text is no file.
func (s *feedSuite) hold(t *testing.T, name, got string) {
	if *update {
		s.write(t, name, got)
	}
	if want := optional(t, name); got != want {
		t.Errorf("%s differs; -update writes it anew\n--- got\n%s--- want\n%s", filepath.Base(name), got, want)
	}
}

func (s *feedSuite) write(t *testing.T, name, text string) {
	err := os.Remove(name)
	if text != "" {
		err = os.WriteFile(name, []byte(text), 0o644)
	}
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
}
