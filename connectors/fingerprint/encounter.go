package fingerprint

import (
	"context"
	"encoding/json"

	"bilgate/connectors"
)

// encounter is OSIA's Encounter (components/schemas/Encounter of the ABIS interface), as far as it is used.
type encounter struct {
	EncounterID    string      `json:"encounterId"`
	Status         string      `json:"status"`
	EncounterType  string      `json:"encounterType"`
	Galleries      []string    `json:"galleries"`
	ContextualData contextual  `json:"contextualData"`
	BiographicData *biographic `json:"biographicData,omitempty"`
	BiometricData  []biometric `json:"biometricData"`
}

// contextual is what belongs to the registration and not to the person. OSIA leaves its members open; kind and
// version are what the holdings are listed by.
type contextual struct {
	Kind       string        `json:"kind"`
	Version    int64         `json:"version"`
	LegalBasis string        `json:"legalBasis,omitempty"`
	ObservedAt string        `json:"observedAt,omitempty"`
	CardNumber string        `json:"cardNumber,omitempty"`
	Basis      string        `json:"basis,omitempty"`
	Ground     string        `json:"ground,omitempty"`
	Officer    string        `json:"officer,omitempty"`
	Date       string        `json:"date,omitempty"`
	Place      string        `json:"place,omitempty"`
	Origin     string        `json:"origin,omitempty"`
	Capture    string        `json:"capture,omitempty"`
	Document   *document     `json:"document,omitempty"`
	Fingers    []fingerState `json:"fingers,omitempty"`
}

// fingerState is the status of a finger in the register's own words, which are finer than OSIA's.
type fingerState struct {
	Position int    `json:"position"`
	Status   string `json:"status"`
}

// encode writes the body of a creation or update. The same version gives the same bytes.
func encode(ctx context.Context, d connectors.Delivery) ([]byte, error) {
	e := encounter{
		EncounterID: d.RecordID, Status: "ACTIVE", EncounterType: d.Record.Kind, Galleries: []string{d.Record.Kind},
		BiometricData: []biometric{}, // required by OSIA, also of a person without any
	}
	var err error
	switch d.Record.Kind {
	case kindPerson:
		err = e.fillPerson(d)
	case kindRegistration:
		err = e.fillRegistration(ctx, d)
	default:
		err = &unfit{"kind"}
	}
	if err != nil {
		return nil, err
	}
	e.ContextualData.Kind, e.ContextualData.Version = d.Record.Kind, d.Version
	return json.Marshal(e)
}
