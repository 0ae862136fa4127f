// Package fingerprint hands persons and fingerprint registrations to the fingerprint subsystem over the
// ABIS interface of OSIA 7.x (HTTP, JSON).
//
// Every record is an encounter: encounterId is the record's id, personId the opaque id of its subject, the
// gallery its kind. Kind and version travel in contextualData; a DELETE, which has no body, carries the version as
// query parameter version. transactionId is the delivery's id, so that the same delivery twice is one effect.
//
// A record whose subject changed is updated under the new person, and the subsystem moves it: encounters are known
// by encounterId alone. OSIA's own move needs the person that the encounter leaves, whom neither a delivery names nor
// OSIA can be asked for, and it would be a second request that a crash could part from the first.
//
// A subsystem that holds a newer version refuses with older_version, and so does the sink's Ack: what was delivered
// is not what is held, and the books must not say so (I9).
//
// Neighbours: connectors/holdings settles answers and lists; reference is a small working subsystem.
package fingerprint

import (
	"context"

	"bilgate/connectors"
	"bilgate/connectors/holdings"
)

// The canonical kinds that the subsystem takes.
const (
	kindPerson       = "person"
	kindRegistration = "fingerprint_registration"
)

// Outbound declares the fingerprint subsystem.
func Outbound() connectors.Outbound {
	return connectors.Outbound{
		Name:  "fingerprint",
		Help:  "The fingerprint subsystem, over the OSIA ABIS interface: persons and ten-print cards as encounters.",
		Kinds: []string{kindPerson, kindRegistration},
		Open:  func(env connectors.Env) (connectors.Sink, error) { return open(env) },
	}
}

// sink is safe for concurrent use.
type sink struct{ *holdings.Client }

func open(env connectors.Env) (*sink, error) {
	c, err := holdings.NewClient("fingerprint", env)
	if err != nil {
		return nil, err
	}
	return &sink{c}, nil
}

// Deliver sends one version of an encounter, or removes it.
func (s *sink) Deliver(ctx context.Context, d connectors.Delivery) (connectors.Ack, error) {
	if d.Op == connectors.Retract {
		return s.remove(ctx, d)
	}
	return s.put(ctx, d)
}
