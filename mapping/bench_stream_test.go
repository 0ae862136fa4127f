package mapping

import (
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"bilgate/connectors/format/jsonrec"
	"bilgate/fixtures/workload"
	"bilgate/mapping/canon"
)

// streamLane is one lane of the stream workload, decoded.
type streamLane struct {
	lane    workload.Lane
	kind    *canon.Kind
	program *Program
	bodies  [][]byte
	batch   arrow.RecordBatch
}

func openStream(b *testing.B, lane workload.Lane) *streamLane {
	kind, err := canon.Parse(lane.Text(workload.KindFile), workload.KindFile)
	if err != nil {
		b.Fatal(err)
	}
	p, problems := Compile(Source{lane.Files(), workload.MappingFile}, lane.Schema(), kind, "bench")
	if problems.Failed() {
		b.Fatal(problems)
	}
	s := &streamLane{lane: lane, kind: kind, program: p}
	g := workload.New(lane, 1)
	for range benchRows {
		r := g.Next()
		s.bodies = append(s.bodies, r.Append(nil))
	}
	columns := array.NewRecordBuilder(memory.DefaultAllocator, lane.Schema())
	defer columns.Release()
	s.decode(jsonrec.NewDecoder(lane.Schema()), columns)
	s.batch = columns.NewRecordBatch()
	return s
}

func (s *streamLane) decode(d *jsonrec.Decoder, columns *array.RecordBuilder) {
	for _, body := range s.bodies {
		d.Append(columns, body)
	}
}

// BenchmarkStream takes the stages of the stream workload one by one; ns/record counts the records sent.
func BenchmarkStream(b *testing.B) {
	for _, lane := range workload.Lanes {
		s := openStream(b, lane)
		perRecord := map[string]float64{}
		stage := func(name string, run func()) {
			b.Run(string(lane)+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					run()
				}
				perRecord[name] = float64(b.Elapsed().Nanoseconds()) / float64(b.N) / benchRows
				b.ReportMetric(perRecord[name], "ns/record")
				b.ReportMetric(perRecord["interpreter"]/perRecord[name], "interpreter/this")
			})
		}
		stage("interpreter", func() { s.program.Evaluate(s.batch) })
		stage("kernels", func() { s.program.kernelsOnly(s.batch) })
		stage("run", func() { s.program.Run(s.batch).Batch.Release() })
		runner := s.program.Runner()
		stage("runner", func() { runner.Run(s.batch).Batch.Release() })
		d := jsonrec.NewDecoder(lane.Schema())
		columns := array.NewRecordBuilder(memory.DefaultAllocator, lane.Schema())
		stage("decode", func() {
			s.decode(d, columns)
			columns.NewRecordBatch().Release()
		})
		result := s.program.Run(s.batch)
		var out []byte
		stage("write", func() {
			out = out[:0]
			for i := range result.Rows {
				out = s.kind.AppendJSON(out, result.Batch, i, canon.Writing{})
			}
		})
	}
}
