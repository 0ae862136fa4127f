// Package genomic hands persons and genomic registrations to the genomic subsystem over HTTP: a person as JSON, a
// profile as a CODIS CMF 3.2 file of one specimen.
//
//	PUT, DELETE /v1/subjects/{record id}   application/json
//	PUT, DELETE /v1/specimens/{record id}  application/xml, &subject= the opaque id of the person
//
// Every request carries transactionId, the delivery's id, and version as query parameters: CMF has no room for a
// version, a DELETE has no body, and an access log shows both. The subsystem answers with what it holds,
// {id, kind, version, digest}, refuses a version older than that with 409 older_version – and so does the sink's Ack:
// what was delivered is not what is held, and the books must not say so (I9) –, and takes a transaction once (I3).
//
// A file that leaves has no finding against the schema, and nothing of the record is cut (I5): what an element has no
// room for goes in full to SPECIMENCOMMENT, and a short form made of its digest stands in the element. What does not
// fit even so is refused, with the element and the rule as its reason.
//
// Neighbours: connectors/format/cmf writes and checks; connectors/holdings settles answers and lists; reference is a
// small working subsystem.
package genomic

import (
	"context"

	"bilgate/connectors"
	"bilgate/connectors/holdings"
)

// The canonical kinds that the subsystem takes.
const (
	kindPerson       = "person"
	kindRegistration = "genomic_registration"
)

// Outbound declares the genomic subsystem.
func Outbound() connectors.Outbound {
	return connectors.Outbound{
		Name:  "genomic",
		Help:  "The genomic subsystem: persons as JSON, DNA profiles as CODIS CMF, over HTTP.",
		Kinds: []string{kindPerson, kindRegistration},
		Open:  func(env connectors.Env) (connectors.Sink, error) { return open(env) },
	}
}

// sink is safe for concurrent use.
type sink struct{ *holdings.Client }

func open(env connectors.Env) (*sink, error) {
	c, err := holdings.NewClient("genomic", env)
	if err != nil {
		return nil, err
	}
	return &sink{c}, nil
}

// Deliver sends one version of a subject or specimen, or removes it.
func (s *sink) Deliver(ctx context.Context, d connectors.Delivery) (connectors.Ack, error) {
	if d.Op == connectors.Retract {
		return s.remove(ctx, d)
	}
	return s.put(ctx, d)
}
