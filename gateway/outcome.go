package gateway

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"bilgate/gateway/bus"
	"bilgate/gateway/register"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// parse reads what translate wrote. A record that it cannot read stops the stage, loudly, rather than be
// skipped (I2): these topics are ours.
func parse(pieces []bus.Piece) ([]register.Piece, []register.Outcome, error) {
	var at []register.Piece
	var outcomes []register.Outcome
	for _, p := range pieces {
		at = append(at, register.Piece{Place: register.Place(p.Place), From: p.From, To: p.To})
		for _, r := range p.Records {
			o, err := outcome(r)
			if err != nil {
				return nil, nil, fmt.Errorf("record %s/%d/%d: %w", r.Topic, r.Partition, r.Offset, err)
			}
			outcomes = append(outcomes, o)
		}
	}
	return at, outcomes, nil
}

// outcome reads one canonical record, reject or skip.
func outcome(r *bus.Record) (register.Outcome, error) {
	var provenance struct {
		ID         string          `json:"id"`
		Kind       string          `json:"kind"`
		Op         canon.Op        `json:"op"`
		Order      canon.Order     `json:"order"`
		Source     canon.Source    `json:"source"`
		Mapping    canon.Mapping   `json:"mapping"`
		ReceivedAt time.Time       `json:"received_at"`
		Seq        int             `json:"seq"`
		Errors     json.RawMessage `json:"errors"`
		Raw        []byte          `json:"raw"`
		Skipped    string          `json:"skipped"`
	}
	if err := json.Unmarshal(r.Value, &provenance); err != nil {
		return register.Outcome{}, err
	}
	o := register.Outcome{
		Feed: provenance.Source.Feed, Message: r.Header(headerMessage), AgencyID: provenance.Source.MessageID,
		Seq: provenance.Seq, Part: provenance.Source.Part, Parts: provenance.Source.Parts,
		Digest: r.Header(headerDigest), Mapping: provenance.Mapping.Hash, Received: provenance.ReceivedAt,
		Kind: provenance.Kind, Record: provenance.ID, Op: provenance.Op, Order: provenance.Order,
		Content: r.Header(headerBusiness), Subject: r.Header(headerSubject), Keys: strings.Fields(r.Header(headerKeys)),
		Body: r.Value, Dropped: strings.Fields(r.Header(headerDropped)),
		Errors: provenance.Errors, RawValue: provenance.Raw, Skipped: provenance.Skipped,
	}
	if err := places(r, &o); err != nil {
		return o, err
	}
	if strings.HasPrefix(r.Topic, "rejects.") && o.Skipped == "" {
		o.Rejected, o.RawKey = true, string(r.Key)
		o.Code = firstCode(o.Errors)
	}
	return o, nil
}

func places(r *bus.Record, o *register.Outcome) error {
	raw, err := placeIn(r, headerRaw)
	if err == nil && raw == nil {
		err = fmt.Errorf("header %s is missing", headerRaw)
	}
	if err != nil {
		return err
	}
	o.Raw = register.Raw{Partition: raw.partition, Offset: raw.offset}
	first, err := origin(r)
	if err == nil && first != nil {
		o.Origin = &register.Raw{Partition: first.partition, Offset: first.offset}
	}
	return err
}

func firstCode(errs []byte) string {
	var list []mapping.Error
	if json.Unmarshal(errs, &list) != nil || len(list) == 0 {
		return "unknown"
	}
	return list[0].Code
}
