package main

import (
	"fmt"

	"github.com/apache/arrow-go/v18/arrow"

	"bilgate/connectors/format/jsonrec"
	"bilgate/fixtures/workload"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// mapBatch is how many records are mapped at once.
const mapBatch = 1000

// mapLane is a lane ready to be measured: its program and kind, the bodies that decode, the batches that they
// decode into, and what these become.
type mapLane struct {
	lane     workload.Lane
	kind     *canon.Kind
	program  *mapping.Program
	bodies   [][]byte
	batches  []arrow.RecordBatch
	made     []arrow.RecordBatch // the canonical ones
	accepted int
}

func openMapLane(lane workload.Lane, o *mapBench) (*mapLane, error) {
	kind, err := canon.Parse(lane.Text(workload.KindFile), workload.KindFile)
	if err != nil {
		return nil, err
	}
	source := mapping.Source{FS: lane.Files(), File: workload.MappingFile}
	program, problems := mapping.Compile(source, lane.Schema(), kind, "bench")
	if problems.Failed() {
		return nil, problems
	}
	l := &mapLane{lane: lane, kind: kind, program: program}
	return l, l.check(l.decode(o))
}

// decode draws the records and decodes them, batch by batch; what does not decode is left out. It returns
// the canonical records of the good ones, by number.
func (l *mapLane) decode(o *mapBench) (wanted map[int64]string) {
	wanted = map[int64]string{}
	rows := jsonrec.NewRows(l.lane.Schema())
	g := workload.New(l.lane, o.seed)
	for range o.records {
		r := g.Next()
		body := r.Append(nil)
		if r.Wrong == workload.None {
			wanted[r.Number] = string(r.Want(nil))
		}
		if _, err := rows.Append(body); err != nil {
			continue
		}
		l.bodies = append(l.bodies, body)
		if rows.Len() == mapBatch {
			l.batches = append(l.batches, rows.NewRecordBatch())
		}
	}
	l.batches = append(l.batches, rows.NewRecordBatch())
	return wanted
}

// check compares what the engine makes of every record with what the workload wants, so that nothing is
// measured that is wrong.
func (l *mapLane) check(wanted map[int64]string) error {
	for _, batch := range l.batches {
		result := l.program.Run(batch)
		for i := range result.Rows {
			text := l.kind.AppendJSON(nil, result.Batch, i, canon.Writing{})
			n := workload.NumberOf(text)
			if want, ok := wanted[n]; !ok || string(text) != want {
				return fmt.Errorf("%s lane: record %d is not mapped as it should be", l.lane, n)
			}
			delete(wanted, n)
		}
		l.accepted += len(result.Rows)
		l.made = append(l.made, result.Batch)
	}
	if len(wanted) > 0 {
		return fmt.Errorf("%s lane: %d records are rejected and should not be", l.lane, len(wanted))
	}
	return nil
}
