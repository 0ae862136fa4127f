// Package pipe runs a mapping alone between topics of any Kafka, without a register: what an engineer uses
// to try a mapping on live data, and what the stream benchmark measures.
//
// Invariants
//   - Every input record ends exactly once among the outputs or the rejects, whatever is killed: outputs,
//     rejects and consumed offsets are one Kafka transaction, about one a second, by time and not by count.
//   - The order of a key is kept: a record's output has its key, and its partition where the topics have as
//     many; else the partition follows from the key as other Kafka clients choose it.
//   - A record that does not decode, or that crashes decoder or mapping, costs itself only.
//   - Bytes in flight are bounded, not records.
//   - No reject and no log line holds a value of a record (I7).
//
// One process is one member of the group under a name that is stable across restarts; the same name is its
// transactional id, so that a restarted process ends at once what its killed predecessor left open.
//
// Neighbours: it decodes with connectors/format/jsonrec and maps with a runner of mapping, which writes JSON. It speaks
// to Kafka with franz-go's own records rather than through gateway/bus, which knows our topics and copies
// every record: here a fetched record is rewritten in place and produced. The command `bilgate map pipe`
// and the benchmark wire it.
package pipe
