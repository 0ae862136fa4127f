package jsonrec

import (
	"encoding/json"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/bytedance/sonic"
	goccy "github.com/goccy/go-json"

	"bilgate/fixtures/workload"
)

// streamRecord is a record of the stream workload as a struct, for the libraries that decode into one.
type streamRecord struct {
	N            int64  `json:"n"`
	ID           string `json:"id"`
	IIN          string `json:"iin"`
	Surname      string `json:"surname"`
	Given        string `json:"given"`
	Patronymic   string `json:"patronymic"`
	Born         string `json:"dob"`
	Sex          string `json:"pol"`
	Citizenship  string `json:"citizenship"`
	City         string `json:"city"`
	Street       string `json:"street"`
	CustodyStart string `json:"custody_start"`
	Documents    []struct {
		Kind   string `json:"kind"`
		Number string `json:"number"`
		Issued string `json:"issued"`
		Issuer string `json:"issuer"`
	} `json:"documents"`
	Visits []struct {
		Country string `json:"country"`
		Entry   string `json:"entry"`
		Exit    string `json:"exit"`
		Purpose string `json:"purpose"`
	} `json:"visits"`
	Template string `json:"template"`
	Loci     []struct {
		Locus  string `json:"locus"`
		First  string `json:"first"`
		Second string `json:"second"`
	} `json:"loci"`
}

const benchRows = 1000

// BenchmarkDecode decodes good records of the stream workload: into columns, and by the libraries into a
// struct that is used again and again. The libraries take invalid UTF-8 and a key twice; this package does not.
func BenchmarkDecode(b *testing.B) {
	for _, lane := range []struct {
		name  string
		of    workload.Lane
		shape workload.Shape
	}{{"flat", workload.Flat, workload.Inmate}, {"nested", workload.Mixed, workload.Migration}} {
		bodies, bytes := goodBodies(lane.of, lane.shape)
		perRecord := map[string]float64{}
		run := func(name string, all func(b *testing.B)) {
			b.Run(lane.name+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(bytes))
				for b.Loop() {
					all(b)
				}
				perRecord[name] = float64(b.Elapsed().Nanoseconds()) / float64(b.N) / benchRows
				b.ReportMetric(perRecord[name], "ns/record")
				b.ReportMetric(perRecord[name]/perRecord["columns"], "this/columns")
			})
		}
		rows := NewRows(lane.of.Schema())
		run("columns", func(b *testing.B) {
			for _, body := range bodies {
				if _, err := rows.Append(body); err != nil {
					b.Fatal(err)
				}
			}
			rows.NewRecordBatch().Release()
		})
		d := NewDecoder(lane.of.Schema())
		columns := array.NewRecordBuilder(memory.DefaultAllocator, lane.of.Schema())
		run("arrow-builders", func(b *testing.B) {
			for _, body := range bodies {
				if _, err := d.Append(columns, body); err != nil {
					b.Fatal(err)
				}
			}
			columns.NewRecordBatch().Release()
		})
		into := func(unmarshal func([]byte, any) error) func(*testing.B) {
			var r streamRecord
			return func(b *testing.B) {
				for _, body := range bodies {
					r = streamRecord{Documents: r.Documents[:0], Visits: r.Visits[:0], Loci: r.Loci[:0]}
					if err := unmarshal(body, &r); err != nil {
						b.Fatal(err)
					}
				}
			}
		}
		run("encoding-json", into(json.Unmarshal))
		run("goccy", into(goccy.Unmarshal))
		run("sonic", into(sonic.Unmarshal))
		run("sonic-fastest", into(sonic.ConfigFastest.Unmarshal))
		columns.Release()
	}
}

// goodBodies are records of one shape, and how many bytes they have together.
func goodBodies(lane workload.Lane, shape workload.Shape) (bodies [][]byte, bytes int) {
	for g := workload.New(lane, 1); len(bodies) < benchRows; {
		if r := g.Next(); r.Wrong == workload.None && r.Shape == shape {
			bodies = append(bodies, r.Append(nil))
			bytes += len(bodies[len(bodies)-1])
		}
	}
	return bodies, bytes
}
