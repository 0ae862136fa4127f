// Package holdings is what the two subsystems share beside their own protocols: how a subsystem says
// what it holds, and how a small reference subsystem keeps it.
//
// The calling half (Client) is part of the sinks: it sends a request, sorts the answer into accepted,
// pending, refused or silence, and asks GET /v1/holdings?offset=&limit= and
// GET /v1/holdings/{kind}/{id}. The answering half (Store, Server, Behaviour) serves these two
// addresses from a journal on disk and can be told to misbehave.
//
// Invariants of the Store:
//   - what was answered with success is on disk (fsync) before the answer, and survives kill -9 (I1);
//   - a transaction that repeats has no second effect and gets its first answer (I3);
//   - a version older than the one held, or than the one removed, is refused (I9).
//
// Neighbours: connectors/fingerprint and connectors/genomic call, their reference folders answer.
package holdings
