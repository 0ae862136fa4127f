package canon

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// object is a JSON object that keeps the order of its members.
type object []pair

type pair struct {
	name  string
	value any
}

// MarshalJSON writes the members in order.
func (o object) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for _, p := range o {
		value, err := json.Marshal(p.value)
		if err != nil {
			return nil, err
		}
		out = appendMember(out, p.name, value)
	}
	return append(out, '}'), nil
}

// JSONSchema returns the schema (draft 2020-12) of a whole record of the kind: provenance and business
// fields, the latter in the definition's order. A sealing unit may stand plain or sealed. The required
// business fields bind where op is put; a retraction has none. The same kind gives the same bytes.
func (k *Kind) JSONSchema() ([]byte, error) {
	properties := append(provenanceSchema(k), propertiesOf(k.Fields, false)...)
	schema := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", fmt.Sprintf("urn:bilgate:canon:%s:%d", k.Name, k.Version)},
		{"title", k.Labels["en"]},
		{"type", "object"},
		{"required", []string{"id", "kind", "op", "order", "source", "mapping", "received_at"}},
		{"properties", properties},
		{"additionalProperties", false},
		{"if", object{{"properties", object{{"op", object{{"const", Put}}}}}}},
		{"then", object{{"required", requiredOf(k.Fields)}}},
		{"$defs", k.definitions()},
	}
	raw, err := json.Marshal(schema)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// definitions are the shapes that the schema refers to: a sealed unit and each code list in use.
func (k *Kind) definitions() object {
	out := object{{"sealed", object{
		{"description", "A sealed value: base64 of what the vault made of the plain JSON value."},
		{"type", "object"},
		{"required", []string{"sealed"}},
		{"properties", object{{"sealed", object{{"type", "string"}, {"contentEncoding", "base64"}}}}},
		{"additionalProperties", false},
	}}}
	seen := map[string]bool{}
	for _, f := range allFields(k.Fields) {
		shape := f.codesShape()
		if shape == nil || seen[shape[0].value.(string)] {
			continue
		}
		name := shape[0].value.(string)
		seen[name] = true
		out = append(out, pair{name[len("#/$defs/"):], object{{"enum", f.enum()}}})
	}
	return out
}

// allFields are the fields and all below them, depth first.
func allFields(fields []*Field) []*Field {
	var out []*Field
	for _, f := range fields {
		out = append(append(out, f), allFields(f.Fields)...)
	}
	return out
}
