package pipe

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

// Errors of the surroundings. Run returns all but ErrSilent, after which it tries again.
var (
	ErrAway    = errors.New("no Kafka answers")
	ErrMissing = errors.New("topic missing")
	ErrFenced  = errors.New("another process took over")
	ErrRefused = errors.New("refused by Kafka")
	ErrSilent  = errors.New("kafka does not acknowledge")
)

// answerTimeout is how long Kafka may take for its first answer.
const answerTimeout = 5 * time.Second

// topics holds the number of partitions of each topic.
type topics map[string]int

// look asks Kafka for the topics; all of them must be there.
func look(ctx context.Context, cfg *Config) (topics, error) {
	client, err := kgo.NewClient(cfg.options()...)
	if err != nil {
		return nil, fmt.Errorf("kafka client: %w", err)
	}
	defer client.Close()
	ctx, cancel := context.WithTimeout(ctx, answerTimeout)
	defer cancel()
	details, err := kadm.NewClient(client).ListTopics(ctx, cfg.From, cfg.To, cfg.Rejects)
	if err != nil {
		return nil, fmt.Errorf("%w at %s: is it running, and is the address right? %w", ErrAway, strings.Join(cfg.Seeds, ","), err)
	}
	out := topics{}
	var missing []string
	for _, name := range []string{cfg.From, cfg.To, cfg.Rejects} {
		d, ok := details[name]
		if !ok || d.Err != nil || len(d.Partitions) == 0 {
			missing = append(missing, name)
		}
		out[name] = len(d.Partitions)
	}
	if missing != nil {
		return nil, fmt.Errorf("%w: %s does not show %s: create it first, and let this user see it", ErrMissing, strings.Join(cfg.Seeds, ","), strings.Join(missing, ", "))
	}
	return out, nil
}

// partitioner keeps the partition where a topic has as many as the input; elsewhere the key decides, and
// records without a key stay together.
func (t topics) partitioner(from string) kgo.Partitioner {
	byKey := kgo.StickyKeyPartitioner(nil)
	return kgo.BasicConsistentPartitioner(func(topic string) func(*kgo.Record, int) int {
		if t[topic] == t[from] {
			return func(r *kgo.Record, _ int) int { return int(r.Partition) }
		}
		keyed := byKey.ForTopic(topic)
		return func(r *kgo.Record, n int) int {
			if r.Key == nil {
				return int(r.Partition) % n
			}
			return keyed.Partition(r, n)
		}
	})
}
