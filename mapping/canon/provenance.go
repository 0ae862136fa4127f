package canon

// provenanceSchema describes the members of a record beside its business fields, in the order of Record.
func provenanceSchema(k *Kind) object {
	return object{
		{"id", object{{"description", "Opaque name of the record: 24 characters of base32."}, {"type", "string"}, {"pattern", "^[0-9A-Za-z]{24}$"}}},
		{"kind", object{{"const", k.Name}}},
		{"op", object{{"enum", []Op{Put, Retract}}}},
		{"order", closed(object{{"major", integer}, {"minor", integer}})},
		{"version", object{{"description", "The register's ordinal, from 1."}, {"type", "integer"}, {"minimum", 1}}},
		{"source", closed(object{
			{"agency", text}, {"feed", text}, {"message_id", text},
			{"part", integer}, {"parts", integer},
			{"topic", text}, {"partition", integer}, {"offset", integer},
			{"sha256", text},
		})},
		{"mapping", closed(object{{"name", text}, {"version", integer}, {"hash", text}})},
		{"received_at", object{{"type", "string"}, {"format", "date-time"}}},
		{"findings", object{{"type", "array"}, {"items", findingSchema}}},
	}
}

var (
	text    = object{{"type", "string"}}
	integer = object{{"type", "integer"}}

	findingSchema = object{
		{"type", "object"},
		{"required", []string{"grade", "code"}},
		{"properties", object{{"grade", text}, {"code", text}, {"field", text}, {"message", text}}},
		{"additionalProperties", false},
	}
)

// closed is an object that has exactly these members.
func closed(properties object) object {
	var names []string
	for _, p := range properties {
		names = append(names, p.name)
	}
	return object{{"type", "object"}, {"required", names}, {"properties", properties}, {"additionalProperties", false}}
}
