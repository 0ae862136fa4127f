package canon

import "strconv"

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
