package gateway

import (
	"encoding/json"
	"time"

	"bilgate/connectors"
	"bilgate/gateway/bus"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// rejection is the value of a record on rejects.<feed>: of a part that failed, or that the mapping does not
// want. The record's own data is not in it.
type rejection struct {
	ID       string          `json:"id"`
	Order    canon.Order     `json:"order"`
	Source   canon.Source    `json:"source"`
	Mapping  canon.Mapping   `json:"mapping"`
	Received time.Time       `json:"received_at"`
	Seq      int             `json:"seq"`
	Errors   []mapping.Error `json:"errors,omitempty"`
	Skipped  string          `json:"skipped,omitempty"` // reason; then there are no errors
	Rule     *mapping.Rule   `json:"rule,omitempty"`    // of a skip
	Raw      []byte          `json:"raw,omitempty"`     // the sealed raw record, for replay
}

// rejectWhole rejects a message that comes to no part.
func (t *turning) rejectWhole(a *arrival, code, field, class string) error {
	r, err := t.whole(a, code, field, class)
	t.out = append(t.out, r)
	return err
}

func (t *turning) whole(a *arrival, code, field, class string) (bus.Record, error) {
	a.rows = 1
	return t.reject(rowOf{a, connectors.Row{RecordID: a.message.RecordID}, 1}, []mapping.Error{{Code: code, Field: field, Class: class}})
}

// faultsOf are the decoder's findings that say why a part cannot be used: they stand in its reject, since
// there is no record that they could travel with.
func faultsOf(findings []canon.Finding) []mapping.Error {
	var out []mapping.Error
	for _, f := range findings {
		if f.Grade == "E" {
			out = append(out, mapping.Error{Code: f.Code, Field: f.Field})
		}
	}
	return out
}

// reject makes the reject of one part. The first of a message carries the raw record for all of them.
func (t *turning) reject(row rowOf, errs []mapping.Error) (bus.Record, error) {
	out := t.rejection(row)
	out.Errors = errs
	if row.fault != "" {
		out.Mapping = canon.Mapping{}
	}
	if !row.kept {
		row.kept, out.Raw = true, row.record.Value
	}
	return t.refuse(row, out, "kz.bil.reject")
}

// skip makes what the books need of a part that the mapping does not want.
func (t *turning) skip(row rowOf, s mapping.Skip) (bus.Record, error) {
	out := t.rejection(row)
	out.Skipped, out.Rule = s.Reason, &s.Rule
	return t.refuse(row, out, "kz.bil.skip")
}

func (t *turning) rejection(row rowOf) rejection {
	p := t.provenance(row.arrival, t.g.recordID(t.f.Name, row.RecordID), row.part)
	return rejection{ID: p.ID, Order: p.Order, Source: p.Source, Mapping: p.Mapping, Received: p.ReceivedAt, Seq: row.message.Seq}
}

func (t *turning) refuse(row rowOf, out rejection, kind string) (bus.Record, error) {
	value, err := json.Marshal(out)
	return bus.Record{
		Topic: rejectsTopic(t.f.Name), Key: row.record.Key, Value: value, Headers: t.headers(row.arrival, kind, row.part),
	}, err
}
