package bus

import (
	"context"
	"fmt"

	"github.com/twmb/franz-go/pkg/kgo"
)

// Scan hands every committed record of one partition in [from, to) to fn, in order, without a group.
func (b *Bus) Scan(ctx context.Context, place Place, from, to int64, fn func(*Record) error) error {
	if from >= to {
		return nil
	}
	client, err := kgo.NewClient(append(b.cfg.options(),
		kgo.FetchMaxBytes(maxFetch),
		kgo.FetchMaxPartitionBytes(maxPart),
		kgo.ConsumeResetOffset(kgo.NoResetOffset()),
		kgo.KeepControlRecords(),
		kgo.FetchIsolationLevel(kgo.ReadCommitted()),
		kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{place.Topic: {place.Partition: kgo.NewOffset().At(from)}}),
	)...)
	if err != nil {
		return fmt.Errorf("scan %s/%d: %w", place.Topic, place.Partition, err)
	}
	defer client.Close()
	for next := from; next < to; {
		fetches := client.PollRecords(ctx, 0)
		_, err := collect(fetches, ctx)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return fmt.Errorf("scan %s/%d: %w", place.Topic, place.Partition, err)
		}
		for it := fetches.RecordIter(); !it.Done() && next < to; {
			k := it.Next()
			next = k.Offset + 1
			if k.Attrs.IsControl() || k.Offset >= to {
				continue // a transaction's marker ends a partition as well as a record does
			}
			if err := fn(fromKafka(k)); err != nil {
				return err
			}
		}
	}
	return nil
}
