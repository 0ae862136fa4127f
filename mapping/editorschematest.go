package mapping

import (
	"strings"

	"bilgate/mapping/canon"
)

// test is the shape of one test: a record, and one outcome.
func (s *schemaWriter) test(k *canon.Kind, source *record) shapes {
	given := shapes{"type": "object"}
	if source != nil {
		given = s.given(source)
	}
	out := objectShape(shapes{
		"name":   helped("test/name", shapes{"type": []string{"string", "number", "boolean"}}),
		"given":  helped("test/given", given),
		"expect": helped("test/expect", shapes{"$ref": s.expected(k.Name, k.Fields)["$ref"], "minProperties": 1}),
		"reject": helped("test/reject", rejectShape(source)),
		"skip":   helped("test/skip", shapes{"type": "string", "pattern": codePattern}),
	}, "given")
	out["oneOf"] = []shapes{{"required": []string{"expect"}}, {"required": []string{"reject"}}, {"required": []string{"skip"}}}
	return out
}

func rejectShape(source *record) shapes {
	field := shapes{"type": "string"}
	if source != nil {
		field["anyOf"] = []shapes{{"enum": fieldPaths(source)}, {"pattern": `\[`}}
	}
	return objectShape(shapes{
		"code":  helped("reject/code", shapes{"type": "string"}),
		"field": helped("reject/field", field),
	}, "code")
}

// fieldPaths are the paths of a record's fields outside of lists, structs and lists themselves among them.
func fieldPaths(r *record) []string {
	var out []string
	for _, m := range r.fields {
		out = append(out, m.path)
		if m.record != nil {
			out = append(out, fieldPaths(m.record)...)
		}
	}
	return out
}

// given is the shape of a source record in a test.
func (s *schemaWriter) given(r *record) shapes {
	properties := shapes{}
	for _, m := range r.fields {
		properties[m.name] = s.givenValue(m)
	}
	return objectShape(properties)
}

func (s *schemaWriter) givenValue(m *member) shapes {
	description := "Source field: " + memberType(m) + ". Sensitivity: " + string(m.sensitivity) + "."
	list := m.arrow.Name() == "list"
	switch {
	case m.record != nil && list:
		return shapes{"description": description, "type": []string{"array", "null"}, "items": nullOr(s.given(m.record))}
	case m.record != nil:
		return helpedBy(description, nullOr(s.given(m.record)))
	case list:
		return shapes{"description": description, "type": []string{"array", "null"}, "items": shapes{"type": givenTypes}}
	}
	return shapes{"description": description, "type": givenTypes}
}

var givenTypes = []string{"string", "number", "boolean", "null"}

func nullOr(shape shapes) shapes { return shapes{"anyOf": []shapes{shape, {"type": "null"}}} }

func helpedBy(description string, shape shapes) shapes {
	shape["description"] = description
	return shape
}

// expected is the shape of canonical fields that a test compares: by their names, by paths to them, or by
// paths with an index. It is a part of its own, because paths lead to the same fields.
func (s *schemaWriter) expected(path string, fields []*canon.Field) shapes {
	key := "expect." + path
	if s.defs[key] != nil {
		return reference(key)
	}
	properties := shapes{}
	s.defs[key] = shapes{"type": "object", "properties": properties, "additionalProperties": false,
		"patternProperties": shapes{`\[\d+\]`: shapes{}}}
	for _, name := range fieldNames(fields, "") {
		f := canonField(fields, name)
		properties[name] = described(f, s.expectedValue(path+"."+name, f))
	}
	return reference(key)
}

func (s *schemaWriter) expectedValue(path string, f *canon.Field) shapes {
	switch {
	case f.Type == canon.Struct:
		return nullOr(s.expected(path, f.Fields))
	case f.Type == canon.List && f.Fields != nil:
		return shapes{"type": []string{"array", "null", "string", "object"}, "items": nullOr(s.expected(strings.TrimSuffix(path, "[]"), f.Fields))}
	case f.Type == canon.List:
		return shapes{"type": []string{"array", "null", "string"}, "items": shapes{"type": givenTypes}}
	}
	return shapes{"type": givenTypes}
}
