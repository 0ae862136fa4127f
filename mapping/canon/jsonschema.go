package canon

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
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

func propertiesOf(fields []*Field, sealed bool) object {
	var out object
	for _, f := range fields {
		out = append(out, pair{f.Name, f.schema(sealed)})
	}
	return out
}

func requiredOf(fields []*Field) []string {
	out := []string{}
	for _, f := range fields {
		if f.Required {
			out = append(out, f.Name)
		}
	}
	return out
}

// schema describes one field; sealed says that a unit around it is sealed as a whole.
func (f *Field) schema(sealed bool) object {
	secret := f.Sensitivity == Biometric || f.Sensitivity == Genomic
	out := object{{"title", f.Labels["en"]}, {"description", f.Note}, {"x-sensitivity", f.Sensitivity}}
	if f.Source != "" {
		out = append(out, pair{"x-source", f.Source})
	}
	shape := f.shape(sealed || secret)
	if secret && !sealed {
		return append(out, pair{"anyOf", []any{shape, reference("sealed")}})
	}
	return append(out, shape...)
}

func (f *Field) shape(sealed bool) object {
	switch f.Type {
	case Struct:
		return structShape(f.Fields, sealed)
	case List:
		return f.listShape(sealed)
	case Integer, Boolean:
		return append(object{{"type", f.Type}}, f.codesShape()...)
	case Date:
		return object{{"type", "string"}, {"pattern", datePattern(f.Partial)}}
	case Timestamp:
		return object{{"type", "string"}, {"format", "date-time"}, {"pattern", "Z$"}}
	default:
		return append(object{{"type", "string"}}, f.codesShape()...)
	}
}

func structShape(fields []*Field, sealed bool) object {
	out := object{{"type", "object"}}
	if required := requiredOf(fields); len(required) > 0 {
		out = append(out, pair{"required", required})
	}
	return append(out, pair{"properties", propertiesOf(fields, sealed)}, pair{"additionalProperties", false})
}

func (f *Field) listShape(sealed bool) object {
	items := object{{"type", "string"}}
	if f.Fields != nil {
		items = structShape(f.Fields, sealed)
	}
	return object{{"type", "array"}, {"minItems", 1}, {"items", items}}
}

func (f *Field) codesShape() object {
	if f.Codes == "" {
		return nil
	}
	name := f.Codes
	if f.Type == Integer {
		name += ".integer"
	}
	return object{{"$ref", "#/$defs/" + name}}
}

func reference(name string) object { return object{{"$ref", "#/$defs/" + name}} }

func datePattern(partial bool) string {
	if partial {
		return `^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$`
	}
	return `^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`
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
	for _, f := range k.allFields(k.Fields) {
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

func (k *Kind) allFields(fields []*Field) []*Field {
	var out []*Field
	for _, f := range fields {
		out = append(append(out, f), k.allFields(f.Fields)...)
	}
	return out
}

// enum lists the codes of all times: a record is as old as its order.
func (f *Field) enum() []any {
	list, _ := Codes(f.Codes)
	var out []any
	for _, c := range list.Distinct() {
		if n, err := strconv.Atoi(c); err == nil && f.Type == Integer {
			out = append(out, n)
			continue
		}
		out = append(out, c)
	}
	return out
}
