package main

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/crc32"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"bilgate/fixtures/workload"
	"bilgate/gateway/pipe"
)

// streamCheck looks at what a contestant made: every number once, the rejects as planted, every key in order.
type streamCheck struct {
	sent *sentStream
	seen []bool
	n    int
}

// check reads a contestant's topics.
func (r *streamRun) check(ctx context.Context, name string) error {
	c := &streamCheck{sent: r.sent, seen: make([]bool, len(r.sent.wrongs))}
	want := len(c.seen)
	if err := r.read(ctx, r.topic(name), c.output); err != nil {
		return err
	}
	if name == contestCopy {
		want -= int(r.sent.wrong)
	} else if err := r.read(ctx, r.topic(name+".rejects"), c.reject); err != nil {
		return err
	}
	if c.n != want {
		return fmt.Errorf("%d records of %d came out", c.n, want)
	}
	return nil
}

// read hands over every committed record of a topic, partition by partition in order.
func (r *streamRun) read(ctx context.Context, topic string, each func(last map[uint32]int64, k *kgo.Record) error) error {
	ends, err := r.admin.ListCommittedOffsets(ctx, topic)
	if err == nil {
		err = ends.Error()
	}
	if err != nil {
		return err
	}
	for partition, end := range ends[topic] {
		if err := r.readPartition(ctx, end, partition, each); err != nil {
			return err
		}
	}
	return nil
}

func (r *streamRun) readPartition(ctx context.Context, end kadm.ListedOffset, partition int32, each func(map[uint32]int64, *kgo.Record) error) error {
	if end.Offset == 0 {
		return nil
	}
	client, err := kgo.NewClient(kgo.SeedBrokers(r.seeds...), kgo.FetchIsolationLevel(kgo.ReadCommitted()), kgo.KeepControlRecords(),
		kgo.FetchMaxBytes(8<<20), kgo.FetchMaxPartitionBytes(4<<20),
		kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{end.Topic: {partition: kgo.NewOffset().AtStart()}}))
	if err != nil {
		return err
	}
	defer client.Close()
	last := map[uint32]int64{}
	for next := int64(0); next < end.Offset; {
		fetches := client.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return fmt.Errorf("read %s/%d: %w", end.Topic, partition, err)
		}
		for it := fetches.RecordIter(); !it.Done(); {
			k := it.Next()
			next = k.Offset + 1
			if k.Attrs.IsControl() {
				continue
			}
			if err := each(last, k); err != nil {
				return fmt.Errorf("%s/%d at %d: %w", end.Topic, partition, k.Offset, err)
			}
		}
	}
	return nil
}

func (c *streamCheck) output(last map[uint32]int64, k *kgo.Record) error {
	n := workload.NumberOf(k.Value)
	if err := c.take(last, k, n); err != nil {
		return err
	}
	if wrong := c.sent.wrongs[n]; wrong != workload.None {
		return fmt.Errorf("record %d is mapped, which is wrong by %s", n, wrong)
	}
	if want, ok := c.sent.wants[n]; ok && want != string(k.Value) {
		return fmt.Errorf("record %d: want %s, got %s", n, want, k.Value)
	}
	return nil
}

func (c *streamCheck) reject(last map[uint32]int64, k *kgo.Record) error {
	var r pipe.Reject
	if err := json.Unmarshal(k.Value, &r); err != nil {
		return err
	}
	if int(r.Partition) >= len(c.sent.places) || r.Offset >= int64(len(c.sent.places[r.Partition])) {
		return fmt.Errorf("a reject names partition %d and offset %d", r.Partition, r.Offset)
	}
	n := c.sent.places[r.Partition][r.Offset]
	if err := c.take(last, k, n); err != nil {
		return err
	}
	if wrong := c.sent.wrongs[n]; len(r.Errors) != 1 || r.Errors[0].Code != string(wrong) {
		return fmt.Errorf("record %d is rejected by %v, planted is %q", n, r.Errors, wrong)
	}
	return nil
}

// take notes a number that came out.
func (c *streamCheck) take(last map[uint32]int64, k *kgo.Record, n int64) error {
	key := crc32.ChecksumIEEE(k.Key)
	switch before, ok := last[key]; {
	case n < 0 || n >= int64(len(c.seen)):
		return fmt.Errorf("number %d was not sent", n)
	case c.seen[n]:
		return fmt.Errorf("record %d came out twice", n)
	case key != c.sent.keys[n]:
		return fmt.Errorf("record %d has another key", n)
	case ok && before > n:
		return fmt.Errorf("record %d comes after %d of the same key", n, before)
	}
	last[key], c.seen[n] = n, true
	c.n++
	return nil
}
