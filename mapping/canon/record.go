package canon

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Op says what a record does to the register and the subsystems.
type Op string

const (
	Put     Op = "put"     // a new state of the record
	Retract Op = "retract" // the agency withdraws the record: a tombstone version
)

// Order is the source's order of a record's states: the revision that the agency counts, or the
// record's first place on raw (offset, part). It is compared lexicographically, only within one record.
type Order struct {
	Major int64 `json:"major"`
	Minor int64 `json:"minor"`
}

// Compare returns -1, 0 or 1 as o is before, equal to or after p.
func (o Order) Compare(p Order) int {
	switch {
	case o.Major != p.Major && o.Major < p.Major, o.Major == p.Major && o.Minor < p.Minor:
		return -1
	case o == p:
		return 0
	}
	return 1
}

// Source says where a record came from.
type Source struct {
	Agency    string `json:"agency"`
	Feed      string `json:"feed"`
	MessageID string `json:"message_id"` // the agency's own id of the message
	Part      int    `json:"part"`       // 1…Parts
	Parts     int    `json:"parts"`
	Topic     string `json:"topic"`
	Partition int32  `json:"partition"`
	Offset    int64  `json:"offset"`
	SHA256    string `json:"sha256"` // of the message's plain bytes, hex
}

// Mapping names the mapping that made a record.
type Mapping struct {
	Name    string `json:"name"`
	Version int    `json:"version"`
	Hash    string `json:"hash"` // hex SHA-256 over file, code lists, schema and decoder version
}

// Finding is something a person should look at; it never stops a record.
type Finding struct {
	Grade   string `json:"grade"` // E, W or P as in ANSI/NIST-ITL checks; W for plain record findings
	Code    string `json:"code"`
	Field   string `json:"field,omitempty"`
	Message string `json:"message,omitempty"` // names the rule and the class of a value, never the value (I7)
}

// Record is one canonical record as it travels: provenance, and the business fields of its kind.
//
// On the wire the business fields stand beside the provenance in one JSON object; Data holds them alone.
type Record struct {
	ID         string    `json:"id"` // opaque: 24 characters of base32
	Kind       string    `json:"kind"`
	Op         Op        `json:"op"`
	Order      Order     `json:"order"`
	Version    int64     `json:"version,omitempty"` // the register's ordinal within the record, from 1
	Source     Source    `json:"source"`
	Mapping    Mapping   `json:"mapping"`
	ReceivedAt time.Time `json:"received_at"`
	Findings   []Finding `json:"findings,omitempty"`

	Data json.RawMessage `json:"-"`
}

// MarshalJSON writes provenance and business fields as one object.
func (r Record) MarshalJSON() ([]byte, error) {
	type provenance Record
	head, err := json.Marshal(provenance(r))
	if err != nil {
		return nil, err
	}
	body := bytes.TrimSpace(r.Data)
	if len(body) == 0 || bytes.Equal(body, []byte("{}")) {
		return head, nil
	}
	if body[0] != '{' {
		return nil, errors.New("canon: the business fields of a record are not a JSON object")
	}
	out := make([]byte, 0, len(head)+len(body))
	out = append(out, head[:len(head)-1]...)
	out = append(out, ',')
	return append(out, body[1:]...), nil
}

// UnmarshalJSON reads a record; Data keeps the business fields in the order of the text.
func (r *Record) UnmarshalJSON(b []byte) error {
	type provenance Record
	var p provenance
	if err := json.Unmarshal(b, &p); err != nil {
		return fmt.Errorf("canonical record: %w", err)
	}
	data, err := businessFields(b)
	if err != nil {
		return fmt.Errorf("canonical record: %w", err)
	}
	*r = Record(p)
	r.Data = data
	return nil
}

// businessFields copies an object without its provenance members.
func businessFields(object []byte) (json.RawMessage, error) {
	d := json.NewDecoder(bytes.NewReader(object))
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	out := []byte{'{'}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, err
		}
		if name, _ := key.(string); !provenanceFields[name] {
			out = appendMember(out, name, value)
		}
	}
	return append(out, '}'), nil
}

func appendMember(out []byte, name string, value []byte) []byte {
	if len(out) > 1 {
		out = append(out, ',')
	}
	quoted, _ := json.Marshal(name)
	return append(append(append(out, quoted...), ':'), value...)
}

// provenanceFields are the members of a record that are not business fields.
var provenanceFields = map[string]bool{
	"id": true, "kind": true, "op": true, "order": true, "version": true,
	"source": true, "mapping": true, "received_at": true, "findings": true,
}

// Into decodes the business fields into a struct with JSON tags, such as Person.
func (r Record) Into(v any) error {
	if err := json.Unmarshal(r.Data, v); err != nil {
		return fmt.Errorf("canonical %s: %w", r.Kind, err)
	}
	return nil
}
