package fingerprint

import (
	"context"

	"bilgate/connectors"
)

// registration holds the business fields of the kind fingerprint_registration that the subsystem gets.
type registration struct {
	Subject    subject       `json:"subject"`
	Person     names         `json:"person"`
	Card       card          `json:"card"`
	Basis      string        `json:"basis"`
	Ground     string        `json:"ground"`
	Officer    string        `json:"officer"`
	Date       string        `json:"date"`
	Place      string        `json:"place"`
	Origin     string        `json:"origin"`
	Document   document      `json:"document"`
	Capture    string        `json:"capture"`
	Images     []image       `json:"images"`
	Fingers    []fingerState `json:"fingers"`
	LegalBasis string        `json:"legal_basis"`
	ObservedAt string        `json:"observed_at"`
}

type card struct {
	Number string `json:"number"`
}

func (e *encounter) fillRegistration(ctx context.Context, d connectors.Delivery) error {
	var r registration
	if d.Record.Into(&r) != nil {
		return &unfit{"record_shape"}
	}
	e.ContextualData = r.context()
	e.BiographicData = biography(r.Subject, r.Person)
	for i, img := range r.Images {
		b, err := img.biometric(ctx, i+1, d)
		if err != nil {
			return err
		}
		e.BiometricData = append(e.BiometricData, b)
	}
	e.BiometricData = append(e.BiometricData, missing(r.Fingers)...)
	return nil
}

func (r registration) context() contextual {
	c := contextual{
		LegalBasis: r.LegalBasis, ObservedAt: r.ObservedAt, CardNumber: r.Card.Number, Basis: r.Basis, Ground: r.Ground,
		Officer: r.Officer, Date: r.Date, Place: r.Place, Origin: r.Origin, Capture: r.Capture, Fingers: r.Fingers,
	}
	if r.Document != (document{}) {
		c.Document = &r.Document
	}
	return c
}
