package canon

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/twmb/avro"
)

// AvroCodec turns records of one kind from their JSON into Avro's binary encoding and back. It is safe for
// concurrent use.
type AvroCodec struct {
	kind   *Kind
	schema *avro.Schema
}

// Avro prepares the kind's codec; it writes and reads under the schema of AvroSchema.
func (k *Kind) Avro() (*AvroCodec, error) {
	text, err := k.AvroSchema()
	if err != nil {
		return nil, err
	}
	schema, err := avro.Parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("avro schema of %s: %w", k.Name, err)
	}
	return &AvroCodec{kind: k, schema: schema}, nil
}

// AppendAvro appends a record, given as the JSON in which it travels, to dst. It refuses what would not come back
// byte for byte (I5): a member that the kind has not, a required one missing, a value of another type, a day that no
// calendar has, a code outside its list, another order or spelling than the gateway's. An error names the field and
// the class of the value (I7).
func (c *AvroCodec) AppendAvro(dst, record []byte) ([]byte, error) {
	var r Record
	if err := json.Unmarshal(record, &r); err != nil {
		return nil, err
	}
	if r.Kind != c.kind.Name {
		return nil, fmt.Errorf("avro %s: the record is of another kind", c.kind.Name)
	}
	value, err := c.value(r)
	if err != nil {
		return nil, fmt.Errorf("avro %s: %w", c.kind.Name, err)
	}
	out, err := c.schema.AppendEncode(dst, value)
	if err != nil {
		return nil, fmt.Errorf("avro %s: the provenance does not fit the schema", c.kind.Name)
	}
	if back, err := c.JSON(out[len(dst):]); err != nil || !bytes.Equal(back, record) {
		return nil, fmt.Errorf("avro %s: the record is not written as the gateway writes it (order of members, spelling of texts and numbers, no blanks)", c.kind.Name)
	}
	return out, nil
}

// JSON reads one record and returns the JSON in which it travels: members in the schema's order, as AppendJSON
// writes them, so that a record which the gateway wrote comes back byte for byte. Bytes behind the record are an error.
func (c *AvroCodec) JSON(data []byte) ([]byte, error) {
	var value map[string]any
	rest, err := c.schema.Decode(data, &value)
	if err != nil {
		return nil, fmt.Errorf("avro %s: the bytes are no record of the schema", c.kind.Name)
	}
	if len(rest) > 0 {
		return nil, fmt.Errorf("avro %s: %d bytes follow the record", c.kind.Name, len(rest))
	}
	r := provenanceOf(value)
	if data, ok := value["data"].(map[string]any); ok {
		r.Data = appendAvroObject(nil, c.kind.plan, data)
	}
	return r.MarshalJSON()
}
