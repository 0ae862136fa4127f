package pipe

import (
	"context"
	"fmt"

	"github.com/twmb/franz-go/pkg/kgo"
)

// turnAll turns fetched records and produces what becomes of them, partition by partition in chunks that
// the processor's cache holds.
func (s *session) turnAll(ctx context.Context, fetches kgo.Fetches) (err error) {
	fetches.EachPartition(func(p kgo.FetchTopicPartition) {
		for rest := p.Records; len(rest) > 0 && err == nil; {
			n, size := cut(rest)
			err = s.turn(ctx, rest[:n], size)
			rest = rest[n:]
		}
	})
	return err
}

// cut says how many of the next records are a chunk, and the bytes that they hold.
func cut(records []*kgo.Record) (n, size int) {
	for n < len(records) && n < chunkRecords && size < chunkBytes {
		size += len(records[n].Value)
		n++
	}
	return n, size
}

func (s *session) turn(ctx context.Context, records []*kgo.Record, size int) error {
	slab, err := s.flight.slab()
	if err != nil {
		return fmt.Errorf("produce: %w", err)
	}
	slab = s.cfg.Turner.Turn(records, slab)
	out := s.count(records, size)
	if out == 0 {
		return nil
	}
	c := s.flight.start(slab, size+len(slab), out)
	promise := c.land
	for _, r := range records {
		if r.Topic != "" {
			s.kafka.Produce(ctx, r, promise)
		}
	}
	return nil
}

// count adds turned records to those of the transaction, and says how many go out.
func (s *session) count(records []*kgo.Record, size int) (out int) {
	for _, r := range records {
		switch r.Topic {
		case s.cfg.To:
			s.open.Outputs++
		case s.cfg.Rejects:
			s.open.Rejects++
		default:
			s.open.Skipped++
			continue
		}
		s.open.BytesOut += int64(len(r.Value))
		out++
	}
	s.open.Records += int64(len(records))
	s.open.BytesIn += int64(size)
	return out
}
