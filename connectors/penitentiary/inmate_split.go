package penitentiary

import (
	"strconv"

	"bilgate/connectors"
	"bilgate/connectors/format/delimited"
	"bilgate/connectors/format/jsonrec"
)

// putInmate frames one object; ids are message_id, inmate_id and rev.
func putInmate(f *framing, seq int, body []byte, ids []jsonrec.Value) error {
	revision, _ := ids[2].Int()
	return f.emit(connectors.Message{
		Seq: seq, ID: ids[0].Text(), RecordID: ids[1].Text(), Revision: revision, Op: connectors.Put,
		Format: mediaJSON, Body: body,
	})
}

// splitInmateTable frames a table, whose op column may hold retractions as well. A file without the column of
// the ids is none: a web page in its place must not pass for a table without records.
func splitInmateTable(f *framing) error {
	if f.batch.Format != mediaCSV {
		return f.bad(1, connectors.CodeFormat)
	}
	return delimited.Records(f.batch.Body, connectors.MaxMessage, f.inmateLine, f.bad, "inmate_id")
}

func (f *framing) inmateLine(seq int, body []byte) error {
	r, code := delimited.Read(body)
	if code != "" {
		return f.bad(seq, code)
	}
	m := connectors.Message{
		Seq: seq, ID: r.Value("message_id"), RecordID: r.Value("inmate_id"), Op: connectors.Op(r.Value("op")),
		Format: mediaCSV, Body: body,
	}
	if m.Op == "" {
		m.Op = connectors.Put
	}
	if m.Op != connectors.Put && m.Op != connectors.Retract {
		return f.bad(seq, connectors.CodeOp)
	}
	if revision, err := strconv.ParseInt(r.Value("rev"), 10, 64); err == nil {
		m.Revision = revision
	}
	return f.emit(m)
}
