package pipe

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

// session is one client's life: it makes one transaction after another, until an error ends it.
type session struct {
	cfg    *Config
	kafka  *kgo.GroupTransactSession
	flight *flight
	open   Counts // of the transaction under way
}

// begin opens a session, and with it ends what a killed process of this name left open.
func begin(ctx context.Context, cfg *Config, t topics) (*session, error) {
	kafka, err := kgo.NewGroupTransactSession(cfg.session(t.partitioner(cfg.From))...)
	if err != nil {
		return nil, fmt.Errorf("kafka session: %w", err)
	}
	if _, _, err := kafka.Client().ProducerID(ctx); err != nil {
		kafka.Close()
		return nil, fmt.Errorf("kafka producer: %w", err)
	}
	return &session{cfg: cfg, kafka: kafka, flight: newFlight()}, nil
}

// grace is how long Kafka may take for a transaction beside its time.
const grace = 30 * time.Second

// transaction makes one, and returns what it committed. Its work ignores the end of ctx once it has begun:
// a graceful stop finishes what was polled.
func (s *session) transaction(ctx context.Context) (Counts, error) {
	fetches, err := s.poll(ctx)
	if err != nil || fetches.NumRecords() == 0 {
		return Counts{}, err
	}
	if err := s.kafka.Begin(); err != nil {
		return Counts{}, fmt.Errorf("begin a transaction: %w", err)
	}
	work, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.cfg.every()+grace)
	defer cancel()
	defer context.AfterFunc(work, func() { s.flight.fail(ErrSilent) })()
	s.open = Counts{}
	if err := s.fill(ctx, work, fetches); err != nil {
		_, ended := s.kafka.End(work, kgo.TryAbort)
		return Counts{}, errors.Join(err, ended)
	}
	committed, err := s.commit(work)
	if err != nil || !committed {
		return Counts{}, err
	}
	return s.open, nil
}

// fill turns polls until the time is over, the transaction is large, or ctx ends.
func (s *session) fill(ctx, work context.Context, fetches kgo.Fetches) error {
	open, cancel := context.WithTimeout(ctx, s.cfg.every())
	defer cancel()
	for {
		if err := s.turnAll(work, fetches); err != nil {
			return err
		}
		if open.Err() != nil || s.open.BytesIn+s.open.BytesOut >= transactionBytes {
			return nil
		}
		var err error
		if fetches, err = s.poll(open); err != nil {
			return err
		}
	}
}

// poll returns the next records; none when ctx ends first.
func (s *session) poll(ctx context.Context) (kgo.Fetches, error) {
	fetches := s.kafka.PollFetches(ctx)
	var errs []error
	fetches.EachError(func(topic string, partition int32, err error) {
		if ctx.Err() == nil || !errors.Is(err, ctx.Err()) {
			errs = append(errs, fmt.Errorf("fetch %s/%d: %w", topic, partition, err))
		}
	})
	return fetches, errors.Join(errs...)
}

// commit waits for what is in the air and ends the transaction. False without an error means that a
// rebalance undid it: the records will be polled again.
func (s *session) commit(work context.Context) (bool, error) {
	if err := s.kafka.Client().Flush(work); err != nil {
		return false, fmt.Errorf("kafka does not acknowledge: %w", err)
	}
	if err := s.flight.failure(); err != nil {
		_, ended := s.kafka.End(work, kgo.TryAbort)
		return false, errors.Join(fmt.Errorf("produce: %w", err), ended)
	}
	committed, err := s.kafka.End(work, kgo.TryCommit)
	if err != nil {
		return false, fmt.Errorf("commit: %w", err)
	}
	return committed, nil
}

// close gives the client up; the group keeps the member's place for its next process.
func (s *session) close() { s.kafka.Close() }

// leave says that no next process of this name is to be waited for.
func (s *session) leave() {
	ctx, cancel := context.WithTimeout(context.Background(), heartbeat)
	defer cancel()
	_, err := kadm.NewClient(s.kafka.Client()).LeaveGroup(ctx, kadm.LeaveGroup(s.cfg.Group).InstanceIDs(s.cfg.member()).Reason("the pipe was stopped"))
	if err != nil {
		s.cfg.log().Warn("the group was not left: others wait until the session ends", "error", err)
	}
}
