package canon

import "time"

// provenanceValue is a record without business fields as the encoder takes it.
func provenanceValue(r Record) map[string]any {
	s := r.Source
	out := map[string]any{
		"id": r.ID, "kind": r.Kind, "op": string(r.Op),
		"order": map[string]any{"major": r.Order.Major, "minor": r.Order.Minor},
		"source": map[string]any{
			"agency": s.Agency, "feed": s.Feed, "message_id": s.MessageID, "part": int64(s.Part), "parts": int64(s.Parts),
			"topic": s.Topic, "partition": s.Partition, "offset": s.Offset, "sha256": s.SHA256,
		},
		"mapping":     map[string]any{"name": r.Mapping.Name, "version": int64(r.Mapping.Version), "hash": r.Mapping.Hash},
		"received_at": r.ReceivedAt, "version": nil, "findings": nil, "data": nil,
	}
	if r.Version != 0 {
		out["version"] = r.Version
	}
	if len(r.Findings) > 0 {
		out["findings"] = findingValues(r.Findings)
	}
	return out
}

func findingValues(findings []Finding) []any {
	var out []any
	for _, f := range findings {
		out = append(out, map[string]any{"grade": f.Grade, "code": f.Code, "field": given(f.Field), "message": given(f.Message)})
	}
	return out
}

// given is nil for a text that the JSON leaves out when it is empty.
func given(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// provenanceOf reads the provenance of a decoded record. The schema vouches for the types.
func provenanceOf(v map[string]any) Record {
	order, source, mapping := v["order"].(map[string]any), v["source"].(map[string]any), v["mapping"].(map[string]any)
	version, _ := v["version"].(int64)
	findings, _ := v["findings"].([]any)
	return Record{
		ID: v["id"].(string), Kind: v["kind"].(string), Op: Op(v["op"].(string)), Version: version,
		Order: Order{Major: order["major"].(int64), Minor: order["minor"].(int64)},
		Source: Source{
			Agency: source["agency"].(string), Feed: source["feed"].(string), MessageID: source["message_id"].(string),
			Part: int(source["part"].(int64)), Parts: int(source["parts"].(int64)),
			Topic: source["topic"].(string), Partition: source["partition"].(int32), Offset: source["offset"].(int64),
			SHA256: source["sha256"].(string),
		},
		Mapping: Mapping{
			Name: mapping["name"].(string), Version: int(mapping["version"].(int64)), Hash: mapping["hash"].(string),
		},
		ReceivedAt: v["received_at"].(time.Time),
		Findings:   findingsOf(findings),
	}
}

func findingsOf(values []any) []Finding {
	var out []Finding
	for _, value := range values {
		v := value.(map[string]any)
		field, _ := v["field"].(string)
		message, _ := v["message"].(string)
		out = append(out, Finding{Grade: v["grade"].(string), Code: v["code"].(string), Field: field, Message: message})
	}
	return out
}
