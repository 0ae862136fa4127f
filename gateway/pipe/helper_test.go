package pipe

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"testing/fstest"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"

	"bilgate/mapping"
	"bilgate/mapping/canon"
)

const sourceText = `fields:
  - {name: n, type: integer, required: true}
  - {name: name, type: text}
`

const kindText = `kind: sample
version: 1
labels: {kk: a, ru: b, en: c}
feeds: []
fields:
  - {name: n, type: integer, required: true, labels: {kk: a, ru: b, en: c}, source: x, note: A number.}
  - {name: name, type: text, required: true, labels: {kk: a, ru: b, en: c}, source: x, note: A name.}
`

const mappingText = `mapping: sample.feed
version: 3
to: sample
fields:
  n: src.n
  name: upper(src.name.orReject("name"))
`

// stand is an embedded broker with the three topics of a pipe.
type stand struct {
	t      *testing.T
	fake   *kfake.Cluster
	client *kgo.Client
	admin  *kadm.Client
}

func newStand(t *testing.T, partitions ...int32) *stand {
	t.Helper()
	fake, err := kfake.NewCluster(kfake.NumBrokers(1))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(fake.Close)
	client, err := kgo.NewClient(kgo.SeedBrokers(fake.ListenAddrs()...), kgo.RecordPartitioner(kgo.ManualPartitioner()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	s := &stand{t, fake, client, kadm.NewClient(client)}
	for i, topic := range []string{"in", "out", "rejects"}[:len(partitions)] {
		if _, err := s.admin.CreateTopic(t.Context(), partitions[i], 1, nil, topic); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// send writes values to the input, the i-th to partition i % partitions with a key of its own partition.
func (s *stand) send(partitions int32, values ...string) {
	s.t.Helper()
	var records []*kgo.Record
	for i, v := range values {
		p := int32(i) % partitions
		records = append(records, &kgo.Record{Topic: "in", Partition: p, Key: fmt.Appendf(nil, "key-%d", p), Value: []byte(v),
			Headers: []kgo.RecordHeader{{Key: HeaderFrom, Value: []byte("somebody else's")}}})
	}
	if err := s.client.ProduceSync(s.t.Context(), records...).FirstErr(); err != nil {
		s.t.Fatal(err)
	}
}

// numbered are values whose mapping gives N00001, …
func numbered(from, to int) []string {
	var out []string
	for n := from; n < to; n++ {
		out = append(out, fmt.Sprintf(`{"n":%d,"name":"n%05d"}`, n, n))
	}
	return out
}

// committed are the records of a topic that a committed reader sees now, by partition.
func (s *stand) committed(topic string) map[int32][]*kgo.Record {
	s.t.Helper()
	ends, err := s.admin.ListCommittedOffsets(s.t.Context(), topic)
	if err != nil {
		s.t.Fatal(err)
	}
	out := map[int32][]*kgo.Record{}
	for p, end := range ends[topic] {
		out[p] = s.partition(topic, p, end.Offset)
	}
	return out
}

func (s *stand) partition(topic string, p int32, end int64) (out []*kgo.Record) {
	s.t.Helper()
	if end == 0 {
		return nil
	}
	client, err := kgo.NewClient(kgo.SeedBrokers(s.fake.ListenAddrs()...), kgo.FetchIsolationLevel(kgo.ReadCommitted()), kgo.KeepControlRecords(),
		kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{topic: {p: kgo.NewOffset().AtStart()}}))
	if err != nil {
		s.t.Fatal(err)
	}
	defer client.Close()
	for next := int64(0); next < end; {
		fetches := client.PollFetches(s.t.Context())
		if err := fetches.Err(); err != nil {
			s.t.Fatal(err)
		}
		fetches.EachRecord(func(r *kgo.Record) {
			next = r.Offset + 1
			if !r.Attrs.IsControl() {
				out = append(out, r)
			}
		})
	}
	return out
}

func mapper(t *testing.T, headers bool) *Mapper {
	t.Helper()
	schema, problems := mapping.ParseSource([]byte(sourceText), "source.yaml")
	if problems != nil {
		t.Fatal(problems)
	}
	kind, err := canon.Parse([]byte(kindText), "kind.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"mapping.yaml": {Data: []byte(mappingText)}}
	program, problems := mapping.Compile(mapping.Source{FS: files, File: "mapping.yaml"}, schema, kind, Decoder)
	if problems.Failed() {
		t.Fatal(problems)
	}
	return NewMapper(program, schema, "out", "rejects", headers)
}

func (s *stand) config(turner Turner) Config {
	return Config{Seeds: s.fake.ListenAddrs(), From: "in", To: "out", Rejects: "rejects", Group: "g", Instance: "1", Every: 50 * time.Millisecond, Turner: turner}
}

// until pipes until so many records are committed in this run, and then stops it as SIGTERM does.
func (s *stand) until(cfg Config, records int64) Counts {
	s.t.Helper()
	ctx, stop := context.WithTimeout(s.t.Context(), time.Minute)
	defer stop()
	cfg.Tell = func(sums Counts) {
		if sums.Records >= records {
			stop()
		}
	}
	sums, err := Run(ctx, cfg)
	if err != nil {
		s.t.Fatal(err)
	}
	return sums
}

// numbers are those of outputs, in the order in which they stand.
func numbers(t *testing.T, records []*kgo.Record) (out []int) {
	t.Helper()
	for _, r := range records {
		var v struct {
			N    int
			Name string
		}
		if err := json.Unmarshal(r.Value, &v); err != nil || v.Name != fmt.Sprintf("N%05d", v.N) {
			t.Fatalf("%s: %v", r.Value, err)
		}
		out = append(out, v.N)
	}
	return out
}
