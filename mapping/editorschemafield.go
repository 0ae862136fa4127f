package mapping

import (
	"strconv"
	"strings"

	"bilgate/mapping/canon"
)

// constants are the keys of const with the constants that they take.
func (s *schemaWriter) constants(k *canon.Kind, tree []*target) shapes {
	out := shapes{}
	for _, path := range paths(tree, "") {
		if f := canonField(k.Fields, strings.TrimSuffix(path, "[]")); f.Type != canon.List {
			out[path] = described(f, s.constantOf(f))
		}
	}
	return out
}

// constantOf is the shape of a constant. YAML reads some texts as numbers or as true.
func (s *schemaWriter) constantOf(f *canon.Field) shapes {
	if f.Codes != "" {
		return s.codesOf(f.Codes)
	}
	switch f.Type {
	case canon.Integer:
		return shapes{"type": []string{"integer", "string"}, "pattern": `^[+-]?\d+$`}
	case canon.Boolean:
		return shapes{"type": []string{"boolean", "string", "integer"}, "pattern": "^([tTfF01]|true|false|True|False|TRUE|FALSE)$", "minimum": 0, "maximum": 1}
	case canon.Date:
		return shapes{"type": "string", "pattern": `^\d{4}-\d{2}-\d{2}$`}
	case canon.Timestamp:
		return shapes{"type": "string", "pattern": `^\d{4}-\d{2}-\d{2}T`}
	}
	return shapes{"type": []string{"string", "number", "boolean"}, "minLength": 1}
}

// codesOf are the codes of a list, as texts and, where they are numbers, as numbers too.
func (s *schemaWriter) codesOf(name string) shapes {
	list, ok := canon.Codes(name)
	if !ok {
		return shapes{"type": []string{"string", "number"}}
	}
	key := "codes." + name
	if s.defs[key] == nil {
		var enum []any
		for _, code := range list.Distinct() {
			enum = append(enum, code)
			if n, err := strconv.Atoi(code); err == nil && strconv.Itoa(n) == code {
				enum = append(enum, n)
			}
		}
		s.defs[key] = shapes{"enum": enum}
	}
	return reference(key)
}

// assignments are the keys under fields with what they take: an expression, or the blocks of a list.
func (s *schemaWriter) assignments(fields []*canon.Field) shapes {
	out := shapes{}
	for _, path := range paths(newTargets(fields), "") {
		f := canonField(fields, strings.TrimSuffix(path, "[]"))
		value := reference("expression")
		if strings.HasSuffix(path, "[]") {
			block := s.block(f)
			value = shapes{"anyOf": []shapes{block, {"type": "array", "items": block}}}
		}
		out[path] = described(f, value)
	}
	return out
}

// block is one source of a list's items.
func (s *schemaWriter) block(f *canon.Field) shapes {
	out := objectShape(shapes{
		"each":   helped("block/each", shapes{"anyOf": []shapes{reference("expression"), namedShape(reference("expression"))}}),
		"as":     helped("block/as", shapes{"type": "string", "pattern": variableName.String()}),
		"when":   helped("block/when", reference("expression")),
		"fields": helped("block/fields", objectShape(s.assignments(f.Fields))),
	}, "fields")
	out["dependentRequired"] = shapes{"as": []string{"each"}}
	out["if"] = shapes{"required": []string{"each"}, "properties": shapes{"each": shapes{"not": shapes{"type": "object"}}}}
	out["then"] = shapes{"required": []string{"as"}}
	return out
}

// described adds to a shape what the canonical schema says of a field.
func described(f *canon.Field, shape shapes) shapes {
	required := "optional"
	if f.Required {
		required = "required"
	}
	lines := []string{strings.TrimPrefix(fieldWords(f), "a ") + ", " + required}
	for _, lang := range []canon.Lang{"kk", "ru", "en"} {
		if f.Labels[lang] != "" {
			lines = append(lines, string(lang)+": "+f.Labels[lang])
		}
	}
	if f.Note != "" {
		lines = append(lines, f.Note)
	}
	if f.Source != "" {
		lines = append(lines, "Source: "+f.Source)
	}
	out := shapes{"title": f.Labels["en"], "description": strings.Join(append(lines, "Sensitivity: "+string(f.Sensitivity)), "\n")}
	for name, value := range shape {
		out[name] = value
	}
	return out
}
