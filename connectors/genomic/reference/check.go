package reference

import (
	"bytes"
	"encoding/json"
	"io"

	"bilgate/connectors/format/cmf"
)

// checkSubject names the rule that a person breaks.
func checkSubject(id string, body []byte) string {
	var s struct {
		ID        string          `json:"id"`
		SubjectID string          `json:"subject_id"`
		Subject   *map[string]any `json:"subject"`
		Person    *map[string]any `json:"person"`
	}
	d := json.NewDecoder(bytes.NewReader(body))
	if d.Decode(&s) != nil {
		return "subject_json"
	}
	if _, err := d.Token(); err != io.EOF {
		return "subject_trailing"
	}
	switch {
	case s.ID != id:
		return "subject_id"
	case s.SubjectID == "" || s.Subject == nil || s.Person == nil:
		return "subject_incomplete"
	}
	return ""
}

// checkSpecimen names the rule that a profile breaks: a file that the schema accepts, with the one specimen of this id.
func checkSpecimen(id string, body []byte) string {
	f, err := cmf.Read(body)
	switch {
	case err != nil:
		return "cmf_unreadable"
	case len(f.Findings) > 0:
		return "cmf_schema"
	case len(f.Specimens) != 1:
		return "cmf_specimens"
	case f.Specimens[0].ID != id:
		return "specimen_id"
	}
	return ""
}
