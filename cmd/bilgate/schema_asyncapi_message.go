package main

import (
	"bytes"
	"encoding/json"

	"bilgate/gateway"
	"bilgate/mapping/canon"
)

type asyncMessage struct {
	Name        string         `json:"name"`
	Title       string         `json:"title"`
	Summary     string         `json:"summary"`
	ContentType string         `json:"contentType"`
	Headers     any            `json:"headers"`
	Payload     asyncRef       `json:"payload"`
	Bindings    any            `json:"bindings"`
	Examples    []asyncExample `json:"examples"`
}

func messageOf(k *canon.Kind) (asyncMessage, error) {
	example, err := exampleOf(k)
	return asyncMessage{
		Name: gateway.CanonicalType(k.Name), Title: k.Labels["en"],
		Summary:     "A new state of a record, or its withdrawal.",
		ContentType: "application/json",
		Headers:     headersOf(k),
		Payload:     ref("components/schemas/" + k.Name),
		Bindings: map[string]any{"kafka": map[string]any{
			"key":            map[string]string{"type": "string", "description": "The record's id, opaque."},
			"bindingVersion": "0.5.0",
		}},
		Examples: []asyncExample{example},
	}, err
}

// headersOf is the schema of a message's headers.
func headersOf(k *canon.Kind) any {
	properties, required := map[string]any{}, []string{}
	for _, h := range gateway.CanonicalHeaders() {
		property := map[string]string{"type": "string", "description": h.Meaning}
		switch h.Name {
		case "ce_type":
			property["const"] = gateway.CanonicalType(k.Name)
		case "ce_specversion":
			property["const"] = "1.0"
		}
		properties[h.Name] = property
		if !h.Optional {
			required = append(required, h.Name)
		}
	}
	return map[string]any{"type": "object", "required": required, "properties": properties}
}

// kindSchema is a kind's JSON Schema without what names it and its dialect: within the document, references start
// from the document's root.
type kindSchema struct {
	Title      string                     `json:"title"`
	Type       string                     `json:"type"`
	Required   json.RawMessage            `json:"required"`
	Properties json.RawMessage            `json:"properties"`
	Additional bool                       `json:"additionalProperties"`
	If         json.RawMessage            `json:"if"`
	Then       json.RawMessage            `json:"then"`
	Defs       map[string]json.RawMessage `json:"$defs,omitempty"`
}

// addSchemas adds a kind's schema under its name, and what the schema refers to – the same for every kind that does –
// under "defs." and the name there.
func addSchemas(schemas map[string]any, k *canon.Kind) error {
	text, err := k.JSONSchema()
	if err != nil {
		return err
	}
	text = bytes.ReplaceAll(text, []byte(`"#/$defs/`), []byte(`"#/components/schemas/defs.`))
	var schema kindSchema
	if err := json.Unmarshal(text, &schema); err != nil {
		return err
	}
	for name, shape := range schema.Defs {
		schemas["defs."+name] = shape
	}
	schema.Defs = nil
	schemas[k.Name] = schema
	return nil
}
