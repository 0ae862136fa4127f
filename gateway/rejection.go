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
	Raw      []byte          `json:"raw"` // the sealed raw record, for replay
}

func (t *turning) rejectWhole(a *arrival, code, field, class string) {
	a.rows = 1
	err := t.reject(rowOf{a, connectors.Row{RecordID: a.message.RecordID}, 1}, []mapping.Error{{Code: code, Field: field, Class: class}})
	if err != nil {
		panic(err) // errors always marshal
	}
}

func (t *turning) reject(row rowOf, errs []mapping.Error) error {
	id := t.g.recordID(t.f.Name, row.RecordID)
	p := t.provenance(row.arrival, id, row.part)
	value, err := json.Marshal(rejection{p.ID, p.Order, p.Source, p.Mapping, p.ReceivedAt, row.message.Seq, errs, row.record.Value})
	if err != nil {
		return err
	}
	t.out = append(t.out, bus.Record{
		Topic: rejectsTopic(t.f.Name), Key: row.record.Key, Value: value, Headers: t.headers(row.arrival, "kz.bil.reject", row.part),
	})
	return nil
}
