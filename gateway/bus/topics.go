package bus

import (
	"context"
	"errors"
	"fmt"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
)

// Topic is what the gateway wants of a topic. The number of partitions never changes.
type Topic struct {
	Name       string
	Partitions int32
}

// TopicInfo is what the cluster says of a topic.
type TopicInfo struct {
	ID         string
	Partitions int32
}

// Ensure creates the topics that are missing, kept for ever (retention.ms=-1) and never compacted,
// and returns what the cluster holds under each name.
func (b *Bus) Ensure(ctx context.Context, topics []Topic) (map[string]TopicInfo, error) {
	names := make([]string, len(topics))
	for i, t := range topics {
		names[i] = t.Name
		if err := b.create(ctx, t); err != nil {
			return nil, fmt.Errorf("create topic %s: %w", t.Name, err)
		}
	}
	return b.describe(ctx, names)
}

func (b *Bus) create(ctx context.Context, t Topic) error {
	forever, delete, size := "-1", "delete", fmt.Sprint(maxRecord)
	_, err := b.admin.CreateTopic(ctx, t.Partitions, -1, map[string]*string{
		"retention.ms": &forever, "cleanup.policy": &delete, "max.message.bytes": &size,
	}, t.Name)
	if errors.Is(err, kerr.TopicAlreadyExists) {
		return nil
	}
	return err
}

func (b *Bus) describe(ctx context.Context, names []string) (map[string]TopicInfo, error) {
	details, err := b.admin.ListTopics(ctx, names...)
	if err != nil {
		return nil, fmt.Errorf("describe topics: %w", err)
	}
	out := make(map[string]TopicInfo, len(names))
	for _, name := range names {
		d, ok := details[name]
		if !ok || d.Err != nil {
			return nil, fmt.Errorf("describe topic %s: the cluster does not show it: %w", name, errors.Join(d.Err, kerr.UnknownTopicOrPartition))
		}
		out[name] = TopicInfo{ID: d.ID.String(), Partitions: int32(len(d.Partitions))}
	}
	return out, nil
}

// Span is the range of offsets that a partition holds: [Start, End).
type Span struct{ Start, End int64 }

// Spans returns the span of each partition of a topic.
func (b *Bus) Spans(ctx context.Context, topic string) (map[int32]Span, error) {
	starts, err := b.admin.ListStartOffsets(ctx, topic)
	if err != nil {
		return nil, fmt.Errorf("start of %s: %w", topic, err)
	}
	ends, err := b.admin.ListEndOffsets(ctx, topic)
	if err != nil {
		return nil, fmt.Errorf("end of %s: %w", topic, err)
	}
	return spans(topic, starts, ends)
}

func spans(topic string, starts, ends kadm.ListedOffsets) (map[int32]Span, error) {
	out := map[int32]Span{}
	for p, end := range ends[topic] {
		start, ok := starts.Lookup(topic, p)
		if err := errors.Join(end.Err, start.Err); err != nil || !ok {
			return nil, fmt.Errorf("offsets of %s/%d: %w", topic, p, errors.Join(err, kerr.LeaderNotAvailable))
		}
		out[p] = Span{Start: start.Offset, End: end.Offset}
	}
	return out, nil
}
