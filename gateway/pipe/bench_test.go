package pipe

import (
	"syscall"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"bilgate/fixtures/workload"
	"bilgate/mapping"
	"bilgate/mapping/canon"
)

// BenchmarkTurn turns chunks of the stream workload, without Kafka: what a mapping costs beside moving the
// records.
func BenchmarkTurn(b *testing.B) {
	for _, lane := range workload.Lanes {
		b.Run(string(lane), func(b *testing.B) {
			m, values := laneMapper(b, lane), laneValues(lane)
			records := make([]*kgo.Record, len(values))
			for i := range records {
				records[i] = &kgo.Record{}
			}
			var slab []byte
			b.ReportAllocs()
			began := cpu()
			for b.Loop() {
				for i, v := range values {
					records[i].Value = v
				}
				slab = m.Turn(records, slab[:0])
			}
			b.ReportMetric(float64((cpu()-began).Nanoseconds())/float64(b.N*len(values)), "cpu-ns/record")
		})
	}
}

// cpu is what the process has used so far: a machine with other work counts, too, in the time that passes.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // the arguments are constants
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// laneValues are as many records of a lane as a chunk holds.
func laneValues(lane workload.Lane) (values [][]byte) {
	g := workload.New(lane, 1)
	for size := 0; size < chunkBytes && len(values) < chunkRecords; {
		r := g.Next()
		values = append(values, r.Append(nil))
		size += len(values[len(values)-1])
	}
	return values
}

func laneMapper(tb testing.TB, lane workload.Lane) *Mapper {
	kind, err := canon.Parse(lane.Text(workload.KindFile), workload.KindFile)
	if err != nil {
		tb.Fatal(err)
	}
	program, problems := mapping.Compile(mapping.Source{FS: lane.Files(), File: workload.MappingFile}, lane.Schema(), kind, Decoder)
	if problems.Failed() {
		tb.Fatal(problems)
	}
	return NewMapper(program, lane.Schema(), "to", "rejects", false)
}
