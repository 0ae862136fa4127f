package main

import (
	"context"
	"fmt"
	"hash/crc32"

	"github.com/twmb/franz-go/pkg/kgo"

	"bilgate/fixtures/workload"
)

const streamSeed = 1885

// sampleEvery says which outputs are compared byte for byte: every so many-th.
const sampleEvery = 97

// sentStream is what the benchmark sent, by number, and so what must come out.
type sentStream struct {
	wrongs []workload.Wrong
	keys   []uint32  // CRC of the key
	places [][]int64 // number by partition and offset
	wants  map[int64]string
	wrong  int64 // how many
}

// fill sends the lane's records.
func (r *streamRun) fill(ctx context.Context) (*sentStream, error) {
	total := r.warm + r.records
	s := &sentStream{wrongs: make([]workload.Wrong, total), keys: make([]uint32, total), places: make([][]int64, streamPartitions), wants: map[int64]string{}}
	g := workload.New(r.lane, streamSeed)
	var failure error // of the first promise that failed; promises are made one after another
	for i := range total {
		rec := g.Next()
		s.note(i, &rec)
		r.client.Produce(ctx, &kgo.Record{Topic: r.topic("in"), Key: []byte(rec.Key()), Value: rec.Append(nil)}, func(k *kgo.Record, err error) {
			if err == nil {
				err = s.place(k, int64(i))
			}
			if failure == nil {
				failure = err
			}
		})
	}
	if err := r.client.Flush(ctx); err != nil {
		return nil, err
	}
	if failure != nil {
		return nil, fmt.Errorf("send the records: %w", failure)
	}
	return s, nil
}

func (s *sentStream) note(i int, r *workload.Record) {
	s.wrongs[i], s.keys[i] = r.Wrong, crc32.ChecksumIEEE([]byte(r.Key()))
	if r.Wrong != workload.None {
		s.wrong++
	} else if i%sampleEvery == 0 {
		s.wants[int64(i)] = string(r.Want(nil))
	}
}

// place remembers which record stands where. Offsets of a new topic count from 0 without a gap.
func (s *sentStream) place(k *kgo.Record, number int64) error {
	if int64(len(s.places[k.Partition])) != k.Offset {
		return fmt.Errorf("record %d stands at offset %d of partition %d, after %d records", number, k.Offset, k.Partition, len(s.places[k.Partition]))
	}
	s.places[k.Partition] = append(s.places[k.Partition], number)
	return nil
}
