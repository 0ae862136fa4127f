package genomic

import (
	"encoding/json"

	"bilgate/connectors"
)

// subjectBody is a person as the subsystem gets them: the canonical names, beside the opaque id of the subject that
// specimens refer to.
type subjectBody struct {
	ID         string          `json:"id"`         // the record's
	SubjectID  string          `json:"subject_id"` // what specimens name in subject
	Subject    json.RawMessage `json:"subject"`
	Person     json.RawMessage `json:"person"`
	Documents  json.RawMessage `json:"documents,omitempty"`
	Links      json.RawMessage `json:"links,omitempty"`
	LegalBasis string          `json:"legal_basis,omitempty"`
	ObservedAt string          `json:"observed_at,omitempty"`
}

func encodeSubject(d connectors.Delivery) ([]byte, error) {
	var s subjectBody
	if d.Record.Into(&s) != nil || len(s.Subject) == 0 || len(s.Person) == 0 {
		return nil, &unfit{"record_shape"}
	}
	s.ID, s.SubjectID = d.RecordID, subjectID(d)
	return json.Marshal(s)
}
