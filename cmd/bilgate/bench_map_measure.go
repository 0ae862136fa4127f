package main

import (
	"encoding/json"
	"runtime"
	"slices"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/bytedance/sonic"
	goccy "github.com/goccy/go-json"

	"bilgate/connectors/format/jsonrec"
	"bilgate/mapping/canon"
)

// passes is how often the stage map takes each batch, one time after the other: in a stream a batch has
// just been decoded, and is as warm.
const passes = 5

func (l *mapLane) eachPass(run func(arrow.RecordBatch)) {
	for _, b := range l.batches {
		for range passes {
			run(b)
		}
	}
}

// contestant is one way to do a stage's work over all records of a lane.
type contestant struct {
	stage, name string
	run         func() error
}

// contestants are those of a lane; the first of each stage is ours.
func (l *mapLane) contestants() ([]contestant, error) {
	runner := l.program.Runner()
	compared, err := newExprLane(l)
	return []contestant{
		{"map", "this engine", func() error {
			l.eachPass(func(b arrow.RecordBatch) { runner.Run(b).Batch.Release() })
			return nil
		}},
		{"map", "CEL's interpreter, evaluation alone", func() error {
			l.eachPass(l.program.Evaluate)
			return nil
		}},
		{"map", "expr-lang, evaluation alone", compared.run},
		{"decode", "this decoder", l.decodeAll(jsonrec.NewRows(l.lane.Schema()))},
		{"decode", "encoding/json into a struct", l.unmarshalAll(json.Unmarshal)},
		{"decode", "goccy/go-json into a struct", l.unmarshalAll(goccy.Unmarshal)},
		{"decode", "bytedance/sonic into a struct", l.unmarshalAll(sonic.Unmarshal)},
		{"write", "canonical JSON", l.writeAll()},
	}, err
}

func (l *mapLane) decodeAll(rows *jsonrec.Rows) func() error {
	return func() error {
		for _, body := range l.bodies {
			if _, err := rows.Append(body); err != nil {
				return err
			}
			if rows.Len() == mapBatch {
				rows.NewRecordBatch().Release()
			}
		}
		rows.NewRecordBatch().Release()
		return nil
	}
}

// unmarshalAll decodes into one struct again and again.
func (l *mapLane) unmarshalAll(unmarshal func([]byte, any) error) func() error {
	var r handRecord
	return func() error {
		for _, body := range l.bodies {
			r.reset()
			if err := unmarshal(body, &r); err != nil {
				return err
			}
		}
		return nil
	}
}

func (l *mapLane) writeAll() func() error {
	var out []byte
	return func() error {
		for _, b := range l.made {
			out = out[:0]
			for i := range int(b.NumRows()) {
				out = l.kind.AppendJSON(out, b, i, canon.Writing{})
			}
		}
		return nil
	}
}

// measure lets all contestants take turns, after a round that warms up.
func (l *mapLane) measure(o *mapBench) ([]mapFigure, error) {
	list, err := l.contestants()
	if err != nil {
		return nil, err
	}
	times, allocs := make([][]float64, len(list)), make([][]float64, len(list))
	for round := range o.rounds + 1 {
		for i, c := range list {
			ns, objects, err := l.once(c)
			if err != nil {
				return nil, err
			}
			if round > 0 {
				times[i], allocs[i] = append(times[i], ns), append(allocs[i], objects)
			}
		}
	}
	out := make([]mapFigure, len(list))
	for i, c := range list {
		first := slices.IndexFunc(list, func(other contestant) bool { return other.stage == c.stage })
		out[i] = mapFigure{c.stage, c.name, median(times[i]), median(allocs[i]), median(times[i]) / median(times[first])}
	}
	return out, nil
}

// once runs a contestant and gives CPU nanoseconds and allocated objects a record.
func (l *mapLane) once(c contestant) (ns, objects float64, err error) {
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	begin := cpuTime()
	err = c.run()
	spent := cpuTime() - begin
	runtime.ReadMemStats(&after)
	n := float64(len(l.bodies))
	if c.stage == "map" {
		n *= passes
	}
	return float64(spent.Nanoseconds()) / n, float64(after.Mallocs-before.Mallocs) / n, err
}

// median of an odd count; of an even one the lower middle.
func median(values []float64) float64 {
	slices.Sort(values)
	return values[(len(values)-1)/2]
}
