package bus

import (
	"context"
	"fmt"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"
)

type (
	commitRequest  = kmsg.OffsetCommitRequest
	commitResponse = kmsg.OffsetCommitResponse
)

// Scan hands every record of one partition in [from, to) to fn, in order, without a group.
func (b *Bus) Scan(ctx context.Context, place Place, from, to int64, fn func(*Record) error) error {
	if from >= to {
		return nil
	}
	client, err := kgo.NewClient(append(b.cfg.options(),
		kgo.FetchMaxBytes(maxFetch),
		kgo.FetchMaxPartitionBytes(maxPart),
		kgo.ConsumeResetOffset(kgo.NoResetOffset()),
		kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{place.Topic: {place.Partition: kgo.NewOffset().At(from)}}),
	)...)
	if err != nil {
		return fmt.Errorf("scan %s/%d: %w", place.Topic, place.Partition, err)
	}
	defer client.Close()
	for next := from; next < to; {
		records, err := collect(client.PollRecords(ctx, 0), ctx)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return fmt.Errorf("scan %s/%d: %w", place.Topic, place.Partition, err)
		}
		for _, r := range records {
			if r.Offset >= to {
				return nil
			}
			if err := fn(r); err != nil {
				return err
			}
			next = r.Offset + 1
		}
	}
	return nil
}
