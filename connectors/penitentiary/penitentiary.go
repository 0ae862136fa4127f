// Package penitentiary is the penitentiary system's side of the register: its inmates, their ten-print
// cards and their DNA profiles.
//
// *Simulated*: no public description of the agency's systems exists. Field names, code words and the
// national Type-2 profile are ours, built from the contents of the cards that the rules of registration
// prescribe (order 730, Annexes 5, 8 and 14).
//
// One file frames what all three feeds share (frame.go: ids, retractions), one a feed says what it is,
// and one or two more decode it. The mapping files and code lists lie under mapping/, a folder a feed.
//
// Invariants: Split hands a message on byte for byte and reads only ids, revision and op; Decode is pure
// and touches no column of a message that it refuses; neither puts a value of a message into an error (I7).
//
// Neighbours: connectors/format/… read the formats; the gateway runs Split and Decode.
package penitentiary

import "bilgate/connectors"

// Inbound is the agency with its feeds.
func Inbound() connectors.Inbound {
	return connectors.Inbound{
		Name:  "penitentiary",
		Help:  "Penitentiary system: inmates, ten-print cards, DNA profiles (simulated: the agency's interfaces are not public)",
		Feeds: []connectors.Feed{inmate(), tenprint(), dna()},
	}
}

// Media types that the feeds take.
const (
	mediaJSON   = "application/json"
	mediaNDJSON = "application/x-ndjson"
	mediaCSV    = "text/csv"
)
