package pipe

import (
	"fmt"
	"strconv"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/twmb/franz-go/pkg/kgo"

	"bilgate/connectors/format/jsonrec"
	"bilgate/mapping"
)

// Decoder is the version of what fills the batches; it is part of a mapping's hash.
const Decoder = "jsonrec 1"

// Headers of what goes out.
const (
	HeaderMapping = "bil-mapping" // name/version/hash
	HeaderFrom    = "bil-from"    // topic/partition/offset of the input record
)

// Mapper turns JSON records by a mapping.
type Mapper struct {
	to, rejects string
	program     *mapping.Program
	runner      *mapping.Runner
	fresh       func() rows // with nothing in them
	rows        rows
	headers     bool
	mapping     []byte // value of HeaderMapping

	results []result // of the records of a chunk
	places  []int    // of each decoded row, its record in the chunk
}

// rows collects decoded records; *jsonrec.Rows does.
type rows interface {
	Append(body []byte) (unknown int, err error)
	NewRecordBatch() arrow.RecordBatch
}

// result is what became of a record.
type result struct {
	from, to int // its value in the slab
	state    state
}

type state int8

const (
	skipped state = iota
	accepted
	rejected
)

// NewMapper prepares a mapping for the topics of a pipe. Headers says whether outputs and rejects carry
// HeaderMapping and HeaderFrom.
func NewMapper(program *mapping.Program, schema *arrow.Schema, to, rejects string, headers bool) *Mapper {
	ref := program.Ref()
	fresh := func() rows { return jsonrec.NewRows(schema) }
	return &Mapper{
		to: to, rejects: rejects, program: program, runner: program.Runner(), headers: headers,
		fresh: fresh, rows: fresh(),
		mapping: fmt.Appendf(nil, "%s/%d/%s", ref.Name, ref.Version, ref.Hash),
	}
}

// Turn implements Turner.
func (m *Mapper) Turn(records []*kgo.Record, slab []byte) []byte {
	if cap(m.results) < len(records) {
		m.results = make([]result, len(records))
	}
	m.results = m.results[:len(records)]
	clear(m.results)
	slab = m.values(records, slab)
	if m.headers {
		slab = m.address(records, slab)
	}
	for i, r := range records {
		m.rewrite(r, &m.results[i], slab)
	}
	return slab
}

func (m *Mapper) rewrite(r *kgo.Record, out *result, slab []byte) {
	switch out.state {
	case skipped:
		r.Topic = ""
	case accepted:
		r.Topic = m.to
	case rejected:
		r.Topic = m.rejects
	}
	r.Value = slab[out.from:out.to:out.to]
	if !m.headers {
		r.Headers = nil
	}
}

// values writes all values of a chunk into the slab.
func (m *Mapper) values(records []*kgo.Record, slab []byte) []byte {
	out, ok := m.safely(records, 0, slab)
	if ok {
		return out
	}
	for i, r := range records { // one of them crashes: find it
		if out, ok = m.safely(records[i:i+1], i, slab); !ok {
			out = m.reject(slab, r, i, []mapping.Error{{Code: CodeCrash}}, "")
		}
		slab = out
	}
	return slab
}

// safely writes the values of records, the first of which is that of the chunk at a place; false if decoder
// or mapping crashed.
func (m *Mapper) safely(records []*kgo.Record, at int, slab []byte) (out []byte, ok bool) {
	defer func() {
		if recover() != nil {
			m.rows, m.runner = m.fresh(), m.program.Runner()
			clear(m.results[at : at+len(records)])
			out, ok = slab, false
		}
	}()
	m.places = m.places[:0]
	for i, r := range records {
		if _, err := m.rows.Append(r.Value); err != nil {
			slab = m.rejectFault(slab, r, at+i, err)
			continue
		}
		m.places = append(m.places, at+i)
	}
	return m.run(records, at, slab), true
}

// run maps the decoded rows.
func (m *Mapper) run(records []*kgo.Record, at int, slab []byte) []byte {
	if len(m.places) == 0 {
		return slab
	}
	batch := m.rows.NewRecordBatch()
	defer batch.Release()
	from := len(slab)
	made := m.runner.AppendJSON(slab, batch)
	slab = made.Text
	if len(made.Rows)+len(made.Rejects)+len(made.Skipped) != len(m.places) {
		panic("the mapping lost a row")
	}
	for i, row := range made.Rows {
		place := m.places[row]
		m.results[place] = result{from, made.Ends[i], accepted}
		if made.Ends[i]-from > maxOutput {
			slab = m.reject(slab, records[place-at], place, []mapping.Error{{Code: CodeTooLarge}}, "")
		}
		from = made.Ends[i]
	}
	for _, r := range made.Rejects {
		place := m.places[r.Row]
		slab = m.reject(slab, records[place-at], place, r.Errors, "")
	}
	return slab
}

// address gives every record its headers; what they say stands in the slab too.
func (m *Mapper) address(records []*kgo.Record, slab []byte) []byte {
	headers := make([]kgo.RecordHeader, 2*len(records))
	for i, r := range records {
		from := len(slab)
		slab = append(append(slab, r.Topic...), '/')
		slab = strconv.AppendInt(slab, int64(r.Partition), 10)
		slab = strconv.AppendInt(append(slab, '/'), r.Offset, 10)
		r.Headers = headers[2*i : 2*i+2 : 2*i+2]
		r.Headers[0] = kgo.RecordHeader{Key: HeaderMapping, Value: m.mapping}
		r.Headers[1] = kgo.RecordHeader{Key: HeaderFrom, Value: slab[from:len(slab):len(slab)]}
	}
	return slab
}
