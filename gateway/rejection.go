package gateway

import (
	"encoding/json"
	"time"

	"bilgate/connectors"
	"bilgate/gateway/bus"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// rejection is the value of a record on rejects.<feed>. The record's own data is not in it: it failed.
type rejection struct {
	ID       string          `json:"id"`
	Order    canon.Order     `json:"order"`
	Source   canon.Source    `json:"source"`
	Mapping  canon.Mapping   `json:"mapping"`
	Received time.Time       `json:"received_at"`
	Seq      int             `json:"seq"`
	Errors   []mapping.Error `json:"errors"`
	Raw      []byte          `json:"raw,omitempty"` // the sealed raw record, for replay
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
	id := t.g.recordID(t.f.Name, row.RecordID)
	p := t.provenance(row.arrival, id, row.part)
	out := rejection{
		ID: p.ID, Order: p.Order, Source: p.Source, Mapping: p.Mapping, Received: p.ReceivedAt, Seq: row.message.Seq, Errors: errs,
	}
	if row.fault != "" {
		out.Mapping = canon.Mapping{}
	}
	if !row.kept {
		row.kept, out.Raw = true, row.record.Value
	}
	value, err := json.Marshal(out)
	return bus.Record{
		Topic: rejectsTopic(t.f.Name), Key: row.record.Key, Value: value, Headers: t.headers(row.arrival, "kz.bil.reject", row.part),
	}, err
}
