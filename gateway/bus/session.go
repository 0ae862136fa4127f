package bus

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// transactionTimeout bounds how long a killed worker's open transaction stalls every committed reader.
const transactionTimeout = 10 * time.Second

// Session reads topics in a group and writes what becomes of them in Kafka transactions.
type Session struct {
	s *kgo.GroupTransactSession
}

// Session joins a group under a transactional id that is stable across restarts, so that a new
// process fences the transaction that its killed predecessor left open. It is the member's name in the
// group too: a restarted process gets its partitions back at once, without waiting for a session to expire.
func (b *Bus) Session(group, transactionalID string, topics ...string) (*Session, error) {
	s, err := kgo.NewGroupTransactSession(append(b.cfg.options(),
		kgo.ConsumerGroup(group),
		kgo.InstanceID(transactionalID),
		kgo.ConsumeTopics(topics...),
		kgo.TransactionalID(transactionalID),
		kgo.TransactionTimeout(transactionTimeout),
		kgo.FetchIsolationLevel(kgo.ReadCommitted()),
		kgo.ConsumeStartOffset(kgo.NewOffset().AtStart()),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.SessionTimeout(sessionTimeout),
		kgo.HeartbeatInterval(heartbeat),
		kgo.RebalanceTimeout(rebalance),
		kgo.FetchMaxBytes(maxFetch),
		kgo.FetchMaxPartitionBytes(maxPart),
		kgo.FetchMaxWait(fetchWait),
		kgo.ProducerBatchMaxBytes(maxRecord),
		kgo.MaxBufferedBytes(maxBuffered),
		kgo.RecordPartitioner(kgo.StickyKeyPartitioner(nil)),
	)...)
	if err != nil {
		return nil, fmt.Errorf("transactional session %s: %w", transactionalID, err)
	}
	return &Session{s: s}, nil
}

const (
	sessionTimeout = 10 * time.Second
	heartbeat      = 2 * time.Second
	rebalance      = 20 * time.Second
	fetchWait      = 500 * time.Millisecond
)

// Poll returns the next records, at most limit; none when ctx ends first.
func (s *Session) Poll(ctx context.Context, limit int) ([]*Record, error) {
	return collect(s.s.PollRecords(ctx, limit), ctx)
}

// Begin opens a transaction.
func (s *Session) Begin() error { return s.s.Begin() }

// Produce writes records inside the open transaction and waits for them, until ctx ends.
func (s *Session) Produce(ctx context.Context, records []Record) error {
	var a acks
	a.expect(len(records))
	for _, r := range records {
		s.s.Produce(ctx, r.kafka(), func(_ *kgo.Record, err error) { a.take(err) })
	}
	if err := a.wait(ctx); err != nil {
		return fmt.Errorf("produce in a transaction: %w", err)
	}
	return nil
}

// Commit ends the transaction with its offsets. False without an error means that a rebalance undid
// it: the records will be polled again. After an error the session is of no further use.
func (s *Session) Commit(ctx context.Context) (bool, error) {
	return s.s.End(ctx, kgo.TryCommit)
}

// Abort ends the transaction and rewinds to where it began.
func (s *Session) Abort(ctx context.Context) error {
	_, err := s.s.End(ctx, kgo.TryAbort)
	return err
}

// Close leaves the group.
func (s *Session) Close() { s.s.Close() }

// collect turns fetches into records. The end of ctx is no error.
func collect(fetches kgo.Fetches, ctx context.Context) ([]*Record, error) {
	var errs []error
	fetches.EachError(func(topic string, partition int32, err error) {
		if ctx.Err() == nil || !errors.Is(err, ctx.Err()) {
			errs = append(errs, fmt.Errorf("fetch %s/%d: %w", topic, partition, err))
		}
	})
	out := make([]*Record, 0, fetches.NumRecords())
	fetches.EachRecord(func(k *kgo.Record) { out = append(out, fromKafka(k)) })
	return out, errors.Join(errs...)
}
