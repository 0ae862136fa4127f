package mapping

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/mapping/canon"
)

// shapes is a JSON Schema or a part of one.
type shapes = map[string]any

// EditorSchema is the JSON Schema (draft 2020-12) of the mapping files and fragments that become one of the kinds,
// for editors with a YAML server. The source schema is that of the feed, nil for any feed. The schema takes
// every file in order; it knows the structure, the names and the codes of constants, and leaves expressions to the
// compiler.
func EditorSchema(in *arrow.Schema, kinds ...*canon.Kind) ([]byte, error) {
	s := &schemaWriter{defs: shapes{"expression": expressionShape(), "lookups": lookupsShape, "lets": namedShape(reference("expression"))}}
	var source *record
	if in != nil {
		source = newSourceTypes(in).root
	}
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.Name
	}
	root := shapes{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"$id":     "urn:bilgate:mapping:" + strings.Join(names, "+"),
		"title":   "Mapping file of bilgate", "type": "object",
		"if": shapes{"required": []string{"fragment"}}, "then": reference("fragment"), "else": reference("mapping"),
	}
	s.defs["mapping"] = s.mapping(kinds, names, source)
	s.defs["fragment"] = fragmentShape()
	root["$defs"] = s.defs
	out, err := json.MarshalIndent(root, "", "  ")
	return append(out, '\n'), err
}

// schemaWriter collects the parts that a schema refers to.
type schemaWriter struct{ defs shapes }

func reference(name string) shapes { return shapes{"$ref": "#/$defs/" + name} }

// objectShape is the shape of keys that are all known.
func objectShape(properties shapes, required ...string) shapes {
	out := shapes{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		out["required"] = required
	}
	return out
}

// namedShape is the shape of values under names that the file chooses.
func namedShape(value shapes) shapes {
	return shapes{"type": "object", "propertyNames": shapes{"pattern": variableName.String()}, "additionalProperties": value}
}

// expressionShape is an expression; YAML reads some as a number or as true.
func expressionShape() shapes {
	return shapes{"type": []string{"string", "number", "boolean"}, "minLength": 1, "description": "An expression."}
}

var lookupsShape = shapes{"type": "object", "additionalProperties": shapes{"type": "string", "minLength": 1}, "description": plainHelp("lookups")}

// plainHelp is the help of a key without Markdown.
func plainHelp(key string) string { return strings.ReplaceAll(keyHelp[key], "`", "") }

// helped adds the help of a key to the shape of its value.
func helped(key string, shape shapes) shapes {
	out := shapes{"description": plainHelp(key)}
	for name, value := range shape {
		out[name] = value
	}
	return out
}

// mapping is the shape of a mapping file. What depends on the kind stands under a condition if there are several.
func (s *schemaWriter) mapping(kinds []*canon.Kind, names []string, source *record) shapes {
	properties := shapes{
		"mapping": helped("mapping", shapes{"type": "string", "pattern": mappingName.String()}),
		"version": helped("version", shapes{"type": []string{"integer", "string"}, "minimum": 1, "pattern": `^\+?0*[1-9]\d*$`}),
		"to":      helped("to", shapes{"enum": names}),
		"lookups": reference("lookups"),
		"let":     helped("let", reference("lets")),
		"when": helped("when", shapes{"type": "object", "additionalProperties": reference("expression"),
			"propertyNames": shapes{"pattern": codePattern}}),
		"const": shapes{}, "use": shapes{}, "fields": shapes{}, "tests": shapes{},
	}
	out := objectShape(properties, "mapping", "version", "to", "fields")
	if len(kinds) == 1 {
		for name, shape := range s.ofKind(kinds[0], source) {
			properties[name] = shape
		}
		return out
	}
	var cases []shapes
	for _, k := range kinds {
		cases = append(cases, shapes{
			"if":   shapes{"required": []string{"to"}, "properties": shapes{"to": shapes{"const": k.Name}}},
			"then": shapes{"properties": s.ofKind(k, source)},
		})
	}
	out["allOf"] = cases
	return out
}

// codePattern is what reasons and codes look like.
const codePattern = `^[a-z][a-z0-9_]*$`

// ofKind are the shapes of the sections that depend on the kind.
func (s *schemaWriter) ofKind(k *canon.Kind, source *record) shapes {
	tree := newTargets(k.Fields)
	return shapes{
		"const":  helped("const", objectShape(s.constants(k, tree))),
		"use":    helped("use", shapes{"type": "array", "maxItems": maxUses, "items": useShape(tree)}),
		"fields": helped("fields", objectShape(s.assignments(k.Fields))),
		"tests":  helped("tests", shapes{"type": "array", "items": s.test(k, source)}),
	}
}

func useShape(tree []*target) shapes {
	at := append([]any{nil, ""}, anySlice(structs(tree, ""))...)
	return objectShape(shapes{
		"fragment": helped("use/fragment", shapes{"type": "string", "pattern": `^(` + sharedFolder + `/)?[^/]+$`}),
		"at":       helped("use/at", shapes{"enum": at}),
		"with":     helped("use/with", shapes{"type": "object", "additionalProperties": reference("expression")}),
	}, "fragment")
}

func anySlice(names []string) []any {
	out := make([]any, len(names))
	for i, name := range names {
		out[i] = name
	}
	return out
}

// fragmentShape is the shape of a fragment, whose fields are those of wherever it is used.
func fragmentShape() shapes {
	words := takenWords()
	for _, word := range slices.Clone(words) {
		words = append(words, "optional "+word)
	}
	return objectShape(shapes{
		"fragment": helped("fragment", shapes{"type": "string", "pattern": mappingName.String()}),
		"takes":    helped("takes", namedShape(shapes{"enum": words})),
		"lookups":  reference("lookups"),
		"let":      helped("let", reference("lets")),
		"fields": helped("fields", shapes{"type": "object", "additionalProperties": shapes{
			"anyOf": []shapes{reference("expression"), {"type": []string{"object", "array"}}},
		}}),
	}, "fragment", "fields")
}
