package reference

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
)

// encounter is OSIA's Encounter; members that OSIA does not name are refused (additionalProperties: false).
type encounter struct {
	EncounterID    string            `json:"encounterId"`
	Status         string            `json:"status"`
	EncounterType  string            `json:"encounterType"`
	CreatedDate    string            `json:"createdDate"`
	UpdatedDate    string            `json:"updatedDate"`
	Galleries      []string          `json:"galleries"`
	ClientData     []byte            `json:"clientData"`
	ContextualData contextual        `json:"contextualData"`
	BiographicData json.RawMessage   `json:"biographicData"`
	BiometricData  *[]biometric      `json:"biometricData"`
	Encryption     json.RawMessage   `json:"encryption"`
	Integrity      []json.RawMessage `json:"integrity"`
}

// contextual is open in OSIA; kind and version are what this subsystem needs of it.
type contextual struct {
	Kind    string
	Version int64
}

func (c *contextual) UnmarshalJSON(b []byte) error {
	var open struct {
		Kind    string `json:"kind"`
		Version int64  `json:"version"`
	}
	if err := json.Unmarshal(b, &open); err != nil {
		return err
	}
	*c = contextual(open)
	return nil
}

// decode reads a body, and names the rule that it breaks.
func decode(body []byte) (e encounter, code string) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil {
		return e, "encounter_json"
	}
	if _, err := d.Token(); err != io.EOF {
		return e, "encounter_trailing"
	}
	return e, ""
}

// check names the first rule of OSIA, or of this subsystem, that the encounter breaks.
func (e encounter) check(id string) string {
	switch {
	case e.EncounterID != id:
		return "encounter_id"
	case e.Status != "ACTIVE" && e.Status != "INACTIVE":
		return "status"
	case e.EncounterType == "":
		return "encounter_type"
	case len(e.Galleries) == 0 || repeats(e.Galleries):
		return "galleries"
	case e.BiometricData == nil:
		return "biometric_data"
	case e.ContextualData.Kind == "":
		return "kind"
	case e.ContextualData.Version < 1:
		return "version"
	}
	for _, b := range *e.BiometricData {
		if code := b.check(); code != "" {
			return code
		}
	}
	return ""
}

func repeats(list []string) bool {
	sorted := slices.Sorted(slices.Values(list))
	return len(slices.Compact(sorted)) < len(list)
}
